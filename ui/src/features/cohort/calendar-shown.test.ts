// The calendar as it is shown: three looks, lifted by keys, dragged by mouse, told to the ear, kept small
// with fifty groups, and without a fault of accessibility.
import axe from 'axe-core';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { showLanguage } from '../../words/words.svelte';
import Calendar from './Calendar.svelte';
import type { Look } from './calendar';
import { changing, few, many } from './calendar-days.svelte';
import { chosen } from './look.svelte';

let shown: ReturnType<typeof mount> | null = null;
let calls: string[] = [];
const on = <T extends HTMLElement = HTMLElement>(css: string) => document.querySelector<T>(css);
const all = (css: string) => [...document.querySelectorAll<HTMLElement>(css)];
const words = (node: Element | null | undefined) => node?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
const said = () => words(on('[data-testid="calendar-said"]'));
const focused = () => (document.activeElement as HTMLElement).dataset;

async function settle() {
  await new Promise((go) => setTimeout(go, 20));
  flushSync();
}
type Given = Partial<{ view: ReturnType<typeof few>['view'] | null; drafts: ReturnType<typeof few>['drafts']; week: string }>;
async function show(look: Look = 'week', given: Given = {}, language = 'fr') {
  showLanguage(language);
  chosen.look = look;
  calls = [];
  const props = changing({
    ...few(), code: 'DIG-1', week: '2027-05-10', ...given,
    onweek: (week: string) => {
      calls.push(`week ${week}`);
      props.week = week;
    },
    onopen: (session: { id: string }) => calls.push(`open ${session.id}`),
    onmove: (session: { id: string }, to: object) => calls.push(`move ${session.id} ${Object.values(to).join(' ')}`),
    ondraft: (draft: { number: number | null }, to: object) => calls.push(`draft ${draft.number} ${Object.values(to).join(' ')}`),
  });
  shown = mount(Calendar, { target: document.body, props });
  await settle();
  return props;
}
async function press(key: string, more: KeyboardEventInit = {}) {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  await settle();
}
const pointer = (node: Element, type: string, x: number, y: number, more: PointerEventInit = {}) =>
  node.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, pointerId: 1, pointerType: 'mouse', button: 0, ...more }));
/** Days 100 wide and 540 high: a minute is a pixel from 9 to 18. */
function place(high = 540) {
  all('[data-day]').forEach((cell, i) => (cell.getBoundingClientRect = () => new DOMRect(i * 100, 0, 99, high)));
}

beforeEach(() => (document.documentElement.dir = 'ltr'));
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('a week', () => {
  it('has a column for each day of work, and sessions at their hours', async () => {
    await show();
    expect(words(on('h2'))).toBe('Semaine du lundi 10 mai');
    expect(all('[role="columnheader"]').map((head) => words(head.querySelector('b')))).toEqual(['lun. 10', 'mar. 11', 'mer. 12', 'jeu. 13', 'ven. 14']);
    expect(all('[data-item]').map(words)).toEqual(['DIG-3', 'DIG-1', 'محو الأمية · 4 sur 4', 'COD-1 · 4 sur 4', 'ATEL · 4 sur 4', 'PASS-A · 2 sur 2', 'DIG-1 · n° 6', 'DIG-3 · 4 sur 4', 'COD-2 · 4 sur 4']);
    expect(on('[data-item="DIG-3"]')!.style.getPropertyValue('--of')).toBe('2');
    expect(on('[data-item="draft 2027-05-10"]')!.className).toMatch(/draft.*clash/);
    expect(on('[data-item="draft 2027-05-10"]')!.getAttribute('aria-label')).toBe('DIG-1\u00A0· n°\u00A05, lundi 10 mai, 9:30 à 11:30, pas encore créée, gêne une autre séance');
    expect(on('[data-item="COD-2"]')!.getAttribute('aria-label')).toBe('COD-2\u00A0· 4 sur 4 bénévoles, vendredi 14 mai, 14:00 à 16:00, Salle B, déplacée au mercredi 19 mai\u202F: Salle prêtée');
  });
  it('says why a day is closed, and what was left out', async () => {
    await show('week', { week: '2027-05-17' });
    expect(words(on('[role="columnheader"] small'))).toBe('Lundi de Pentecôte');
    expect(on('[data-day="2027-05-17"]')!.className).toContain('closed');
    expect(on('[data-item="draft 2027-05-17"]')!.getAttribute('aria-label')).toContain('sans séance\u202F: Lundi de Pentecôte');
  });
  it('shows Saturday when something is on it', async () => {
    const { view } = few();
    await show('week', { view: { ...view, sessions: [...view.sessions, { ...view.sessions[0]!, id: 'sat', date: '2027-05-15' }] } });
    expect(all('[role="columnheader"]').length).toBe(6);
  });
  it('is gone about by keys, with one stop for Tab', async () => {
    await show();
    expect(all('.week [tabindex="0"]').map((n) => n.dataset['item'])).toEqual(['DIG-3']);
    on('[data-item="DIG-3"]')!.focus();
    await press('ArrowDown');
    expect(focused()['item']).toBe('draft 2027-05-10');
    await press('ArrowRight');
    await press('ArrowRight');
    expect(focused()['item']).toBe('ATEL');
    document.documentElement.dir = 'rtl';
    await press('ArrowRight');
    expect(focused()['item']).toBe('FLE');
    await press('Enter');
    expect(calls).toEqual(['open FLE']);
    await press('PageDown');
    expect([calls.at(-1), said(), focused()['item']]).toEqual(['week 2027-05-17', 'Semaine du lundi 17 mai', 'draft 2027-05-17']);
    await press('Home');
    // Nothing is on that week: the keys still have somewhere to be.
    expect([calls.at(-1), focused()['day']]).toEqual(['week 2027-04-19', '2027-04-19']);
    await press('PageUp');
    expect(calls.at(-1)).toBe('week 2027-04-12');
  });
});

