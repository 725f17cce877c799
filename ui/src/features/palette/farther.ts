// Sessions beyond the two weeks that the palette knows: those of a day that is typed, or the next ones of a
// group. It says what to ask for and what of the answer is offered; it asks nobody.
import type { CalendarSession, CohortRow } from '../../api';
import { fold } from '../../words/fold';
import { monthName } from '../../words/words.svelte';
import { fit, wordsOf } from './matching';

/** Groups whose sessions are looked for at once, and sessions of each that are offered. */
const GROUPS = 3;
const NEXT = 6;
/** Letters of a month that tell it, and of a group. */
const LETTERS = 3;

export type TypedDay = { date: string; /** What was typed beside it. */ rest: string };

/** The day in what is typed: `15/03`, `15/03/2027`, `2027-03-15`, `15 mars`, `1er mai 2027`, `March 15`. Without a year it is the nearest such day. */
export function dayIn(typed: string, today: string): TypedDay | null {
  const iso = /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/.exec(typed);
  if (iso) return made(typed, iso[0], today, Number(iso[3]), Number(iso[2]), Number(iso[1]));
  const figures = /(?<![\d/])(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?(?![\d/])/.exec(typed);
  if (figures) return made(typed, figures[0], today, Number(figures[1]), Number(figures[2]), yearOf(figures[3]));
  const before = /(?<!\S)(\d{1,2})(?:er|st|nd|rd|th)?\s+(\p{L}{3,})\.?(?:\s+(\d{4}))?(?!\S)/iu.exec(typed);
  if (before && monthOf(before[2]!)) return made(typed, before[0], today, Number(before[1]), monthOf(before[2]!)!, yearOf(before[3]));
  const after = /(?<!\S)(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s+(\d{4}))?(?!\S)/iu.exec(typed);
  if (after && monthOf(after[1]!)) return made(typed, after[0], today, Number(after[2]), monthOf(after[1]!)!, yearOf(after[3]));
  return null;
}

const yearOf = (text: string | undefined) => (text ? Number(text) : null);

/** The month that begins so, when it is one alone: `mar` is March, `jui` may be two. */
function monthOf(word: string): number | null {
  const months = Array.from({ length: 12 }, (_, i) => i + 1);
  const begun = fold(word).length < LETTERS ? [] : months.filter((month) => fold(monthName(month)).startsWith(fold(word)));
  return begun.length === 1 ? begun[0]! : null;
}

function made(typed: string, part: string, today: string, day: number, month: number, year: number | null): TypedDay | null {
  const here = Number(today.slice(0, 4));
  const far = (iso: string) => Math.abs(Date.parse(iso) - Date.parse(today));
  const days = (year === null ? [here - 1, here, here + 1] : [year]).map((y) => new Date(Date.UTC(y, month - 1, day)));
  // The 31st of a month of thirty days is none.
  const known = days.filter((at) => at.getUTCDate() === day && at.getUTCMonth() === month - 1).map((at) => at.toISOString().slice(0, 10));
  const date = known.sort((a, b) => far(a) - far(b))[0];
  return date === undefined ? null : { date, rest: typed.replace(part, ' ').trim() };
}

/** The groups that are meant by what is typed, as far as it says one. */
export function groupsIn(typed: string, cohorts: CohortRow[]): CohortRow[] {
  if (wordsOf(typed).join('').length < LETTERS) return [];
  const meant = cohorts.filter((row) => (fit(typed, `${row.code} ${row.title}`) ?? 2) <= 1);
  return meant.slice(0, GROUPS);
}

/** A group's next sessions, or its last ones when none is to come. */
export function nextOf(sessions: CalendarSession[], today: string): CalendarSession[] {
  const on = sessions.filter(({ state }) => state !== 'moved' && state !== 'cancelled');
  const next = on.filter(({ date }) => date >= today).slice(0, NEXT);
  return next.length > 0 ? next : on.slice(-NEXT).reverse();
}
