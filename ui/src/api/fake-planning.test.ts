// The in-memory centre's planning: enough of the rules for the screens, and what undo brings back.
import { describe, expect, it } from 'vitest';
import type { NewCohort } from './bindings';
import { FakeApi } from './fake';

const asked = (more: Partial<NewCohort> = {}): NewCohort => ({ level: 'level-dig-1', code: '', venue: null, room: null, capacity: 10, first: '2027-04-22', weekdays: [1, 4], start: 570, end: 690, sessions: 10, last: null, holidays: true, changes: [], audience: '', ...more });
const preview = (more: Partial<NewCohort> = {}) => new FakeApi('leading').previewCohort(asked(more));

describe('a preview', () => {
  it('leaves public holidays out and goes on after them', async () => {
    const plan = await preview();
    expect([plan.sessions, plan.minutes, plan.last]).toEqual([10, 1200, '2027-05-31']);
    expect(plan.days.filter((day) => day.number === null).map((day) => [day.date, day.reason?.name])).toEqual([['2027-05-06', 'ascension'], ['2027-05-17', 'whit_monday']]);
    expect((await preview({ holidays: false })).last).toBe('2027-05-24');
  });
  it('finds the room that is taken, with a way out', async () => {
    const plan = await preview({ venue: 'venue-b' });
    expect(plan.clashes.map((clash) => [clash.date, clash.is_block, clash.fixes.map((fix) => fix.kind)])).toEqual([['2027-05-10', true, ['venue', 'day']]]);
    expect(plan.days.filter((day) => day.is_clash).map((day) => day.number)).toEqual([5]);
    expect(plan.days.find((day) => day.fate === 'moved')).toMatchObject({ date: '2027-05-28', from: '2027-05-27' });
  });
  it('follows what was changed by hand', async () => {
    const change = { from: '2027-05-10', date: null, start: null, end: null, venue: null };
    expect((await preview({ venue: 'venue-b', changes: [change] })).clashes).toEqual([]);
    expect((await preview({ venue: 'venue-b', changes: [{ ...change, date: '2027-05-10', venue: 'venue-a' }] })).clashes).toEqual([]);
  });
  it('ends on a day when that is asked', async () => {
    expect((await preview({ sessions: null, last: '2027-05-03' })).sessions).toBe(4);
  });
});

describe('what is written', () => {
  it('goes with undo, all of it', async () => {
    const api = new FakeApi('leading');
    const before = (await api.calendar('2027-04-01', '2027-08-01')).sessions.length;
    const row = await api.addCohort(asked());
    expect([row.sessions, row.first, row.last]).toEqual([10, '2027-04-22', '2027-05-31']);
    expect((await api.cohortSessions(row.id)).sessions.length).toBe(10);
    expect((await api.undo()).label.args).toEqual({ code: 'DIG-1', count: '10' });
    expect((await api.calendar('2027-04-01', '2027-08-01')).sessions.length).toBe(before);
    expect((await api.cohorts()).length).toBe(3);
  });
  it('moves a session and those after it', async () => {
    const api = new FakeApi('leading');
    const moved = await api.moveSession('cohort-1-session-9', { date: '2027-04-28', start: null, end: null, venue: null, scope: 'following', reason: 'Stage' });
    expect(moved.sessions.filter((s) => s.state === 'moved').map((s) => [s.number, s.moved_to])).toEqual([[9, '2027-04-28'], [10, '2027-04-30']]);
    await expect(api.cancelSession('cohort-1-session-1', 'one', 'x')).rejects.toThrow();
  });
});
