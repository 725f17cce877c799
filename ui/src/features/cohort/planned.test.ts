// What a preview, a clash, a session and a place say in words, in both languages.
import { beforeEach, describe, expect, it } from 'vitest';
import type { CalendarSession, Clash, CohortRow, PlanPreview, PlannedDay, VenueRow } from '../../api';
import { FakeApi } from '../../api/fake';
import { has, showLanguage } from '../../words/words.svelte';
import { partOf, parted, rankOf, stepTo } from './groups';
import { clashInFront, clashShort, clashText, endText, fixText, lineOf, minutesText, reasonText, whyNot, isOld } from './planned';
import { isMove, moveInput, stateText, usualSession, whereItWent, whyFixed, withWayOut } from './sessions';
import { fieldsOf, inputOf, readNumber, venueFacts, venueLabel, wrongField } from './venues';

const bare = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ');
const line = (more: Partial<PlannedDay> = {}): PlannedDay => ({ number: 5, date: '2027-05-10', start: 570, end: 690, fate: 'kept', from: '2027-05-10', reason: null, module: null, venue: 'venue-b', is_clash: false, ...more });
const clash = (code: string, args: Record<string, string>, more: Partial<Clash> = {}): Clash => ({ date: '2027-05-10', start: 570, end: 690, is_block: true, problem: { code: `plan.${code}`, args }, session: 's', by: null, from: '2027-05-10', about: [], fixes: [], ...more });
const taken = clash('room_taken', { venue: 'Salle B', code: 'DIG-3', from: '540', to: '12:00' });
describe('what was heard', () => {
  it('is old after a day, and when nothing ever was', () => {
    const now = 1_800_000_000_000;
    expect([isOld(null, now), isOld(now - 23 * 3_600_000, now), isOld(now - 25 * 3_600_000, now)]).toEqual([true, false, true]);
  });
});

const plan = (more: Partial<PlanPreview> = {}): PlanPreview => ({ days: [], sessions: 10, minutes: 1200, planned_minutes: 1200, last: '2027-05-31', clashes: [], more_clashes: 0, heard_ms: null, ...more });
const venues = await new FakeApi('leading').venues();
beforeEach(() => showLanguage('fr'));

describe('a session that was moved', () => {
  const session = (id: string, date: string, more: Partial<CalendarSession> = {}): CalendarSession => ({ id, date, start: 570, end: 690, cohort: 'c', code: 'DIG-1', title: '', number: 1, of: 1, venue: null, room: null, module: null, volunteers: 0, target: 4, learners: 0, state: 'planned', moved_to: null, reason: null, ...more });
  const all = [session('a', '2027-05-10', { state: 'moved', moved_to: '2027-05-11' }), session('b', '2027-05-11'), session('c', '2027-05-13')];
  it('is found where it is now', () => expect(whereItWent(all, 'a')).toBe(1));
  it('is found where it was when it did not go', () => expect(whereItWent(all, 'c')).toBe(2));
  it('is nowhere when it is not there', () => expect(whereItWent(all, 'x')).toBe(-1));
});

