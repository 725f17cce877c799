// A group that is changed, and the rest of one that is cancelled: what is asked of the core, what cannot be
// yet and why, by hand and by keys.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CalendarSession, CohortRow } from '../../api';
import type { FakeApi } from '../../api/fake';
import { moreCohorts } from '../../api/fake-planning';
import { barriers, click, on, open, press, put, shut, submit, words } from '../../test-screen';
import { until } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';
import { changeInput, fieldsOf, wrong } from './changing';
import { cancelled } from './sessions';

const ROW: CohortRow = { ...moreCohorts()[0]!, learners: 8, capacity: 10, volunteers: 4 };
const calls = (api: FakeApi, what: string) => api.calls.filter((call) => call.startsWith(what));
async function group(): Promise<FakeApi> {
  const api = await open('#/cohorts', '[data-group="cohort-1"]');
  await click('[data-group="cohort-1"]');
  await until(() => on('[data-testid="session-tools"]'), 'the group');
  return api;
}
afterEach(shut);

describe('a group that is changed', () => {
  beforeEach(() => showLanguage('fr'));

  it('is held to what can be, in the order of the form', () => {
    const why = (change: Partial<ReturnType<typeof fieldsOf>>) => wrong({ ...fieldsOf(ROW), ...change }, ROW)?.replace(/\u202F/g, ' ');
    expect([why({ code: ' ' }), why({ title: '' })]).toEqual(['Donnez un nom court à ce groupe.', 'Donnez un titre à ce groupe.']);
    expect([why({ seats: null }), why({ seats: 501 }), why({ seats: 10.5 })]).toEqual(Array(3).fill('Choisissez un nombre de places, de 1 à 500.'));
    expect(why({ seats: 7 })).toBe('8 places sont prises : le groupe en garde au moins autant.');
    expect(why({ volunteers: null })).toBe('Choisissez un nombre de bénévoles, de 0 à 100.');
    expect([why({}), why({ title: `${ROW.title} ` })]).toEqual(Array(2).fill('Changez le nom, les places ou les bénévoles.'));
    expect([why({ seats: 8 }), why({ volunteers: 0 })]).toEqual([undefined, undefined]);
    // One with more people than seats, or without a number of them, may be called otherwise.
    const odd = { ...ROW, capacity: 0 };
    expect(wrong({ ...fieldsOf(odd), seats: 12 }, odd)).toBeNull();
    expect(wrong({ ...fieldsOf({ ...ROW, capacity: 5 }), code: 'X' }, { ...ROW, capacity: 5 })).toBeNull();
    expect(wrong({ ...fieldsOf({ ...ROW, capacity: 5 }), seats: 6 }, { ...ROW, capacity: 5 })).toBeNull();
  });
  it('says of volunteers only what somebody touched', () => {
    expect(changeInput({ ...fieldsOf(ROW), code: ' MAI ', seats: 12 }, ROW)).toEqual({ code: 'MAI', title: 'Passeport', capacity: 12, volunteers: null });
    expect(changeInput({ ...fieldsOf(ROW), volunteers: 2 }, ROW).volunteers).toBe(2);
  });
  it('is opened by its key, kept, told and taken back', async () => {
    const api = await group();
    await press('F2');
    await until(() => on('[data-testid="group-form"]'), 'the form');
    expect(document.activeElement).toBe(on('#group-code'));
    expect(on<HTMLButtonElement>('[data-testid="group-form"] [type="submit"]')!.disabled).toBe(true);
    expect(await barriers()).toEqual([]);
    await put('#group-code', 'MARDI');
    await put('#group-seats', '14');
    await submit('[data-testid="group-form"]');
    await until(() => words('h1') === 'MARDI Initiation', 'the new name');
    expect(calls(api, 'changeCohort')).toEqual(['changeCohort cohort-1 {"code":"MARDI","title":"Initiation","capacity":14,"volunteers":null}']);
    expect(words('[data-testid="toast"]')).toContain('MARDI modifié');
    expect([on('[data-testid="group-form"]'), document.activeElement]).toEqual([null, on('[data-testid="group-change"]')]);
    expect(words('.facts')).toBe('10 places prises sur 14');
    await press('z', { ctrlKey: true });
    await until(() => words('h1') === 'DIG-1 Initiation', 'the name that it had');
  });
  it('keeps what was typed when it is refused, and goes with Escape', async () => {
    const api = await group();
    await click('[data-testid="group-change"]');
    await put('#group-title', 'Premiers pas');
    api.failing = true;
    await submit('[data-testid="group-form"]');
    await until(() => words('[data-testid="group-form"] [role="alert"]').includes('Le disque est plein'), 'the refusal');
    expect(on<HTMLInputElement>('#group-title')!.value).toBe('Premiers pas');
    on('#group-title')!.focus();
    await press('Escape');
    expect([on('[data-testid="group-form"]'), words('h1')]).toEqual([null, 'DIG-1 Initiation']);
  });
});

describe('sessions that are cancelled together', () => {
  it('are the one that is meant, and of the others what has not begun', () => {
    const one = (number: number, date: string, state: CalendarSession['state'] = 'planned') => ({ id: String(number), number, date, start: 840, end: 960, state }) as CalendarSession;
    const all = [one(1, '2027-04-12', 'closed'), one(2, '2027-04-15'), one(3, '2027-04-20'), one(4, '2027-04-22', 'moved'), one(5, '2027-04-26'), one(6, '2027-04-29')];
    const goes = (at: number, scope: 'one' | 'following' | 'all', minute = 600) => cancelled(all, all[at]!, scope, { date: '2027-04-20', minute }).map((session) => session.number);
    expect([goes(4, 'one'), goes(4, 'following'), goes(4, 'all')]).toEqual([[5], [5, 6], [3, 5, 6]]);
    // What has begun today stays; one that is over goes when it is meant itself.
    expect([goes(4, 'all', 840), goes(1, 'following', 840)]).toEqual([[5, 6], [2, 5, 6]]);
  });
  it('are counted before, cancelled in one gesture, and told', async () => {
    const api = await group();
    on('[data-session="cohort-1-session-9"] a')!.focus();
    await press('x');
    expect(words('[data-testid="cancel"] [type="submit"]')).toBe('Annuler 1 séance');
    on<HTMLInputElement>('[data-testid="cancel"] input[value="following"]')!.click();
    await put('#session-reason', 'Travaux');
    expect(words('[data-testid="cancel"] [type="submit"]')).toBe('Annuler 2 séances');
    expect(await barriers()).toEqual([]);
    await submit('[data-testid="cancel"]');
    await until(() => on('[data-session="cohort-1-session-10"][data-state="cancelled"]'), 'the last line');
    expect(on('[data-session="cohort-1-session-9"][data-state="cancelled"]')).not.toBeNull();
    expect(calls(api, 'cancelSession')).toEqual(['cancelSession cohort-1-session-9 following Travaux']);
    expect(words('[data-testid="toast"]')).toContain('2 séances annulées');
  });
});
