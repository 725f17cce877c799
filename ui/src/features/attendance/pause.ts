// An interruption as it is typed: what is proposed, and everybody's
// minutes told together when they are the same. Pure.
import type { PauseEffect } from '../../api';

/** From now to the end while the session is on; otherwise nobody can guess. */
export function proposed(session: { date: string; start: number; end: number }, today: string, minute: number): [number, number] | null {
  const on = session.date === today && minute > session.start && minute < session.end;
  return on ? [minute, session.end] : null;
}

export type Together = { names: string[]; before: number; after: number };

export function together(rows: PauseEffect['rows']): Together[] {
  const found = new Map<string, Together>();
  for (const { name, before, after } of rows) {
    const same = found.get(`${before} ${after}`);
    if (same) same.names.push(name);
    else found.set(`${before} ${after}`, { names: [name], before, after });
  }
  return [...found.values()];
}
