// A new group that is being thought out: what it begins with, what follows what is chosen, what the core is
// asked, and what is changed by hand.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Clash, LevelRow, PlanFix, VenueRow } from '../../api';
import { FakeApi } from '../../api/fake';
import { asBefore, changeOf, goTo, leaveOut, ruleDay, withFix } from './changes';
import { Draft, ELSEWHERE, NOWHERE, draftOf, forgetDraft } from './draft.svelte';

const DIG: LevelRow = { id: 'dig', code: 'DIG-1', title: 'Initiation', minutes: 900, sessions: 10 };
const venues = await new FakeApi('leading').venues();
const only = (one: VenueRow): VenueRow[] => [one, { ...one, id: 'old', is_archived: true }];
let draft: Draft;
beforeEach(() => {
  draft = new Draft('2027-04-20');
});

describe('a draft', () => {
  it('begins today, twice a week, and asks for a level only', () => {
    expect([draft.first, draft.weekdays, draft.wrong, draft.asked]).toEqual(['2027-04-20', [2, 4], 'plan-why-level', null]);
    draft.chooseLevel(DIG);
    expect(draft.asked).toEqual({ level: 'dig', code: '', venue: null, room: null, capacity: 10, first: '2027-04-20', weekdays: [2, 4], start: 840, end: 930, sessions: 10, last: null, holidays: true, changes: [], audience: 'learners' });
  });
  it('takes the length of a session from the level, unless the end was chosen', () => {
    draft.chooseLevel(DIG);
    expect(draft.end).toBe('15:30');
    draft.chooseEnd('17:00');
    draft.chooseLevel({ ...DIG, minutes: 1200 });
    expect(draft.end).toBe('17:00');
  });
  it('keeps the length while the start is typed', () => {
    for (const typed of ['9', '9:', '9:3', '9:30']) draft.chooseStart(typed);
    expect([draft.start, draft.end]).toEqual(['9:30', '11:30']);
    draft.chooseStart('23:30');
    expect([draft.end, draft.hours]).toEqual(['11:30', null]);
  });
  it('follows the first day with its weekdays until they are chosen', () => {
    draft.chooseFirst('2027-04-22');
    expect(draft.weekdays).toEqual([1, 4]);
    draft.chooseWeekdays([3]);
    draft.chooseFirst('2027-04-23');
    expect(draft.weekdays).toEqual([3]);
  });
  it('says what cannot be, one thing at a time', () => {
    draft.chooseLevel(DIG);
    const wrong = (change: () => void) => (change(), draft.wrong);
    expect(wrong(() => draft.chooseEnd('9:00'))).toBe('cohort-hours-wrong');
    expect(wrong(() => draft.chooseEnd('16:00'))).toBeNull();
    for (const bad of [0, 201, 1.5, NaN]) expect(wrong(() => (draft.sessions = bad))).toBe('cohort-none-planned');
    draft.sessions = 200;
    for (const bad of [0, 501]) expect(wrong(() => draft.chooseSeats(bad))).toBe('plan-why-seats');
    expect(wrong(() => draft.chooseSeats(1))).toBeNull();
  });
  it('ends after a number or on a day', () => {
    draft.chooseLevel(DIG);
    draft.endOn('2027-05-27');
    expect([draft.asked?.sessions, draft.asked?.last]).toEqual([null, '2027-05-27']);
    draft.last = '2027-04-01';
    expect(draft.wrong).toBe('plan-why-last');
    draft.chooseFirst('2027-06-01');
    expect([draft.last, draft.wrong]).toEqual(['2027-06-01', null]);
    draft.endAfter(7);
    expect([draft.asked?.sessions, draft.asked?.last]).toEqual([7, null]);
  });
  it('is somewhere known, somewhere in words, or nowhere yet', () => {
    draft.chooseLevel(DIG);
    draft.choosePlace('venue-m', venues);
    expect([draft.asked?.venue, draft.asked?.room, draft.asked?.capacity]).toEqual(['venue-m', null, 8]);
    draft.choosePlace(ELSEWHERE, venues);
    draft.room = ' Gymnase ';
    expect([draft.asked?.venue, draft.asked?.room]).toEqual([null, 'Gymnase']);
    draft.choosePlace(NOWHERE, venues);
    expect([draft.asked?.venue, draft.asked?.room]).toEqual([null, null]);
  });
  it('takes the only place there is, but not instead of somebody', () => {
    draft.knowPlaces(venues);
    expect(draft.place).toBe(NOWHERE);
    draft.knowPlaces(only(venues[0]!));
    expect(draft.place).toBe('venue-a');
    draft.choosePlace(NOWHERE, venues);
    draft.knowPlaces(only(venues[0]!));
    expect(draft.place).toBe(NOWHERE);
  });
  it('keeps seats that were chosen', () => {
    draft.chooseSeats(14);
    draft.choosePlace('venue-m', venues);
    expect(draft.capacity).toBe(14);
  });
  it('is kept for the same person until it is made or given up', () => {
    const [me, other] = [{}, {}];
    const mine = draftOf(me, '2027-04-20');
    expect(draftOf(me, '2027-04-20')).toBe(mine);
    expect(draftOf(other, '2027-04-20')).not.toBe(mine);
    const theirs = draftOf(other, '2027-04-20');
    forgetDraft();
    expect(draftOf(other, '2027-04-20')).not.toBe(theirs);
  });
});

