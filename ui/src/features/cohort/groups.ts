// The groups in three parts (running, to come, over), and which one an arrow key leads to. Pure.
import type { CohortRow } from '../../api';

export type Part = 'running' | 'coming' | 'over';
export const PARTS: Part[] = ['running', 'coming', 'over'];

export function partOf(row: CohortRow, today: string): Part {
  if (row.first === null || row.first > today) return 'coming';
  const done = row.sessions > 0 && row.held >= row.sessions;
  return done || (row.last !== null && row.last < today) ? 'over' : 'running';
}

/** Each part in time order; what is over, the latest first. */
export function parted(rows: CohortRow[], today: string): { part: Part; rows: CohortRow[] }[] {
  const day = (row: CohortRow) => row.first ?? '9999';
  return PARTS.map((part) => ({
    part,
    rows: rows.filter((row) => partOf(row, today) === part).sort((a, b) => (part === 'over' ? -1 : 1) * (day(a).localeCompare(day(b)) || a.code.localeCompare(b.code))),
  })).filter(({ rows: some }) => some.length > 0);
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
