// Which sessions of a group have been held, and which weeks can be written as a sheet. Pure.
import type { Weeks } from '../../api';
import { monday } from '../../parts/weeks';

/** Without the sessions to come: nobody is to be marked there yet. */
export function heldOf({ sessions, learners }: Weeks, today: string): Weeks {
  const held = sessions.map((session) => session.date <= today);
  return {
    sessions: sessions.filter((_, i) => held[i]),
    learners: learners.map((learner) => ({ ...learner, shapes: learner.shapes.filter((_, i) => held[i]) })),
  };
}

/** The Mondays of the weeks in which there is a session, each once, in time order. */
export function weeksWithSessions({ sessions }: Pick<Weeks, 'sessions'>): string[] {
  return [...new Set(sessions.map((session) => monday(session.date)))];
}

/** The week that is meant when nobody says: this one, else the last before it, else the first. */
export function usualWeek(weeks: string[], today: string): string | null {
  return weeks.findLast((week) => week <= monday(today)) ?? weeks[0] ?? null;
}