describe('changes by hand', () => {
  const room: PlanFix = { kind: 'venue', venue: 'venue-a', name: 'Salle A' };
  const day: PlanFix = { kind: 'day', date: '2027-05-11', start: 570, end: 690 };
  const clash = (from: string | null, date = '2027-05-10'): Clash => ({ date, start: 570, end: 690, is_block: true, problem: { code: 'plan.room_taken', args: {} }, session: 's', by: null, from, about: [], fixes: [room, day] });

  it('are one for each day of the rule, in its order', () => {
    let changes = leaveOut([], '2027-05-13');
    changes = goTo(changes, '2027-05-10', { date: '2027-05-11', start: 570, end: 690 });
    changes = leaveOut(changes, '2027-05-10');
    expect(changes.map(({ from, date }) => [from, date])).toEqual([['2027-05-10', null], ['2027-05-13', null]]);
    expect(asBefore(changes, '2027-05-10').map(({ from }) => from)).toEqual(['2027-05-13']);
    expect(changeOf(changes, '2027-05-12')).toBeUndefined();
  });
  it('know the day of the rule, whatever became of it', () => {
    const line = { number: 1, date: '2027-05-28', start: 0, end: 60, fate: 'moved' as const, from: '2027-05-27', reason: null, module: null, venue: null, is_clash: false };
    expect(ruleDay(line)).toBe('2027-05-27');
  });
  it('take a room for one session, where it is now', () => {
    expect(withFix([], clash('2027-05-10'), room)).toEqual([{ from: '2027-05-10', date: '2027-05-10', start: null, end: null, venue: 'venue-a' }]);
    const gone = goTo([], '2027-05-10', { date: '2027-05-12', start: 600, end: 720 });
    expect(withFix(gone, clash('2027-05-10', '2027-05-12'), room)[0]).toEqual({ from: '2027-05-10', date: '2027-05-12', start: 600, end: 720, venue: 'venue-a' });
  });
  it('go to another day and keep the room that was taken', () => {
    const taken = withFix([], clash('2027-05-10'), room);
    expect(withFix(taken, clash('2027-05-10'), day)[0]).toEqual({ from: '2027-05-10', date: '2027-05-11', start: 570, end: 690, venue: 'venue-a' });
  });
  it('of all are the group’s own', () => {
    expect(withFix([], clash(null), room)).toEqual([]);
    draft.take(clash(null), room, venues);
    expect([draft.place, draft.changes]).toEqual(['venue-a', []]);
    draft.take(clash('2027-05-10'), day, venues);
    expect([draft.place, draft.changes.length]).toEqual(['venue-a', 1]);
  });
});
