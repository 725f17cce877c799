// A group that is being changed: what it is called, its seats, the volunteers it wants, and what cannot be
// yet. What is not touched is left to the core. Pure but for the messages.
import type { CohortChange, CohortRow } from '../../api';
import { t } from '../../words/words.svelte';

export type ChangeFields = { code: string; title: string; seats: number | null; volunteers: number | null };
/** As for a new group. */
const MOST_SEATS = 500;
const MOST_VOLUNTEERS = 100;

export function fieldsOf({ code, title, capacity, volunteers }: CohortRow): ChangeFields {
  return { code, title, seats: capacity || null, volunteers };
}

const within = (n: number | null, least: number, most: number) => n !== null && Number.isInteger(n) && n >= least && n <= most;

/** The sentence of what cannot be, in the order of the form; nothing when all can. */
export function wrong(fields: ChangeFields, row: CohortRow): string | null {
  if (fields.code.trim() === '') return t('group-why-code');
  if (fields.title.trim() === '') return t('group-why-title');
  if (fields.seats !== row.capacity && !within(fields.seats, 1, MOST_SEATS)) return t('plan-why-seats');
  if (fields.seats! < row.learners && (row.capacity === 0 || fields.seats! < row.capacity)) return t('group-why-taken', { count: row.learners });
  if (fields.volunteers !== row.volunteers && !within(fields.volunteers, 0, MOST_VOLUNTEERS)) return t('group-why-volunteers', { max: MOST_VOLUNTEERS });
  return isChange(fields, row) ? null : t('group-why-same');
}

function isChange(fields: ChangeFields, row: CohortRow): boolean {
  return fields.code.trim() !== row.code || fields.title.trim() !== row.title || fields.seats !== row.capacity || fields.volunteers !== row.volunteers;
}

/** Volunteers that nobody touched are not said: they may follow the seats. */
export function changeInput(fields: ChangeFields, row: CohortRow): CohortChange {
  const volunteers = fields.volunteers === row.volunteers ? null : fields.volunteers;
  return { code: fields.code.trim(), title: fields.title.trim(), capacity: fields.seats ?? 0, volunteers };
}
