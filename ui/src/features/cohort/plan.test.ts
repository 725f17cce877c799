// What the planning forms share: hours, days, and what a new group begins with.
import { describe, expect, it } from 'vitest';
import { readHour, readHours } from '../../parts/hours';
import { addDays, isoFrom, usualFirst, usualWeekdays, weekdayOf } from './plan';

describe('the plan', () => {
  it('reads hours as they are written', () => {
    expect(readHour('14:00')).toBe(840);
    expect(readHour('9h30')).toBe(570);
    expect(readHour('9 h')).toBe(540);
    expect(readHour('930')).toBe(570);
    expect(readHour('25:00')).toBeNull();
    expect(readHour('soon')).toBeNull();
  });
  it('takes two hours only when the second comes after the first', () => {
    expect(readHours('9:30', '11h30')).toEqual({ start: 570, end: 690 });
    for (const [start, end] of [['11:30', '9:30'], ['9:30', '9:30'], ['', '10:00'], ['9', 'noon']] as const) expect(readHours(start, end)).toBeNull();
  });
  it('begins today, or on Monday when it is a weekend', () => {
    expect(['2027-04-20', '2027-04-23', '2027-04-24', '2027-04-25'].map(usualFirst)).toEqual(['2027-04-20', '2027-04-23', '2027-04-26', '2027-04-26']);
  });
  it('meets twice a week, the first day among them', () => {
    expect(['2027-04-19', '2027-04-20', '2027-04-21', '2027-04-22', '2027-04-23', '2027-04-24'].map(usualWeekdays)).toEqual([[1, 4], [2, 4], [3, 5], [1, 4], [2, 5], [6]]);
  });
  it('counts days over months and years', () => {
    expect([addDays('2027-04-30', 1), addDays('2027-01-01', -1), addDays('2027-03-28', 7)]).toEqual(['2027-05-01', '2026-12-31', '2027-04-04']);
  });
  it('knows which days exist', () => {
    expect(isoFrom(2027, 2, 31)).toBeNull();
    expect(isoFrom(2028, 2, 29)).toBe('2028-02-29');
    expect(weekdayOf('2027-04-20')).toBe(2);
  });
});
