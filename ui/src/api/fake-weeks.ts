// A group's attendance in the in-memory centre: the same shapes for the same group, day after day. All
// names are invented.
import { isoDay } from '../words/clock';
import type { CohortRow, LearnerRow, Shape, Weeks } from './bindings';

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