describe('a session in the hand', () => {
  it('moves by keys, is told at every step, and is put down', async () => {
    await show('week', {}, 'en');
    on('[data-item="PASS-A"]')!.focus();
    await press('m');
    expect(said()).toBe('PASS-A taken. Wednesday 12 May, 14:00 to 16:00. Arrows move it, Enter puts it down, Escape gives up.');
    expect(words(on('#calendar-help'))).toBe('Arrows: move. Enter: put down. Esc: give up.');
    await press('ArrowRight');
    await press('ArrowUp', { shiftKey: true });
    await press('ArrowDown');
    expect(said()).toBe('Thursday 13 May, 13:15 to 15:15');
    expect(words(on('[data-day="2027-05-13"] [data-testid="calendar-ghost"]'))).toBe('13:15 to 15:15');
    await press('Enter');
    expect(calls).toEqual(['move PASS-A 2027-05-13 795 915']);
    expect(on('[data-testid="calendar-ghost"]')).toBeNull();
    expect(focused()['item']).toBe('PASS-A');
  });
  it('goes to another week, and comes back when it is given up', async () => {
    await show();
    on('[data-item="draft 2027-05-13"]')!.focus();
    await press('Enter');
    await press('PageDown');
    expect(said()).toBe('Jeudi 20 mai, 9:30 à 11:30');
    expect(calls).toEqual(['week 2027-05-17']);
    expect(document.activeElement).toBe(on('[role="grid"]'));
    await press('ArrowLeft');
    await press('ArrowLeft');
    await press('ArrowLeft');
    expect(said()).toBe('Lundi 17 mai, 9:30 à 11:30, Lundi de Pentecôte');
    await press('Escape');
    expect(calls).toEqual(['week 2027-05-17', 'week 2027-05-10']);
    expect([said(), focused()['item']]).toEqual(['Rien n’est déplacé.', 'draft 2027-05-13']);
    await press('m');
    await press('ArrowDown');
    await press('Enter');
    expect(calls.at(-1)).toBe('draft 6 2027-05-13 585 705');
  });
  it('keeps the focus when it comes back elsewhere', async () => {
    const props = await show();
    on('[data-item="PASS-A"]')!.focus();
    await press('m');
    await press('ArrowRight');
    await press('Enter');
    const view = few().view;
    props.view = { ...view, sessions: view.sessions.map((s) => (s.id === 'PASS-A' ? { ...s, date: '2027-05-13' } : s)) };
    await settle();
    expect(document.activeElement).toBe(on('[data-day="2027-05-13"] [data-item="PASS-A"]'));
  });
  it('is let go when the focus leaves, and never taken once it has begun', async () => {
    await show();
    on('[data-item="PASS-A"]')!.focus();
    await press('m');
    on('[data-turn="after"]')!.focus();
    await settle();
    expect(on('[data-testid="calendar-ghost"]')).toBeNull();
    on('[data-item="FLE"]')!.focus();
    await press('m');
    expect(said()).toContain('cette séance ne se déplace plus');
    expect(on('[data-testid="calendar-ghost"]')).toBeNull();
  });
  it('is dragged by the mouse, to the quarter of an hour', async () => {
    await show('week', { view: { ...few().view, sessions: few().view.sessions.filter((s) => s.end <= 1080) } });
    const item = on('[data-item="PASS-A"]')!;
    item.getBoundingClientRect = () => new DOMRect(200, 300, 99, 120);
    place();
    pointer(item, 'pointerdown', 250, 310);
    pointer(item, 'pointermove', 251, 311);
    await settle();
    expect(on('[data-testid="calendar-ghost"]')).toBeNull();
    pointer(item, 'pointermove', 350, 76);
    await settle();
    expect(words(on('[data-day="2027-05-13"] [data-testid="calendar-ghost"]'))).toBe('10:00 à 12:00');
    pointer(item, 'pointerup', 350, 76);
    item.click();
    await settle();
    expect(calls).toEqual(['move PASS-A 2027-05-13 600 720']);
  });
  it('stays where it was when Escape comes before the release, or when a finger scrolls', async () => {
    await show();
    const item = on('[data-item="PASS-A"]')!;
    place();
    pointer(item, 'pointerdown', 250, 310);
    pointer(item, 'pointermove', 350, 76);
    await press('Escape');
    pointer(item, 'pointermove', 360, 90);
    pointer(item, 'pointerup', 360, 90);
    item.click();
    pointer(item, 'pointerdown', 250, 310, { pointerType: 'touch' });
    pointer(item, 'pointermove', 350, 76, { pointerType: 'touch' });
    pointer(item, 'pointerup', 350, 76, { pointerType: 'touch' });
    await settle();
    expect(calls).toEqual([]);
    item.click();
    expect(calls).toEqual(['open PASS-A']);
  });
});

