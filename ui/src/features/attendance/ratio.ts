// Whether enough volunteers are here for the learners who are: four for ten. Pure.
import type { LearnerRow, Mark, VolunteerRow } from '../../api';

const LEARNERS = 10;
const VOLUNTEERS = 4;

export type Ratio = { learners: number; volunteers: number; missing: number };

const isHere = ({ mark }: { mark: Mark | null }) => mark?.status === 'present' || mark?.status === 'remote';

export function ratioOf(learners: LearnerRow[], volunteers: VolunteerRow[]): Ratio {
  const here = learners.filter(isHere).length;
  const helping = volunteers.filter(isHere).length;
  const needed = Math.ceil((here * VOLUNTEERS) / LEARNERS);
  return { learners: here, volunteers: helping, missing: Math.max(0, needed - helping) };
}