describe('a line', () => {
  const said = (day: PlannedDay, of = plan()) => {
    const { kind, text } = lineOf(of, day, venues);
    return [kind, bare(text)];
  };
  it('says nothing of a day as usual', () => expect(said(line())).toEqual(['kept', '']));
  it('says why a day is left out', () => {
    expect(said(line({ number: null, fate: 'skipped', reason: { code: 'holiday', name: 'ascension' } }))).toEqual(['skipped', 'Ascension, férié']);
    expect(said(line({ number: null, fate: 'skipped', reason: { code: 'by_hand', name: null } }))).toEqual(['skipped', 'laissé de côté à la main']);
  });
  it('says where it was to be', () => {
    expect(said(line({ fate: 'moved', date: '2027-05-28', from: '2027-05-27', reason: { code: 'venue_closed', name: 'Travaux' } }))).toEqual(['moved', 'au lieu du jeudi 27 : lieu fermé, Travaux']);
    expect(said(line({ fate: 'moved', date: '2027-05-11' }))).toEqual(['moved', 'à la main, au lieu du lundi 10']);
    expect(said(line({ fate: 'changed', date: '2027-05-11' }))).toEqual(['changed', 'à la main, au lieu du lundi 10']);
    expect(said(line({ fate: 'changed', venue: 'venue-a' }))).toEqual(['changed', 'à la main : 9:30 – 11:30, Salle A']);
  });
  it('says its clash before anything else', () => {
    expect(said(line({ fate: 'changed', is_clash: true }), plan({ clashes: [taken] }))).toEqual(['clash', 'Salle B accueille DIG-3']);
    expect(said(line({ is_clash: true }))).toEqual(['clash', 'gêne une autre séance']);
  });
  it.each([['holiday', null], ['holiday', 'made_up'], ['closure', 'Vacances'], ['closure', ''], ['venue_closed', null], ['eclipse', null]])('has words for %s %s', (code, name) => {
    for (const language of ['fr', 'en']) {
      showLanguage(language);
      expect(reasonText({ code, name })).toMatch(/\p{L}{3}/u);
    }
    expect(reasonText(null)).toBe('');
  });
});

describe('a clash', () => {
  it('is told with its day, hours as they are read', () => {
    expect(bare(clashText(taken))).toBe('Lundi 10 mai : Salle B accueille déjà DIG-3 de 9:00 à 12:00.');
    expect(bare(clashText({ ...taken, from: null }))).toBe('Salle B accueille déjà DIG-3 de 9:00 à 12:00.');
  });
  const ALL: [string, Record<string, string>][] = [['room_taken', taken.problem.args], ['learner_twice', { name: 'Selam', code: 'DIG-2' }], ['volunteer_twice', { name: 'Ana', code: 'DIG-2' }], ['over_capacity', { seats: '14', places: '12' }], ['few_computers', { seats: '14', computers: '10' }], ['itself_twice', { from: '9:30', to: '11:30' }], ['holiday', { name: 'ascension' }], ['closed', { title: 'Travaux' }]];
  it.each(ALL)('%s has a sentence and a few words in both languages', (code, args) => {
    for (const language of ['fr', 'en']) {
      showLanguage(language);
      expect([has(`error-plan-${code}`), has(`clash-${code}`)]).toEqual([true, true]);
      for (const text of [clashText(clash(code, args)), clashShort(clash(code, args))]) expect(text).not.toMatch(/[{}]|plan[.-]|\d{4}-/);
    }
  });
  it('of a kind that is not known is told all the same', () => {
    expect(clashShort(clash('eclipse', {}))).toBe('gêne une autre séance');
  });
  it('has its ways out in words', () => {
    expect(fixText({ kind: 'venue', venue: 'a', name: 'Salle A' })).toBe('Prendre Salle A');
    expect(fixText({ kind: 'day', date: '2027-05-11', start: 570, end: 690 })).toBe('Aller au mardi 11, 9:30');
  });
  it('that blocks stands in front', () => {
    const warns = clash('ratio', {}, { is_block: false });
    expect([clashInFront(plan({ clashes: [warns, taken] })), clashInFront(plan({ clashes: [warns] })), clashInFront(plan()), clashInFront(null)]).toEqual([taken, warns, null, null]);
  });
});

describe('a plan', () => {
  it('says when it ends, and by how much it is not what the level asks', () => {
    expect(endText(plan())).toBe('fin le lundi 31 mai');
    expect([endText(plan({ last: null })), minutesText(plan()), minutesText(plan({ planned_minutes: 0 }))]).toEqual(['', null, null]);
    expect(bare(minutesText(plan({ minutes: 1080 }))!)).toBe('Le niveau demande 20 h : il manque 2 h.');
    expect(bare(minutesText(plan({ minutes: 1230 }))!)).toBe('Le niveau demande 20 h : cela fait 30 min de plus.');
  });
  it('is created unless something blocks', () => {
    expect([whyNot(null), whyNot(plan()), whyNot(plan({ clashes: [clash('ratio', {}, { is_block: false })] }))]).toEqual([null, null, null]);
    expect(whyNot(plan({ sessions: 0 }))).toContain('Aucun jour');
    expect(whyNot(plan({ clashes: [taken], more_clashes: 2 }))).toContain('3 séances');
  });
});

