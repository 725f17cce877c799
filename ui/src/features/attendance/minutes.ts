// Minutes: the number proposed when somebody is late or leaves early, and what digits do to it.
// Pure; nothing here is saved.

export const CHOICES = [5, 10, 15, 30];
const LATE_DEFAULT = 10;
const LEFT_DEFAULT = 15;
/** Three digits are enough for any session; more would be a slip. */
const MOST = 600;

type Planned = { date: string; start: number; end: number };

/**
 * How late somebody is who comes in now: rounded to 5 minutes, 5 at least. Ten when the session is
 * not on at this moment, as when a register is completed the next day.
 */
export function lateNow(session: Planned, today: string, minute: number): number {
  return isOn(session, today, minute) ? within(session, minute - session.start) : LATE_DEFAULT;
}

/** How early somebody leaves who goes now; fifteen when the session is not on at this moment. */
export function leftNow(session: Planned, today: string, minute: number): number {
  return isOn(session, today, minute) ? within(session, session.end - minute) : LEFT_DEFAULT;
}

function isOn(session: Planned, today: string, minute: number): boolean {
  return session.date === today && minute >= session.start && minute <= session.end;
}

/** Rounded to five, five at least, and something is left of the session. */
function within(session: Planned, minutes: number): number {
  const most = Math.max(5, session.end - session.start - 5);
  return Math.min(most, Math.max(5, Math.round(minutes / 5) * 5));
}

/** The digits typed so far with one more; a leading zero or a too long number is refused. */
export function typeDigit(typed: string, digit: number): string {
  const next = typed + String(digit);
  return Number(next) === 0 || Number(next) > MOST || next.length > 3 ? typed : next;
}

/** What the entry stands for: the digits, or the number proposed. */
export function minutesOf(entry: { typed: string; proposed: number }): number {
  return entry.typed ? Number(entry.typed) : entry.proposed;
}
