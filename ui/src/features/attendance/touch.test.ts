// A register by mouse or by touch: any number of minutes, how many clicks ten people take, and what a row
// shows of somebody who was absent twice.
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { find, focused, openRegister, press, row, settle, shut, until } from '../../test-window';

afterEach(shut);

let clicks = 0;
async function click(css: string): Promise<void> {
  clicks += 1;
  document.querySelector<HTMLElement>(css)!.click();
  await settle();
}
const mark = (person: string, kind: string) => `[data-row="${person}"] [data-cell="${kind}"]`;
const tap = (digit: number | string) => click(`[data-tap="${digit}"]`);
const words = (element: Element | null | undefined) => (element?.textContent ?? '').replace(/[\s\u00A0\u202F]+/g, ' ').trim();
const late = (person: string) => words(row(person)!.querySelector('[data-cell="detail"]'));
const saved = (person: string) => until(() => row(person)!.dataset['saving'] === 'false', 'that it is kept');
const barriers = async () => {
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`);
};

describe('minutes by touch', () => {
  it('are any number, by digits in the row', async () => {
    await openRegister('demo');
    await click(mark('learner-4', 'late'));
    expect(find('minutes-pad')).toBeNull();
    await click('[data-testid="minutes-other"]');
    expect(row('learner-4')!.contains(find('minutes-pad'))).toBe(true);
    expect(document.querySelector('[role="dialog"]')).toBeNull();
    await tap(1);
    await tap(9);
    await tap('erase');
    await tap(2);
    expect(words(row('learner-4')!.querySelector('.entry'))).toBe('12 min');
    await tap('keep');
    await saved('learner-4');
    expect([late('learner-4'), find('minutes-pad'), focused()]).toEqual(['12 min', null, 'learner-4']);
  });
  it('are kept by Enter, and left as they were by Escape', async () => {
    await openRegister('demo');
    await click(mark('learner-4', 'late'));
    await click('[data-testid="minutes-other"]');
    await tap(2);
    await press('Escape', 'Escape');
    await saved('learner-4');
    expect([late('learner-4'), find('minutes-pad'), focused()]).toEqual(['10 min', null, 'learner-4']);
    await click(mark('learner-4', 'detail'));
    await click('[data-testid="minutes-other"]');
    await tap(2);
    await tap(0);
    await press('Enter', 'Enter');
    await saved('learner-4');
    expect([late('learner-4'), find('minutes-pad')]).toEqual(['20 min', null]);
    expect(focused()).not.toBeNull();
  });
  it('are any number for volunteers too, and Tab passes the digits by', async () => {
    await openRegister('demo');
    await click(mark('volunteer-2', 'late'));
    await click('[data-testid="minutes-other"]');
    expect([...find('minutes-pad')!.querySelectorAll('button')].map((button) => button.tabIndex)).toEqual(Array(12).fill(-1));
    expect(await barriers()).toEqual([]);
    await tap(7);
    await tap('keep');
    await saved('volunteer-2');
    expect(words(row('volunteer-2'))).toContain('retard 7 min');
  });
});

describe('ten people by mouse', () => {
  it('take four clicks, no key, and nothing that covers the page', async () => {
    const api = await openRegister('demo');
    let keys = 0;
    const counts = () => (keys += 1);
    window.addEventListener('keydown', counts, true);
    let modals = 0;
    const watcher = new MutationObserver(() => (modals += document.querySelectorAll('dialog, [role="dialog"], [role="alertdialog"], [aria-modal="true"]').length));
    watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
    clicks = 0;
    await click(mark('learner-6', 'absent'));
    await click(mark('learner-4', 'late'));
    await click('[data-row="learner-4"] [data-testid="minutes"] [aria-label="15 minutes"]');
    await click('[data-testid="mark-rest"]');
    await until(() => document.querySelectorAll('[data-learner][data-saving="true"]').length === 0, 'that all are kept');
    watcher.disconnect();
    window.removeEventListener('keydown', counts, true);
    const { session, learners } = await api.register('session-2');
    expect(session.tally).toEqual({ present: 8, late: 1, absent: 1, excused: 0, unmarked: 0 });
    expect(learners[3]!.mark).toEqual({ status: 'present', late: 15, left: null });
    expect([clicks, keys, modals]).toEqual([4, 0, 0]);
  });
});

describe('somebody who was absent twice', () => {
  const sign = (person: string) => row(person)!.querySelector<HTMLElement>('[data-tag="absent-twice"]');
  it('has a sign beside their name, in words for the ear and for whoever points at it', async () => {
    await openRegister('joined');
    const told = 'Absent aux 2 séances précédentes. Un appel fait souvent revenir.';
    expect([sign('learner-6')!.title, sign('learner-6')!.querySelector('.only-heard')!.textContent]).toEqual([told, told]);
    expect(sign('learner-6')!.closest('[role="rowheader"]')).not.toBeNull();
    expect(sign('learner-6')!.querySelector('svg.absent')).not.toBeNull();
    expect(document.querySelectorAll('[data-tag="absent-twice"]').length).toBe(1);
    expect(await barriers()).toEqual([]);
  });
});
