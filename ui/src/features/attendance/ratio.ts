// Whether enough volunteers are here for the learners who are: four for ten. Pure.
import type { LearnerRow, Mark, VolunteerRow } from '../../api';

const LEARNERS = 10;
const VOLUNTEERS = 4;

export type Ratio = { learners: number; volunteers: number; missing: number };

const isHere = ({ mark }: { mark: Mark | null }) => mark?.status === 'present' || mark?.status === 'remote';

/** Whoever interprets or observes is welcome, and teaches nobody. */
const trains = ({ part }: VolunteerRow) => part === 'lead' || part === 'assistant';

export function ratioOf(learners: LearnerRow[], volunteers: VolunteerRow[]): Ratio {
  const here = learners.filter(isHere).length;
  const helping = volunteers.filter((row) => isHere(row) && trains(row)).length;
  const needed = Math.ceil((here * VOLUNTEERS) / LEARNERS);
  return { learners: here, volunteers: helping, missing: Math.max(0, needed - helping) };
}
