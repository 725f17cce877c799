// The groups in three parts (running, to come, over), workshops apart, and which one an arrow key leads to.
// Pure but for the messages.
import type { CohortRow } from '../../api';
import { t } from '../../words/words.svelte';

export type Part = 'running' | 'coming' | 'over' | 'workshop';
export const PARTS: Part[] = ['running', 'coming', 'over'];

export function isWorkshop(row: Pick<CohortRow, 'form'>): boolean {
  return row.form === 'workshop';
}

export function partOf(row: CohortRow, today: string): Part {
  if (row.first === null || row.first > today) return 'coming';
  const done = row.sessions > 0 && row.held >= row.sessions;
  return done || (row.last !== null && row.last < today) ? 'over' : 'running';
}

/** `6 groupes`, `6 groupes, 1 atelier`. */
export function countText(rows: CohortRow[]): string {
  const workshops = rows.filter(isWorkshop).length;
  const groups = t('cohorts-count', { count: rows.length - workshops });
  return workshops === 0 ? groups : [...(workshops < rows.length ? [groups] : []), t('workshops-count', { count: workshops })].join(', ');
}

/** Each part in time order; what is over, the latest first. Workshops: those to come, then those that were. */
export function parted(rows: CohortRow[], today: string): { part: Part; rows: CohortRow[] }[] {
  const day = (row: CohortRow) => row.first ?? '9999';
  const sorted = (some: CohortRow[], back: boolean) => some.sort((a, b) => (back ? -1 : 1) * (day(a).localeCompare(day(b)) || a.code.localeCompare(b.code)));
  const of = (part: Part, workshop: boolean) => sorted(rows.filter((row) => isWorkshop(row) === workshop && partOf(row, today) === part), part === 'over');
  const workshops = { part: 'workshop' as const, rows: PARTS.flatMap((part) => of(part, true)) };
  return [...PARTS.map((part) => ({ part, rows: of(part, false) })), workshops].filter(({ rows: some }) => some.length > 0);
}

/** The session that a running group is at: the next one, or the last. */
export function rankOf({ held, sessions }: Pick<CohortRow, 'held' | 'sessions'>): number {
  return Math.min(held + 1, sessions);
}

/** Where a key leads in a list of this length; nothing when it is another key. */
export function stepTo(key: string, at: number, length: number): number | null {
  const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: length - 1 };
  const there = to[key];
  return there === undefined || length === 0 ? null : Math.max(0, Math.min(length - 1, there));
}
