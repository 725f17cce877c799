// Days without session in words and as they are kept. Pure but for the messages.
import type { ClosureInput, ClosureRow, VenueRow } from '../../api';
import { day, hour, t } from '../../words/words.svelte';
import { readHours } from '../../parts/hours';

export type ClosureFields = { id: string | null; first: string; last: string; title: string; venue: string; open: boolean; start: string; end: string };

/** Nothing while the days or the hours make no sense. */
export function closureInput(fields: ClosureFields): ClosureInput | null {
  const { id, first, last, open } = fields;
  const hours = open ? readHours(fields.start, fields.end) : null;
  if (last < first || (open && hours === null)) return null;
  return { id, first, last, title: fields.title.trim(), venue: fields.venue || null, start: hours?.start ?? null, end: hours?.end ?? null };
}

/** `jeudi 6 mai`, `du lundi 2 au vendredi 27 août`. */
export function closureDays({ first, last }: Pick<ClosureRow, 'first' | 'last'>): string {
  return first === last ? day(first) : t('closure-from-to', { first: day(first), last: day(last) });
}

/** What it is, where, and the hours that are kept. */
export function closureFacts(closure: ClosureRow, venues: VenueRow[]): string[] {
  const where = closure.venue === null ? t('closure-centre') : (venues.find(({ id }) => id === closure.venue)?.name ?? t('place-unknown'));
  const hours = closure.start !== null && closure.end !== null ? [t('closure-open', { from: hour(closure.start), to: hour(closure.end) })] : [];
  return [...(closure.title ? [closure.title] : []), where, ...hours];
}