describe('the list of groups', () => {
  const group = (id: string, first: string | null, last: string | null, held = 0, sessions = 10): CohortRow => ({ id, code: id, title: '', level: null, room: null, first, last, held, sessions, learners: 0, capacity: 0, volunteers: 4, next: null, form: 'course', audience: 'learners' });
  it('has three parts, each in its order', () => {
    const rows = [group('d', '2027-05-03', '2027-06-04'), group('a', '2027-03-30', '2027-04-29', 6), group('z', null, null, 0, 0), group('o', '2027-01-12', '2027-02-11', 10), group('p', '2027-01-14', '2027-02-16', 10), group('n', '2027-04-20', '2027-07-09')];
    expect(parted(rows, '2027-04-20').map(({ part, rows: some }) => [part, some.map(({ id }) => id)])).toEqual([['running', ['a', 'n']], ['coming', ['d', 'z']], ['over', ['p', 'o']]]);
    expect(parted([], '2027-04-20')).toEqual([]);
  });
  it('is over on the day of the last session that was held', () => {
    expect(partOf(group('a', '2027-04-01', '2027-04-20', 10), '2027-04-20')).toBe('over');
    expect(partOf(group('a', '2027-04-01', '2027-04-20', 9), '2027-04-20')).toBe('running');
    expect([rankOf({ held: 6, sessions: 10 }), rankOf({ held: 10, sessions: 10 })]).toEqual([7, 10]);
  });
  it('is walked through by keys, and no further', () => {
    expect([stepTo('ArrowDown', 0, 3), stepTo('ArrowDown', 2, 3), stepTo('ArrowUp', 0, 3), stepTo('End', 0, 3), stepTo('Home', 2, 3), stepTo('a', 0, 3), stepTo('ArrowDown', 0, 0)]).toEqual([1, 2, 0, 2, 0, null, null]);
  });
});