describe('a month', () => {
  it('has every week, short lines, and leads to the week of a day', async () => {
    await show('month');
    expect(words(on('h2'))).toBe('mai 2027');
    expect(all('.month [role="row"]').length).toBe(7);
    expect(all('[data-day="2027-05-10"] li').map(words)).toEqual(['9:00 DIG-3', '9:30 DIG-1']);
    expect(words(on('[data-day="2027-05-06"] li'))).toBe('Ascension');
    on('.month [tabindex="0"]')!.focus();
    expect(focused()['day']).toBe('2027-05-03');
    await press('ArrowDown');
    await press('ArrowRight');
    await press('ArrowRight');
    expect(focused()['day']).toBe('2027-05-12');
    await press('Enter');
    expect(calls).toEqual(['week 2027-05-10']);
    expect([words(on('h2')), focused()['item']]).toEqual(['Semaine du lundi 10 mai', 'ATEL']);
  });
  it('turns by months, and keeps the focus on a day of it', async () => {
    await show('month', {}, 'en');
    on('.month [tabindex="0"]')!.focus();
    await press('PageDown');
    expect([calls.at(-1), said(), focused()['day']]).toEqual(['week 2027-05-31', 'June 2027', '2027-06-01']);
    on('[data-turn="before"]')!.click();
    await settle();
    expect(words(on('h2'))).toBe('May 2027');
  });
  it('takes a session of the day by M, to another day at its hours', async () => {
    await show('month', {}, 'en');
    expect(on('.month')!.getAttribute('aria-keyshortcuts')).toContain('M ');
    expect(words(on('#calendar-help'))).toContain('M takes a session');
    on('[data-day="2027-05-10"]')!.focus();
    await press('m');
    expect(said()).toMatch(/^DIG-3 taken\. Monday 10 May/);
    expect(document.activeElement).toBe(on('[role="grid"]'));
    expect(on('.lifted')!.dataset['item']).toBe('DIG-3');
    // Once more: the next of that day.
    await press('m');
    expect(said()).toMatch(/^DIG-1 taken/);
    expect(words(on('#calendar-help'))).toContain('the next one of the day');
    await press('ArrowDown');
    await press('ArrowRight');
    expect([said(), on('.target')!.dataset['day']]).toEqual(['Tuesday 18 May, 9:30 to 11:30', '2027-05-18']);
    await press('Enter');
    expect([calls, focused()['day']]).toEqual([['draft 5 2027-05-18 570 690'], '2027-05-18']);
  });
  it('gives up with Escape, after the last of the day, and says when there is none', async () => {
    await show('month');
    on('[data-day="2027-05-12"]')!.focus();
    await press('m');
    await press('m');
    expect([said(), on('.target'), focused()['day']]).toEqual(['Rien n’est déplacé.', null, '2027-05-12']);
    await press('m');
    for (let n = 0; n < 4; n += 1) await press('ArrowDown');
    expect([calls.at(-1), on('.target')!.dataset['day']]).toEqual(['week 2027-06-07', '2027-06-09']);
    await press('Escape');
    await settle();
    expect([calls.at(-1), said(), focused()['day']]).toEqual(['week 2027-05-10', 'Rien n’est déplacé.', '2027-05-12']);
    on('[data-day="2027-05-05"]')!.focus();
    await press('m');
    expect(said()).toBe('Aucune séance');
  });
  it('takes a session to another day by the mouse, at its hours', async () => {
    await show('month');
    all('[data-day]').forEach((cell, i) => (cell.getBoundingClientRect = () => new DOMRect((i % 5) * 100, Math.floor(i / 5) * 60, 99, 59)));
    const item = on('[data-item="PASS-A"]')!;
    pointer(item, 'pointerdown', 250, 130);
    pointer(item, 'pointermove', 450, 200);
    await settle();
    expect(on('.target')!.dataset['day']).toBe('2027-05-21');
    pointer(item, 'pointerup', 450, 200);
    await settle();
    expect(calls).toEqual(['move PASS-A 2027-05-21 840 960']);
  });
});

