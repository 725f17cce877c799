// A group's attendance in the in-memory centre: the same shapes for the same group, day after day. All
// names are invented.
import { isoDay } from '../words/clock';
import type { CohortRow, LearnerRow, Shape, WeekDay, Weeks } from './bindings';

const DAY = 86_400_000;
/** Mostly present: what is drawn is the exception. */
const SHAPES: Shape[] = ['present', 'present', 'late', 'present', 'present', 'absent', 'present', 'excused', 'present', 'present', 'present'];

/** Sessions on Tuesdays and Thursdays, the `held` last ones before now; those to come have no mark. */
export function weeksOf(cohort: CohortRow, learners: Pick<LearnerRow, 'id' | 'name'>[], now: number): Weeks {
  const days: string[] = [];
  for (let at = now; days.length < cohort.held; at -= DAY) if (isOn(at)) days.unshift(isoDay(at));
  for (let at = now + DAY; days.length < cohort.sessions; at += DAY) if (isOn(at)) days.push(isoDay(at));
  const sessions = days.map((date, i) => ({ id: `${cohort.id}-session-${i + 1}`, date, number: i + 1 }));
  return {
    sessions,
    learners: learners.map(({ id, name }, row) => ({
      id,
      name,
      shapes: sessions.map((_, i): Shape => (i >= cohort.held ? 'unmarked' : (SHAPES[(i * 3 + row * 5) % SHAPES.length] ?? 'present'))),
    })),
  };
}

const isOn = (at: number) => [2, 4].includes(new Date(at).getDay());

/** The days of this week, with how many sessions each has and how many of them are complete. */
export function weekOf(now: number, bare: boolean): WeekDay[] {
  const monday = new Date(now);
  monday.setDate(monday.getDate() - ((monday.getDay() + 6) % 7));
  return [1, 3, 1, 3, 0, 1].map((sessions, i) => {
    const d = new Date(monday);
    d.setDate(monday.getDate() + i);
    const date = isoDay(d.getTime());
    return { date, sessions: bare ? 0 : sessions, complete: bare ? 0 : i === 0 || date === isoDay(now) ? 1 : 0 };
  });
}