describe('a session', () => {
  const session = (state: CalendarSession['state'], more: Partial<CalendarSession> = {}): CalendarSession => ({ id: state, date: '2027-05-10', start: 570, end: 690, cohort: 'c', code: 'DIG-1', title: '', number: 1, of: 10, venue: 'venue-b', room: 'Salle B', module: null, volunteers: 4, target: 4, learners: 10, state, moved_to: null, reason: null, ...more });
  it.each(['planned', 'open', 'closed', 'sealed', 'cancelled', 'moved'] as const)('that is %s says so, and what can be done', (state) => {
    for (const language of ['fr', 'en']) {
      showLanguage(language);
      expect(stateText(session(state))).not.toContain('session-');
      const why = whyFixed(session(state));
      if (state === 'planned') expect(why).toBeNull();
      else expect(why).toMatch(/\s/);
    }
  });
  it('says where it went and why', () => {
    expect(bare(stateText(session('moved', { moved_to: '2027-05-11', reason: 'Stage' })))).toBe('déplacée au mardi 11 mai : Stage');
    expect(bare(stateText(session('cancelled', { reason: 'Neige' })))).toBe('annulée : Neige');
  });
  it('that is next is the usual one, else the last', () => {
    const list = [session('closed', { date: '2027-04-13' }), session('cancelled', { date: '2027-04-20' }), session('planned', { date: '2027-04-22' })];
    expect([usualSession(list, '2027-04-20'), usualSession(list, '2027-05-01'), usualSession([], '2027-04-20')]).toEqual([2, 2, 0]);
  });
  it('moves only when something is otherwise', () => {
    const of = { ...session('planned'), date: '2027-05-10', start: 570, end: 690, venue: 'venue-b' };
    const fields = { date: '2027-05-10', hours: { start: 570, end: 690 }, venue: 'venue-b', scope: 'one' as const, reason: ' Stage ', apart: [] };
    const same = moveInput(of, fields)!;
    expect(same).toEqual({ date: '2027-05-10', start: null, end: null, venue: null, scope: 'one', reason: 'Stage', apart: [] });
    const moves = [same, { ...same, start: 540 }, { ...same, venue: 'venue-a' }, { ...same, date: '2027-05-11' }, { ...same, apart: withWayOut([], ['s'], { kind: 'venue', venue: 'venue-a', name: '' }) }];
    expect(moves.map((to) => isMove(of, to))).toEqual([false, true, true, true, true]);
    expect(moveInput(of, { ...fields, hours: null })).toBeNull();
  });
  it('says of hours and a place only what is another', () => {
    const of = { ...session('planned'), date: '2027-05-10', start: 570, end: 690, venue: 'venue-b' };
    const fields = { date: '2027-05-11', hours: { start: 570, end: 720 }, venue: 'venue-b', scope: 'all' as const, reason: '', apart: [] };
    expect(moveInput(of, fields)).toMatchObject({ start: 570, end: 720, venue: null });
    expect(moveInput(of, { ...fields, hours: { start: 570, end: 690 }, venue: 'venue-a' })).toMatchObject({ start: null, end: null, venue: 'venue-a' });
  });
  it('takes a way out for its own sessions, a room beside a day', () => {
    const apart = withWayOut([], ['a', 'b'], { kind: 'venue', venue: 'venue-a', name: 'Salle A' });
    expect(withWayOut(apart, ['b'], { kind: 'day', date: '2027-05-12', start: 570, end: 690 })).toEqual([
      { session: 'a', date: null, start: null, end: null, venue: 'venue-a' },
      { session: 'b', date: '2027-05-12', start: 570, end: 690, venue: 'venue-a' },
    ]);
  });
});

describe('a place', () => {
  const media = venues.find(({ id }) => id === 'venue-m')!;
  it('comes back from the form as it went in', () => {
    for (const { contact_name: _, ...venue } of venues) expect(inputOf(venue.id, fieldsOf({ ...venue, contact_name: null }))).toEqual(venue);
    expect(inputOf(null, { ...fieldsOf(null), name: ' Lab ' })).toMatchObject({ id: null, name: 'Lab', address: null, capacity: null, wifi: null, is_step_free: null, is_archived: false });
  });
  it('reads numbers as they are typed, and what it is worth no higher than is kept', () => {
    expect([readNumber('12'), readNumber(' '), readNumber('1.5'), readNumber('douze')]).toEqual([12, null, undefined, undefined]);
    const worth = (value: string) => [wrongField({ ...fieldsOf(media), value }), inputOf('x', { ...fieldsOf(media), value }).value_cents];
    expect([worth('25,5'), worth(' 1 200 € '), worth(''), worth('100 001')]).toEqual([[null, 2550], [null, 120_000], [null, null], ['value', null]]);
  });
  it('says which field cannot be kept', () => {
    const fields = fieldsOf(media);
    expect(wrongField(fields)).toBeNull();
    expect([wrongField({ ...fields, name: ' ' }), wrongField({ ...fields, capacity: 'x' }), wrongField({ ...fields, computers: '-2' }), wrongField({ ...fields, value: 'cher' })]).toEqual(['name', 'capacity', 'computers', 'value']);
  });
  it('tells what is known of it, and nothing else', () => {
    expect(venueFacts(media)).toEqual(['8 places', '8 ordinateurs', 'wifi faible', 'avec des marches', 'Ville de Talence']);
    expect(venueFacts({ ...fieldsAsRow(), name: 'Lab' })).toEqual([]);
    expect([venueLabel(media), venueLabel({ name: 'Lab', capacity: null })]).toEqual(['Médiathèque, 8 places', 'Lab']);
  });
});

function fieldsAsRow(): VenueRow {
  return { ...inputOf(null, fieldsOf(null)), id: 'x', contact_name: null };
}
