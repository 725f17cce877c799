// Lines of money as they are typed, kept and told. Pure but for the messages.
import type { FundingInput, FundingRow } from '../../api';
import { amount, readAmount, typedAmount } from '../../parts/money';
import { language, span, t } from '../../words/words.svelte';

export const FUNDING_KINDS = ['grant', 'convention', 'call', 'other'] as const;
export const FUNDING_NATURES = ['operating', 'investment'] as const;

export type FundingFields = Omit<FundingInput, 'id' | 'amount_cents'> & { amount: string };

export function fieldsOf(row: FundingRow | null): FundingFields {
  return {
    title: row?.title ?? '',
    reference: row?.reference ?? '',
    kind: row?.kind ?? 'grant',
    nature: row?.nature ?? 'operating',
    partner: row?.partner ?? '',
    amount: typedAmount(row?.amount_cents ?? null, language()),
    first: row?.first ?? null,
    last: row?.last ?? null,
    is_archived: row?.is_archived ?? false,
  };
}

/** The field that cannot be kept as it is. */
export function wrongField(fields: FundingFields): 'title' | 'amount' | 'dates' | null {
  if (fields.title.trim() === '') return 'title';
  if (readAmount(fields.amount) === undefined) return 'amount';
  // Dates hold together or not at all.
  const { first, last } = fields;
  return (first === null) !== (last === null) || (first !== null && last !== null && last < first) ? 'dates' : null;
}

export function inputOf(id: string | null, { amount: typed, ...fields }: FundingFields): FundingInput {
  return { ...fields, id, title: fields.title.trim(), reference: fields.reference.trim(), partner: fields.partner.trim(), amount_cents: readAmount(typed) ?? null };
}

export function amountText(cents: number | null): string {
  return cents === null ? '' : amount(cents, language());
}

/** `du 1er janvier au 31 décembre 2027`; nothing when no dates are known. */
export function datesText({ first, last }: Pick<FundingRow, 'first' | 'last'>): string {
  if (first !== null && last !== null) return t('funding-from-to', span(first, last));
  return '';
}

/** What it is, who gives it, its reference. */
export function fundingFacts(row: FundingRow): string[] {
  return [t(`funding-kind-${row.kind}`), t(`funding-nature-${row.nature}`), row.partner, row.reference].filter(Boolean);
}