describe('a table', () => {
  it('says the same, days off too', async () => {
    await show('table');
    expect(all('thead th').map(words)).toEqual(['Date', 'Heures', 'Groupe', 'Salle', 'Bénévoles', 'État']);
    expect(all('tbody tr').length).toBe(9);
    expect([...on('tr[data-item="COD-2"]')!.children].map(words)).toEqual(['vendredi 14 mai', '14:00 à 16:00', 'COD-2', 'Salle B', '4 sur 4', 'déplacée au mercredi 19 mai : Salle prêtée']);
    on('tr[data-item="DIG-3"] button')!.click();
    expect(calls).toEqual(['open DIG-3']);
  });
  it('says that nothing is on, and that nothing is known yet', async () => {
    await show('table', { view: null, drafts: [] });
    expect(words(on('tbody'))).toBe('Aucune séance');
  });
  it('is what a narrow window shows', async () => {
    const wide = window.innerWidth;
    const { happyDOM } = window as unknown as { happyDOM: { setViewport: (size: { width: number }) => void } };
    happyDOM.setViewport({ width: 341 });
    await show('week');
    expect([on('table') !== null, on('[role="grid"]'), on('.look')]).toEqual([true, null, null]);
    happyDOM.setViewport({ width: wide });
  });
});

describe('the look', () => {
  it('is chosen, asked for again, and still there the next time', async () => {
    await show();
    all('.look button').find((button) => words(button) === 'Mois')!.click();
    await settle();
    expect(on('.month')).not.toBeNull();
    expect(calls).toEqual(['week 2027-05-10']);
    expect(chosen.look).toBe('month');
  });
});

describe('fifty groups', () => {
  it.each<[Look, number, number]>([['month', 90, 700], ['week', 52, 400]])('stay few nodes in a %s', async (look, items, nodes) => {
    await show(look, { view: many(50, '2027-05-03') });
    expect(all('[data-item]').length).toBeLessThanOrEqual(items);
    expect(all('.calendar *').length).toBeLessThan(nodes);
    for (const day of all('.month [data-day]')) expect(day.querySelectorAll('li').length).toBeLessThanOrEqual(3);
    if (look === 'month') expect(words(on('[data-day="2027-05-03"] .more'))).toBe('+ 7');
    // The plan that is being made is not what the many others push out.
    for (const draft of few().drafts.filter((d) => look === 'month' || d.date < '2027-05-15')) expect(on(`[data-item="draft ${draft.from ?? draft.date}"]`)).not.toBeNull();
  });
});

describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it.each<[string, Look, Given]>([['week', 'week', {}], ['week with a day off', 'week', { week: '2027-05-17' }], ['week without anything', 'week', { view: null, drafts: [] }], ['month', 'month', {}], ['full month', 'month', { view: many(50, '2027-05-03') }], ['table', 'table', {}]])('%s', async (_, look, given) => {
    await show(look, given, language);
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false }, region: { enabled: false } } });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
  it('in the hand', async () => {
    await show('week', {}, language);
    on('[data-item="PASS-A"]')!.focus();
    await press('m');
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false }, region: { enabled: false } } });
    expect(violations.map((v) => v.id)).toEqual([]);
  });
});
