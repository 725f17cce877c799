// Amounts of money: as people type them in French or in English, and as they read them. Kept in cents.

/** Ten billion euros: what a record holds. */
const CENTS_MAX = 1_000_000_000_000;

/**
 * `1 234,50`, `1,234.50`, `1234.5 €`, `12 000`: cents. Null when nothing is typed, undefined when it is no
 * amount. One sign before exactly three digits parts thousands; before one or two it begins the cents. More than
 * the record holds is no amount either.
 */
export function readAmount(typed: string, max = CENTS_MAX): number | null | undefined {
  const text = typed.replace(/[\s\u00A0\u202F€'’]|eur(?:os?)?/gi, '');
  if (text === '') return null;
  const hit = /^(\d+|\d{1,3}(?:([.,])\d{3})(?:\2\d{3})*)(?:([.,])(\d{1,2}))?$/.exec(text);
  if (!hit || (hit[2] !== undefined && hit[2] === hit[3])) return undefined;
  const cents = Number(hit[1]!.replace(/[.,]/g, '')) * 100 + Number((hit[4] ?? '').padEnd(2, '0'));
  return cents <= max ? cents : undefined;
}

/** As it is typed in this language: `1 234,50`, `1,234.50`; no cents when there are none. */
export function typedAmount(cents: number | null, language: string): string {
  if (cents === null) return '';
  const digits = cents % 100 === 0 ? 0 : 2;
  return new Intl.NumberFormat(locale(language), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(cents / 100);
}

/** As it is read: `1 234,50 €`. */
export function amount(cents: number, language: string): string {
  const digits = cents % 100 === 0 ? 0 : 2;
  return new Intl.NumberFormat(locale(language), { style: 'currency', currency: 'EUR', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(cents / 100);
}

const locale = (language: string) => (language === 'en' ? 'en-GB' : 'fr-FR');
