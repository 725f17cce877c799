// An interruption as it is typed: hours read from what people write, what is proposed, and everybody's
// minutes told together when they are the same. Pure.
import type { PauseEffect } from '../../api';

/** Minutes after midnight of `15:05`, `15h05`, `1505` or `15`; none when it is no hour. */
export function readHour(text: string): number | null {
  const parts = /^\s*(\d{1,2})(?:\s*[:hH.]?\s*(\d{2}))?\s*[hH]?\s*$/.exec(text);
  if (!parts) return null;
  const [hours, minutes] = [Number(parts[1]), Number(parts[2] ?? 0)];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

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
