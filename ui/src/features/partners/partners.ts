// Partners as lines and as they are kept: what they are, what they do for the centre, how many they sent, and
// a number in the register of companies that looks right or not. Pure but for the messages.
import type { PartnerContact, PartnerContactInput, PartnerInput, PartnerRow } from '../../api';
import { isEmail, PHONES_MAX, phonesOf } from '../../parts/contact';
import { t } from '../../words/words.svelte';

export const PARTNER_KINDS = ['mission_locale', 'ccas', 'cada', 'local_authority', 'company', 'school', 'france_travail', 'association', 'other'] as const;
export const PARTNER_ROLES = ['referrer', 'host', 'funder', 'pass_sponsor', 'employer', 'donor'] as const;

/** What it does for the centre, in words; what is not known is told as it is written. */
export function rolesText({ roles }: Pick<PartnerRow, 'roles'>): string {
  return roles.map((role) => t(`partner-role-${role}`)).join(', ');
}

/** People sent, rooms lent, whom to call. */
export function partnerFacts(row: PartnerRow): string[] {
  const facts = [
    row.referrals ? t('partner-sent', { count: row.referrals }) : null,
    row.venues.length > 0 ? t('partner-lends', { names: row.venues.join(', ') }) : null,
    row.contacts.length > 0 ? row.contacts.map(contactName).join(', ') : null,
  ];
  return facts.filter((fact) => fact !== null);
}

export function contactName({ given, family }: Pick<PartnerContact, 'given' | 'family'>): string {
  return [given, family].filter(Boolean).join(' ');
}

/** La Poste numbers its offices by a rule of its own: the digits add up to a multiple of five. */
const POST_OFFICES = '356000000';

/** Whether a number in the register of companies can be one. It is only told: papers may be wrong too. */
export function siretState(typed: string): 'empty' | 'right' | 'length' | 'digits' {
  const text = typed.replace(/[\s\u00A0\u202F.]/g, '');
  if (text === '') return 'empty';
  if (!/^\d{14}$/.test(text)) return 'length';
  const digits = [...text].map(Number);
  const luhn = digits.reduce((sum, digit, i) => sum + (i % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit), 0);
  const plain = digits.reduce((sum, digit) => sum + digit, 0);
  return luhn % 10 === 0 || (text.startsWith(POST_OFFICES) && plain % 5 === 0) ? 'right' : 'digits';
}

/** Fourteen digits as they are printed: `732 829 320 00074`. Anything else stays as it was typed. */
export function siretText(typed: string): string {
  const text = typed.replace(/[\s\u00A0\u202F.]/g, '');
  return /^\d{14}$/.test(text) ? text.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4') : typed.trim();
}

export type PartnerFields = Omit<PartnerInput, 'id' | 'kind'> & { kind: string };

export function fieldsOf(row: PartnerRow | null): PartnerFields {
  return { name: row?.name ?? '', kind: row?.kind ?? '', roles: [...(row?.roles ?? [])], siret: row?.siret ?? '', address: row?.address ?? '', is_archived: row?.is_archived ?? false };
}

export function inputOf(id: string | null, fields: PartnerFields): PartnerInput {
  // In the order in which they are always told.
  const known: readonly string[] = PARTNER_ROLES;
  const roles = [...known.filter((role) => fields.roles.includes(role)), ...fields.roles.filter((role) => !known.includes(role))];
  return { id, name: fields.name.trim(), kind: fields.kind || null, roles, siret: siretText(fields.siret), address: fields.address.trim(), is_archived: fields.is_archived };
}

export type ContactFields = { given: string; family: string; post: string; phones: string; email: string };

export function contactFields(one: PartnerContact | null): ContactFields {
  return { given: one?.given ?? '', family: one?.family ?? '', post: one?.post ?? '', phones: (one?.phones ?? []).join(', '), email: one?.email ?? '' };
}

export function contactInput(id: string | null, partner: string, fields: ContactFields): PartnerContactInput {
  return { id, partner, given: fields.given.trim(), family: fields.family.trim(), post: fields.post.trim(), phones: phonesOf(fields.phones), email: fields.email.trim() };
}

/** The field of a contact that cannot be kept as it is. */
export function wrongContact(fields: ContactFields): 'given' | 'phones' | 'email' | null {
  // Some have one name only, and it may be either.
  if (fields.given.trim() === '' && fields.family.trim() === '') return 'given';
  if (phonesOf(fields.phones).length > PHONES_MAX) return 'phones';
  return isEmail(fields.email) ? null : 'email';
}
