// Under which agreement a place is lent: whether it holds, ends soon or is over, and the days as they are typed.
// Pure but for the messages.
import type { Convention, PartnerRow, VenueRow } from '../../api';
import { daysBetween } from '../../parts/days';
import { day, t } from '../../words/words.svelte';

/** So many days before it ends it is told. */
export const SOON_DAYS = 60;

export type ConventionState = 'none' | 'coming' | 'holds' | 'soon' | 'over';

export function conventionState(convention: Convention | null, today: string): ConventionState {
  if (!convention) return 'none';
  if (convention.last < today) return 'over';
  if (convention.first > today) return 'coming';
  return daysBetween(today, convention.last) <= SOON_DAYS ? 'soon' : 'holds';
}

export function conventionText({ convention }: Pick<VenueRow, 'convention'>, today: string): string {
  const state = conventionState(convention, today);
  return state === 'none' || !convention ? '' : t(`convention-${state}`, { day: day(state === 'coming' ? convention.first : convention.last), left: daysBetween(today, convention.last) });
}

export type ConventionFields = { first: string | null; last: string | null; reference: string };

/** Both days or neither, in their order. */
export function isConvention({ first, last, reference }: ConventionFields): boolean {
  if (first === null && last === null) return reference.trim() === '';
  return first !== null && last !== null && first <= last;
}

export function conventionOf({ first, last, reference }: ConventionFields): Convention | null {
  return first !== null && last !== null ? { first, last, reference: reference.trim() } : null;
}

/** Whom one may call about a place: those of who lends it first. */
export function contactsFor(partners: PartnerRow[], lender: string): { id: string; name: string; partner: string }[] {
  const rows = [...partners].sort((a, b) => Number(b.name === lender) - Number(a.name === lender));
  return rows.flatMap((row) => row.contacts.map((one) => ({ id: one.id, name: [one.given, one.family].filter(Boolean).join(' '), partner: row.name })));
}
