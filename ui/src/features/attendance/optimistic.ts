// A register as it will be once what was asked is kept: the core's answer, with the gestures still on
// their way painted over it, in order. Pure; the core's next answer always wins.
import type { Label, LearnerRow, MarkInput, Problem, Register, VolunteerRow } from '../../api';
import { applyInput, shapeOf, tallyOf } from '../../api/marks';

export type Gesture = {
  id: number;
  kind: 'mark' | 'note' | 'rest';
  /** Who it is about: one person, or everybody who had no mark when it was asked. */
  targets: string[];
  input: MarkInput;
  text: string;
  volunteer: boolean;
  /** Set when the core refused it: it stays, painted as not saved, until tried again. */
  problem: Problem | null;
};

export function paint(register: Register, gestures: Gesture[]): Register {
  if (gestures.length === 0) return register;
  const touched = new Set(gestures.flatMap((g) => g.targets));
  const learners = register.learners.map((row) => (touched.has(row.id) ? over(row, gestures) : row));
  const volunteers = register.volunteers.map((row) => (touched.has(row.id) ? over(row, gestures) : row));
  const session = { ...register.session, tally: tallyOf(learners), strip: learners.map((l) => shapeOf(l.mark)) };
  return { ...register, session, learners, volunteers };
}

function over<T extends LearnerRow | VolunteerRow>(row: T, gestures: Gesture[]): T {
  return gestures.reduce((now, g) => {
    if (!g.targets.includes(now.id)) return now;
    if (g.kind === 'note') return { ...now, note: g.text || null };
    if (g.kind === 'rest' && now.mark) return now;
    const mark = applyInput(now.mark, g.input);
    // Not on the disk yet: only the core says where a mark is.
    return { ...now, mark, place: 'nowhere' };
  }, row);
}

/** The new answer, with the same row objects where nothing changed: only real changes are redrawn. */
export function reconcile(before: Register | null, after: Register): Register {
  if (!before) return after;
  return { ...after, learners: same(before.learners, after.learners), volunteers: same(before.volunteers, after.volunteers) };
}

function same<T extends { id: string }>(before: T[], after: T[]): T[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return after.map((row) => {
    const old = known.get(row.id);
    return old && JSON.stringify(old) === JSON.stringify(row) ? old : row;
  });
}

/** What a gesture is called, in the core's words: for one that the core has never named. */
export function labelOf(gesture: Gesture, register: Register | null): Label {
  if (gesture.kind === 'rest') return { key: 'mark-rest', args: { count: String(gesture.targets.length) } };
  const [person = ''] = gesture.targets;
  const rows: { id: string; name: string }[] = [...(register?.learners ?? []), ...(register?.volunteers ?? [])];
  const name = rows.find((row) => row.id === person)?.name ?? person;
  if (gesture.kind === 'note') return { key: 'note', args: { name } };
  const { input } = gesture;
  return { key: input.kind === 'clear' ? 'mark-cleared' : `mark-${input.kind}`, args: 'minutes' in input ? { name, minutes: String(input.minutes) } : { name } };
}
