// The arithmetic of the calendar: which days a look shows, where a session stands in its day, what is
// beside what, where the arrows lead. Pure: it works on ISO days and minutes, and never touches the page.
import type { CalendarSession, CalendarView, DayOff, PlannedDay } from '../../api';
import { monday } from '../../parts/weeks';

export const LOOKS = ['week', 'month', 'table'] as const;
export type Look = (typeof LOOKS)[number];
export type Place = { date: string; start: number; end: number };
/** A session of the centre, or one of the plan that is being made. */
export type Item = Place & {
  key: string;
  code: string;
  session: CalendarSession | null;
  draft: PlannedDay | null;
  /** Nothing takes place: moved away, cancelled, left out. */
  struck: boolean;
  clash: boolean;
  /** What has begun stays where it is. */
  movable: boolean;
};

/** A step of dragging and of the keys, in minutes. */
export const STEP = 15;
const DAY = 24 * 60;
/** How many lines a day of the month shows. */
export const LINES = 3;

export function addDays(iso: string, days: number): string {
  const at = new Date(`${iso}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

export function daysOf(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last && days.length < 400; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The month of a week is that of its Thursday, so that every week has exactly one. */
export function monthOf(week: string): string {
  return addDays(week, 3).slice(0, 7);
}

/** First and last day that a look shows: what to ask the core for. */
export function rangeOf(look: Look, week: string): { first: string; last: string } {
  if (look !== 'month') return { first: week, last: addDays(week, 6) };
  const month = monthOf(week);
  const [y, m] = month.split('-').map(Number);
  const end = new Date(Date.UTC(y!, m!, 0)).toISOString().slice(0, 10);
  return { first: monday(`${month}-01`), last: addDays(monday(end), 6) };
}

/** The week to show after this one, or before: of the next month in the month's look. */
export function turn(look: Look, week: string, by: 1 | -1): string {
  if (look !== 'month') return addDays(week, 7 * by);
  const [y, m] = monthOf(week).split('-').map(Number);
  return monday(new Date(Date.UTC(y!, m! - 1 + by, 4)).toISOString().slice(0, 10));
}

/** Everything of these days, in time order. */
export function itemsOf(view: CalendarView | null, drafts: PlannedDay[], code: string, first: string, last: string): Item[] {
  const seen = new Map<string, number>();
  const once = (key: string) => {
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    return times > 0 ? `${key}+${times}` : key;
  };
  const planned = drafts.map((draft): Item => {
    const { date, start, end, fate, from } = draft;
    return { key: once(`draft ${from ?? date}`), date, start, end, code, session: null, draft, struck: fate === 'skipped', clash: draft.is_clash, movable: true };
  });
  const known = (view?.sessions ?? []).map((session): Item => {
    const { date, start, end, state } = session;
    const struck = state === 'moved' || state === 'cancelled';
    return { key: once(session.id), date, start, end, code: session.code, session, draft: null, struck, clash: false, movable: state === 'planned' };
  });
  return [...known, ...planned]
    .filter((item) => item.date >= first && item.date <= last)
    .sort((a, b) => a.date.localeCompare(b.date) || a.start - b.start || a.end - b.end || a.code.localeCompare(b.code));
}

/** The few lines that a day of the month shows: the plan that is being made before the others. */
export function linesOf(items: Item[]): Item[] {
  if (items.length <= LINES) return items;
  const first = [...items.filter((item) => item.draft), ...items.filter((item) => !item.draft)].slice(0, LINES);
  return items.filter((item) => first.includes(item));
}

/** Of a day's sessions, the next that can be taken into the hand after the one that is in it; none after the last. */
export function nextInHand(items: Item[], held: Item | null): Item | null {
  const movable = items.filter((item) => item.movable);
  return movable[held ? movable.findIndex(({ key }) => key === held.key) + 1 : 0] ?? null;
}

export function byDay<T extends { date: string }>(things: T[]): Map<string, T[]> {
  const days = new Map<string, T[]>();
  for (const thing of things) {
    const day = days.get(thing.date);
    if (day) day.push(thing);
    else days.set(thing.date, [thing]);
  }
  return days;
}

/** Monday to Friday, and a day of the weekend only when something is on it. */
export function columnsOf(first: string, last: string, busy: Iterable<string>): string[] {
  const weekdays = new Set([...busy].map(weekday));
  return daysOf(first, last).filter((day) => weekday(day) < 6 || weekdays.has(weekday(day)));
}

/** Monday is 1. */
export function weekday(iso: string): number {
  return ((new Date(`${iso}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

export type Hours = { from: number; to: number };

/** From the earliest to the latest in whole hours, and at least from 9 to 18. */
export function hoursOf(items: Pick<Place, 'start' | 'end'>[]): Hours {
  let [from, to] = [9 * 60, 18 * 60];
  for (const { start, end } of items) {
    from = Math.min(from, Math.floor(start / 60) * 60);
    to = Math.max(to, Math.min(DAY, Math.ceil(end / 60) * 60));
  }
  return { from, to };
}

export type Lane = { lane: number; of: number };

/** Who stands beside whom in one day, given in time order: each in the first lane that is free. */
export function lanesOf(items: Pick<Item, 'key' | 'start' | 'end'>[]): Map<string, Lane> {
  const found = new Map<string, Lane>();
  let group: Lane[] = [];
  let ends: number[] = [];
  for (const { key, start, end } of items) {
    if (ends.every((free) => free <= start)) [group, ends] = [[], []];
    const open = ends.findIndex((free) => free <= start);
    const lane = open < 0 ? ends.length : open;
    ends[lane] = Math.max(end, start + STEP);
    const place = { lane, of: 1 };
    group.push(place);
    for (const one of group) one.of = ends.length;
    found.set(key, place);
  }
  return found;
}

export type Way = 'up' | 'down' | 'before' | 'after';

/** Where an arrow leads: within the day, or to what is nearest in time on the next day with something. */
export function go(items: Item[], from: string | null, way: Way): string | null {
  const at = items.find((item) => item.key === from);
  if (!at) return items[0]?.key ?? null;
  const days = byDay(items);
  const own = days.get(at.date)!;
  const rank = own.indexOf(at);
  if (way === 'up' || way === 'down') return (own[rank + (way === 'up' ? -1 : 1)] ?? at).key;
  const dates = [...days.keys()];
  const there = days.get(dates[dates.indexOf(at.date) + (way === 'before' ? -1 : 1)] ?? '');
  if (!there) return at.key;
  return there.reduce((best, item) => (Math.abs(item.start - at.start) < Math.abs(best.start - at.start) ? item : best)).key;
}

/** A place some days and minutes away; it stays within its day. */
export function shifted({ date, start, end }: Place, days: number, minutes: number): Place {
  const by = Math.max(-start, Math.min(DAY - end, minutes));
  return { date: addDays(date, days), start: start + by, end: end + by };
}

/** A place that begins about this minute, on the quarter of an hour, within the hours shown. */
export function dropped(place: Place, date: string, minute: number, { from, to }: Hours): Place {
  const long = place.end - place.start;
  const start = Math.max(from, Math.min(to - long, Math.round(minute / STEP) * STEP));
  return { date, start, end: start + long };
}

export const samePlace = (a: Place, b: Place) => a.date === b.date && a.start === b.start && a.end === b.end;

/** What closes each day; the first of two reasons stands. */
export function offOf(off: DayOff[]): Map<string, DayOff> {
  return new Map([...off].reverse().map((day) => [day.date, day]));
}
