// Months, quarters and years as one turns their pages, in days and in words. Pure but for the messages.
import { monthDays, type Days } from '../../parts/rota/rota';
import { day, monthName, t } from '../../words/words.svelte';

export const PERIODS = ['month', 'quarter', 'year', 'free'] as const;
export type Period = (typeof PERIODS)[number];
const MONTHS: Record<Exclude<Period, 'free'>, number> = { month: 1, quarter: 3, year: 12 };

const two = (n: number) => String(n).padStart(2, '0');

/** The first day of the month that comes so many after. */
export function turnMonth(iso: string, by: number): string {
  const [year, month] = iso.split('-').map(Number) as [number, number];
  const n = year * 12 + month - 1 + by;
  return `${Math.floor(n / 12)}-${two((n % 12) + 1)}-01`;
}

/** The days of the period that a day is in. */
export function periodDays(period: Exclude<Period, 'free'>, iso: string): Days {
  const length = MONTHS[period];
  const month = Number(iso.slice(5, 7));
  const first = turnMonth(iso, -((month - 1) % length));
  return { first, last: monthDays(turnMonth(first, length - 1)).last };
}

/** A day of the period before, or after. */
export function turnPeriod(period: Exclude<Period, 'free'>, iso: string, by: 1 | -1): string {
  return turnMonth(periodDays(period, iso).first, MONTHS[period] * by);
}

/** `Avril 2027` */
export function monthTitle(iso: string): string {
  const [year, month] = iso.split('-').map(Number) as [number, number];
  const title = t('rota-month', { month: monthName(month), year: String(year) });
  return title.charAt(0).toLocaleUpperCase() + title.slice(1);
}

export function periodTitle(period: Period, { first, last }: Days): string {
  const [year, month] = first.split('-').map(Number) as [number, number];
  if (period === 'month') return monthTitle(first);
  if (period === 'quarter') return t('hours-quarter', { n: Math.ceil(month / 3), year: String(year) });
  return period === 'year' ? String(year) : t('rota-pages', { first: day(first), last: day(last) });
}
