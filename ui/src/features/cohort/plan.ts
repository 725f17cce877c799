// What the planning forms share: days that exist, weekdays, and what a new group begins with before
// anything is chosen. Pure: which days there will be, the core says.
import { addDays, weekdayOf } from '../../parts/days';

export { addDays, isoFrom, weekdayOf } from '../../parts/days';

/** Today, or the Monday that comes when it is a weekend. */
export function usualFirst(today: string): string {
  const weekday = weekdayOf(today);
  return weekday > 5 ? addDays(today, 8 - weekday) : today;
}

/** Twice a week, the first day among them. */
export function usualWeekdays(first: string): number[] {
  const weekday = weekdayOf(first);
  const other: Record<number, number> = { 1: 4, 2: 4, 3: 5, 4: 1, 5: 2 };
  return [weekday, other[weekday] ?? weekday].filter((day, i, all) => all.indexOf(day) === i).sort();
}
