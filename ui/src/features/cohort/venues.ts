// A place in the form and as it is kept: numbers and euros as people type them, what is empty is not
// known. Pure but for the messages.
import type { VenueInput, VenueRow } from '../../api';
import { conventionOf, isConvention, type ConventionFields } from './convention';
import { readAmount, typedAmount } from '../../parts/money';
import { language, t } from '../../words/words.svelte';

/** Cents: a hundred thousand euros, what a record holds. */
const VALUE_MAX = 10_000_000;

/** Three answers, of which one is "not known". */
export type Known = '' | 'yes' | 'no';
export type VenueFields = { name: string; address: string; capacity: string; computers: string; wifi: '' | 'none' | 'poor' | 'ok'; stepFree: Known; partner: string; value: string; access: string; archived: boolean; convention: ConventionFields; contact: string };

export function fieldsOf(row: VenueRow | null): VenueFields {
  const number = (n: number | null | undefined) => (n === null || n === undefined ? '' : String(n));
  return {
    name: row?.name ?? '',
    address: row?.address ?? '',
    capacity: number(row?.capacity),
    computers: number(row?.computers),
    wifi: row?.wifi ?? '',
    stepFree: row?.is_step_free === true ? 'yes' : row?.is_step_free === false ? 'no' : '',
    partner: row?.partner ?? '',
    value: typedAmount(row?.value_cents ?? null, language()),
    access: row?.access ?? '',
    archived: row?.is_archived ?? false,
    convention: { first: row?.convention?.first ?? null, last: row?.convention?.last ?? null, reference: row?.convention?.reference ?? '' },
    contact: row?.contact ?? '',
  };
}

/** A whole number; null when nothing is typed, undefined when it is none. */
export function readNumber(typed: string): number | null | undefined {
  const text = typed.trim();
  if (text === '') return null;
  return /^\d{1,4}$/.test(text) ? Number(text) : undefined;
}

/** The field that cannot be kept as it is. */
export function wrongField(fields: VenueFields): 'name' | 'capacity' | 'computers' | 'value' | 'convention' | null {
  if (fields.name.trim() === '') return 'name';
  if (readNumber(fields.capacity) === undefined) return 'capacity';
  if (readNumber(fields.computers) === undefined) return 'computers';
  if (readAmount(fields.value, VALUE_MAX) === undefined) return 'value';
  return isConvention(fields.convention) ? null : 'convention';
}

export function inputOf(id: string | null, fields: VenueFields): VenueInput {
  const text = (typed: string) => typed.trim() || null;
  return {
    id,
    name: fields.name.trim(),
    address: text(fields.address),
    capacity: readNumber(fields.capacity) ?? null,
    computers: readNumber(fields.computers) ?? null,
    wifi: fields.wifi || null,
    is_step_free: fields.stepFree === '' ? null : fields.stepFree === 'yes',
    partner: text(fields.partner),
    value_cents: readAmount(fields.value, VALUE_MAX) ?? null,
    access: text(fields.access),
    is_archived: fields.archived,
    convention: conventionOf(fields.convention),
    contact: fields.contact || null,
  };
}

/** `Salle B, 12 places` */
export function venueLabel(venue: Pick<VenueRow, 'name' | 'capacity'>): string {
  return venue.capacity === null ? venue.name : t('venue-option', { name: venue.name, count: venue.capacity });
}

/** What is known of a place, in the order in which one asks. */
export function venueFacts(venue: VenueRow): string[] {
  const facts = [
    venue.capacity === null ? null : t('place-seats', { count: venue.capacity }),
    venue.computers === null ? null : t('place-computers', { count: venue.computers }),
    venue.wifi === null ? null : t(`place-wifi-${venue.wifi}`),
    venue.is_step_free === null ? null : t(venue.is_step_free ? 'place-step-free' : 'place-steps'),
    venue.partner,
  ];
  return facts.filter((fact) => fact !== null);
}
