// Hours of volunteers as lines: how long each bar is, euros as they are typed and read, and the whole as a
// table that a spreadsheet takes. Pure but for the messages.
import type { HoursView } from '../../api';
import { amount, readAmount, typedAmount } from '../../parts/money';
import { language, t } from '../../words/words.svelte';

/** Cents: ten thousand euros, what a record holds. */
const HOUR_MAX = 1_000_000;

export type HoursLine = { id: string; name: string; beside: string; sessions: number | null; people: number | null; missed: number | null; signed: number; unsigned: number; cents: number | null };

/** What an hour is worth, for so many minutes; rounded half up to a cent, as the core does. */
export function worth(minutes: number, cents: number | null): number | null {
  return cents === null ? null : Math.floor((minutes * cents) / 60 + 0.5);
}

export function peopleLines({ people, hour_value_cents }: HoursView): HoursLine[] {
  return people.map((p) => ({ id: p.id, name: p.name, beside: p.company ?? '', sessions: p.sessions, people: null, missed: p.no_shows, signed: p.signed_minutes, unsigned: p.unsigned_minutes, cents: worth(p.signed_minutes, hour_value_cents) }));
}
export function companyLines({ companies }: HoursView): HoursLine[] {
  return companies.map((c) => ({ id: c.name, name: c.name || t('volunteer-company-none'), beside: '', sessions: null, people: c.people, missed: null, signed: c.signed_minutes, unsigned: c.unsigned_minutes, cents: c.value_cents }));
}

export const longest = (lines: HoursLine[]) => Math.max(1, ...lines.map((line) => line.signed + line.unsigned));

/** `1 234,50 €` */
export const euros = (cents: number | null) => (cents === null ? '–' : amount(cents, language()));
/** As somebody types it. */
export const typedEuros = (cents: number | null) => typedAmount(cents, language());
/** Cents; null when nothing is typed, undefined when it is no amount that an hour is worth. */
export const readEuros = (typed: string) => readAmount(typed, HOUR_MAX);

/** Semicolons and decimal commas in French, as its spreadsheets read them. What looks like a formula is text. */
export function hoursCsv(view: HoursView): string {
  const french = language() === 'fr';
  const decimal = (n: number) => (french ? n.toFixed(2).replace('.', ',') : n.toFixed(2));
  const text = (value: string) => {
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[";,\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const head = ['column-name', 'volunteer-company', 'hours-sessions', 'hours-signed', 'hours-unsigned', 'hours-value', 'hours-no-shows'].map((key) => text(t(key)));
  const rows = peopleLines(view).map((line) => [text(line.name), text(line.beside), String(line.sessions), decimal(line.signed / 60), decimal(line.unsigned / 60), line.cents === null ? '' : decimal(line.cents / 100), String(line.missed)]);
  const sum = [text(t('hours-sum')), '', '', decimal(view.signed_minutes / 60), decimal(view.unsigned_minutes / 60), view.value_cents === null ? '' : decimal(view.value_cents / 100), ''];
  return [head, ...rows, sum].map((cells) => cells.join(french ? ';' : ',')).join('\r\n') + '\r\n';
}
