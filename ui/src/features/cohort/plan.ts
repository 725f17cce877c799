// What the planning forms share: hours as people type them, days that exist, weekdays, and what a new
// group begins with before anything is chosen. Pure: which days there will be, the core says.
import { addDays, weekdayOf } from '../../parts/days';

export { addDays, isoFrom, weekdayOf } from '../../parts/days';

/** `14:00`, `14h30`, `9`, `930` and their like, as minutes after midnight. */
export function readHour(typed: string): number | null {
  const text = typed.trim().toLowerCase().replace(/\s+/g, '');
  const hit = /^(\d{1,2})(?:[:h.](\d{2})?)?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text);
  if (!hit) return null;
  const hours = Number(hit[1]);
  const minutes = Number(hit[2] ?? 0);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

/** Both hours, when the second comes after the first. */
export function readHours(start: string, end: string): { start: number; end: number } | null {
  const from = readHour(start);
  const to = readHour(end);
  return from !== null && to !== null && to > from ? { start: from, end: to } : null;
}

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
