// Days that may be unknown.
import { expect, it } from 'vitest';
import { dayOf, daysBetween, weekdayOf, yearsAround } from './days';

it('offers years around the present one, and the one that is written', () => {
  expect(yearsAround('2027-04-20', null)).toEqual([2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035]);
  expect([yearsAround('2027-04-20', '2019-01-01')[0], yearsAround('2027-04-20', '2040-01-01').at(-1)]).toEqual([2019, 2040]);
});
it('never makes a day that is none', () => {
  expect([dayOf(2027, 2, 31), dayOf(2028, 2, 30), dayOf(2027, 4, 31), dayOf(2027, 12, 5)]).toEqual(['2027-02-28', '2028-02-29', '2027-04-30', '2027-12-05']);
});
it('counts over months and changes of the clock', () => {
  expect([daysBetween('2027-03-27', '2027-03-29'), daysBetween('2027-04-20', '2027-04-19'), weekdayOf('2027-04-20')]).toEqual([2, -1, 2]);
});
