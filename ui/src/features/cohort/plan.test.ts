// What the form of a new group would create.
import { describe, expect, it } from 'vitest';
import { isoFrom, preview, readHour, weekdayOf } from './plan';

describe('the plan', () => {
  it('reads hours as they are written', () => {
    expect(readHour('14:00')).toBe(840);
    expect(readHour('9h30')).toBe(570);
    expect(readHour('9 h')).toBe(540);
    expect(readHour('930')).toBe(570);
    expect(readHour('25:00')).toBeNull();
    expect(readHour('soon')).toBeNull();
  });
  it('counts days from the first one', () => {
    const p = preview({ first: '2027-04-20', weekdays: [4, 2], start: 840, end: 960, sessions: 3 });
    expect(p.days).toEqual(['2027-04-20', '2027-04-22', '2027-04-27']);
    expect(p.minutes).toBe(360);
    expect(p.weekdays).toEqual([2, 4]);
  });
  it('takes the first day’s weekday when none is chosen, and plans nothing without sense', () => {
    expect(preview({ first: '2027-04-20', weekdays: [], start: 840, end: 960, sessions: 2 }).days).toEqual(['2027-04-20', '2027-04-27']);
    expect(preview({ first: '2027-04-20', weekdays: [], start: 960, end: 840, sessions: 2 }).days).toEqual([]);
  });
  it('knows which days exist', () => {
    expect(isoFrom(2027, 2, 31)).toBeNull();
    expect(isoFrom(2028, 2, 29)).toBe('2028-02-29');
    expect(weekdayOf('2027-04-20')).toBe(2);
  });
});
