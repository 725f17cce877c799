// A group's attendance laid out by weeks: where each session stands, who came how often, and how far a
// ring goes round. Unmarked is not absent: it is in no denominator and is told apart; where somebody was
// not of the group yet, or no more, there is nothing to count. Pure.
import type { Shape } from '../api';

export type WeekSession = { id: string; date: string; number: number };
export type WeekLearner = { id: string; name: string; shapes: (Shape | null)[] };
export type Came = { came: number; of: number; unmarked: number };

export const CELL = 28;
/** More room between two weeks than between two sessions, and enough for the date above. */
const BETWEEN = 12;
const DATE = 56;

/** The Monday of a day's week, as an ISO day. */
export function monday(iso: string): string {
  const day = new Date(`${iso}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

export type Column = { session: WeekSession; x: number; opens: boolean };

/** Sessions in their order, with the place of each; `opens` is the first of its week. */
export function columns(sessions: WeekSession[]): { columns: Column[]; width: number } {
  let x = 0;
  let [week, began] = ['', 0];
  const found = sessions.map((session) => {
    const opens = monday(session.date) !== week;
    if (opens) {
      if (week !== '') x = Math.max(x + BETWEEN, began + DATE);
      [week, began] = [monday(session.date), x];
    }
    const column = { session, x, opens };
    x += CELL;
    return column;
  });
  return { columns: found, width: Math.max(x, began + DATE) };
}

export function cameOf(shapes: (Shape | null)[]): Came {
  const expected = shapes.filter((s) => s !== null);
  const came = expected.filter((s) => s === 'present' || s === 'late').length;
  const unmarked = expected.filter((s) => s === 'unmarked').length;
  return { came, of: expected.length - unmarked, unmarked };
}

export function cameOfAll(learners: WeekLearner[]): Came {
  return cameOf(learners.flatMap((l) => l.shapes));
}

/** How much of a ring of this radius is drawn; nothing of nothing is no ring at all. */
export function arc({ came, of }: Pick<Came, 'came' | 'of'>, radius: number): string | null {
  if (of === 0) return null;
  const round = 2 * Math.PI * radius;
  return `${((came / of) * round).toFixed(2)} ${round.toFixed(2)}`;
}
