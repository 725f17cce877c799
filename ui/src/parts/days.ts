// Days that may be unknown, and how far one is from another. Pure: which day it is, whoever asks says.

/** The years that a choice of a day offers: some before and after the present one, and its own. */
export function yearsAround(today: string, value: string | null): number[] {
  const present = Number(today.slice(0, 4));
  const own = value === null ? present : Number(value.slice(0, 4));
  const first = Math.min(present - 5, own);
  return Array.from({ length: Math.max(present + 8, own) - first + 1 }, (_, i) => first + i);
}

/** The ISO day of these parts, or the last one that month has: 31 then February. */
export function dayOf(year: number, month: number, day: number): string {
  const last = new Date(year, month, 0, 12).getDate();
  return `${year}-${String(month).padStart(2, '0')}-${String(Math.min(day, last)).padStart(2, '0')}`;
}

/** Monday is 1. */
export function weekdayOf(iso: string): number {
  return ((at(iso).getDay() + 6) % 7) + 1;
}

/** Days from one to the other; less than zero when the other comes before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((at(to).getTime() - at(from).getTime()) / 86_400_000);
}

function at(iso: string): Date {
  const [y, m, d] = iso.split('-').map(Number);
  return new Date(y ?? 1970, (m ?? 1) - 1, d ?? 1, 12);
}
