// A group's attendance behind its tab: chosen and left, held sessions only, the sheet of a week, a
// table with what for; empty, loading, refused; forty people by sixty sessions.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import type { Weeks } from '../../api';
import { FakeApi, type Scenario } from '../../api/fake';
import { app } from '../../state.svelte';
import { settle, until } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';
import { heldOf, usualWeek, weeksWithSessions } from './attendance';

let shown: ReturnType<typeof mount> | null = null;
const on = <T extends HTMLElement = HTMLElement>(css: string) => document.querySelector<T>(css);
const words = (css: string) => on(css)?.textContent?.replace(/[ \n\t]+/g, ' ').trim() ?? '';

async function open(scenario: Scenario, language = 'fr', prepare: (api: FakeApi) => void = () => {}): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  prepare(api);
  app.home = app.status = app.shown = null;
  location.hash = '#/cohorts';
  shown = mount(App, { target: document.body });
  await app.start(api);
  await until(() => on('[data-cohort]'));
  return api;
}
/** From the table of all of them, back to it when a group is shown. */
async function choose(cohort: string) {
  on('[data-testid="back"]')?.click();
  await settle();
  on(`[data-cohort="${cohort}"] button`)!.click();
  await settle();
}
async function press(css: string) {
  on(css)!.focus();
  on(css)!.click();
  await settle();
}
async function fill(css: string, value: string) {
  const field = on<HTMLInputElement>(css)!;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
const asked = (api: FakeApi, what: string) => api.calls.filter((call) => call.startsWith(what));

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('sessions and weeks', () => {
  const sessions = ['2027-04-13', '2027-04-15', '2027-04-20', '2027-05-04'].map((date, i) => ({ id: `s${i}`, date, number: i + 1 }));
  const weeks: Weeks = { sessions, learners: [{ id: 'a', name: 'Selam', shapes: ['present', 'late', 'absent', 'unmarked'] }] };
  it('to come are in no count', () => {
    const held = heldOf(weeks, '2027-04-20');
    expect(held.sessions.map((session) => session.id)).toEqual(['s0', 's1', 's2']);
    expect(held.learners[0]!.shapes).toEqual(['present', 'late', 'absent']);
  });
  it('have a usual one: this week, the last before, or the first', () => {
    const mondays = weeksWithSessions(weeks);
    expect(mondays).toEqual(['2027-04-12', '2027-04-19', '2027-05-03']);
    expect(['2027-04-22', '2027-04-28', '2027-04-01', '2027-06-01'].map((day) => usualWeek(mondays, day))).toEqual(['2027-04-19', '2027-04-19', '2027-04-12', '2027-05-03']);
    expect(usualWeek([], '2027-04-20')).toBeNull();
  });
});

describe('a group that is chosen', () => {
  it('shows its attendance, and the way back to all of them', async () => {
    const api = await open('joined');
    await choose('cohort-1');
    expect(on('[data-testid="part-attendance"]')!.getAttribute('aria-selected')).toBe('true');
    expect(words('#attendance-h')).toBe('Présence de DIG-1 Initiation');
    expect(on('[data-testid="weeks"]')!.querySelectorAll('[data-shape]').length).toBe(60);
    expect(words('[data-testid="weeks"] figcaption > p')).toContain('venues sur 60 marquées');
    await choose('cohort-2');
    expect(words('#attendance-h')).toBe('Présence de DIG-2 Intermédiaire');
    expect(asked(api, 'attendanceWeeks')).toEqual(['attendanceWeeks cohort-1', 'attendanceWeeks cohort-2']);
    await press('[data-testid="back"]');
    expect(on('[data-attendance]')).toBeNull();
    expect(on('[data-cohort="cohort-2"]')).not.toBeNull();
  });
  it('says that nothing was held yet, and when it begins', async () => {
    await open('joined');
    await choose('cohort-3');
    expect(words('[data-attendance] .empty-state')).toContain('Aucune séance n’a encore eu lieu');
    expect(words('[data-attendance] .empty-state')).toContain('La première est le jeudi 22 avril.');
    expect(on('[data-write="week"]')).not.toBeNull();
  });
  it('says that nobody is enrolled', async () => {
    await open('joined', 'en', (api) => (api.attendanceWeeks = async () => ({ sessions: [], learners: [] })));
    await choose('cohort-1');
    expect(words('[data-attendance] .empty-state')).toContain('Nobody is enrolled in this group');
  });
  it('says that it is read when that takes long, and why it cannot be', async () => {
    const api = await open('joined', 'fr', (fake) => (fake.attendanceWeeks = () => new Promise(() => {})));
    await choose('cohort-1');
    await settle(320);
    expect(words('[data-attendance] [data-testid="reading"]')).toBe('Lecture…');
    api.attendanceWeeks = () => Promise.reject(new Error('no'));
    await choose('cohort-1');
    expect(words('[data-attendance] [role="alert"]')).toContain('Quelque chose n’a pas marché');
    api.attendanceWeeks = FakeApi.prototype.attendanceWeeks;
    await press('[data-attendance] [role="alert"] button');
    expect(on('[data-testid="weeks"]')).not.toBeNull();
  });
  it('stays usable with forty people and sixty sessions', async () => {
    await open('long');
    await choose('cohort-1');
    const box = on('[data-testid="weeks"] [role="region"]')!;
    expect([box.tabIndex, box.querySelectorAll('[data-shape]').length]).toEqual([0, 2400]);
    expect(box.querySelectorAll('.names li').length).toBe(40);
  });
});

describe('what is made of it', () => {
  it('is the sheet of the week that is chosen, and says where it is', async () => {
    const api = await open('joined');
    await choose('cohort-1');
    const week = on<HTMLSelectElement>('#week')!;
    expect(week.value).toBe('2027-04-19');
    expect(week.selectedOptions[0]!.textContent).toBe('du lundi 19 avril');
    week.value = '2027-04-12';
    week.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    await press('[data-write="week"]');
    expect(asked(api, 'exportWeek')).toEqual(['exportWeek cohort-1 2027-04-12']);
    expect(words('[data-attendance] .written')).toBe('SEMAINE-cohort-1-2027-04-12.pdf est dans /home/lea/Documents');
    expect(document.activeElement).toBe(on('[data-write="week"]'));
  });
  it('is a table for whoever leads, with what for', async () => {
    const api = await open('leading');
    await choose('cohort-1');
    await press('[data-write="xlsx"]');
    expect(document.activeElement).toBe(on('#table-purpose'));
    on<HTMLFormElement>('[data-attendance] form')!.requestSubmit();
    await settle();
    expect(asked(api, 'exportAttendance')).toEqual([]);
    expect(on('#table-purpose')!.getAttribute('aria-invalid')).toBe('true');
    expect(words('#table-said')).toBe('Dites pour quoi, en quelques mots.');
    await fill('#table-purpose', 'Bilan du trimestre');
    on<HTMLFormElement>('[data-attendance] form')!.requestSubmit();
    await settle();
    expect(asked(api, 'exportAttendance')).toEqual(['exportAttendance cohort-1 xlsx Bilan du trimestre']);
    expect(words('[data-attendance] .written')).toContain('PRESENCES-cohort-1.xlsx est dans');
    expect(document.activeElement).toBe(on('[data-write="xlsx"]'));
  });
  it('is given up with Escape, and kept when it is refused', async () => {
    const api = await open('leading');
    await choose('cohort-1');
    await press('[data-write="csv"]');
    on('#table-purpose')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    await settle();
    expect(on('#table-purpose')).toBeNull();
    expect(document.activeElement).toBe(on('[data-write="csv"]'));
    await press('[data-write="csv"]');
    await fill('#table-purpose', 'Bilan');
    api.failing = true;
    on<HTMLFormElement>('[data-attendance] form')!.requestSubmit();
    await settle();
    expect(words('[data-attendance] .written')).toContain('Le disque est plein');
    expect(on<HTMLInputElement>('#table-purpose')!.value).toBe('Bilan');
  });
  it('is no table for a volunteer', async () => {
    await open('joined');
    await choose('cohort-1');
    for (const format of ['xlsx', 'csv']) expect(on(`[data-write="${format}"]`)).toBeNull();
    expect(on('[data-write="week"]')).not.toBeNull();
  });
});

const STATES: [string, Scenario, () => Promise<unknown>][] = [
  ['chosen', 'joined', () => choose('cohort-1')],
  ['with what a table is for', 'leading', () => choose('cohort-1').then(() => press('[data-write="csv"]'))],
  ['not begun', 'joined', () => choose('cohort-3')],
];
describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it.each(STATES)('a group %s', async (_, scenario, act) => {
    await open(scenario, language);
    await act();
    await settle();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
});
