// Into which groups somebody can come: those that are not over, the level that is wanted first, with the
// seats that nobody has. Pure.
import type { CohortRow, ReferralRow } from '../../api';

export type Choice = { cohort: CohortRow; free: number | null; fits: boolean };

/** `free` says of some groups how many seats nobody has and nobody is offered; of others it is as many as the
 * list tells. Nobody knows it of a group whose seats are not said. */
export function choicesOf(cohorts: CohortRow[], row: ReferralRow, today: string, free: Record<string, number> = {}): Choice[] {
  const open = cohorts.filter((cohort) => cohort.last === null || cohort.last >= today);
  const rank = ({ cohort, fits }: Choice) => (cohort.id === row.cohort ? 0 : fits ? 1 : 2);
  return open
    .map((cohort) => ({ cohort, free: cohort.capacity === 0 ? null : (free[cohort.id] ?? Math.max(0, cohort.capacity - cohort.learners)), fits: row.level_code !== null && cohort.level === row.level_code }))
    .sort((a, b) => rank(a) - rank(b) || (a.cohort.first ?? '').localeCompare(b.cohort.first ?? ''));
}

/** The group to begin with: the one that is wanted, or the only one of the level. */
export function usualChoice(choices: Choice[], row: ReferralRow): string {
  const fitting = choices.filter(({ fits }) => fits);
  if (choices.some(({ cohort }) => cohort.id === row.cohort)) return row.cohort!;
  return fitting.length === 1 ? fitting[0]!.cohort.id : '';
}
