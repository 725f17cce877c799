// Days as ISO text: which exist, which weekday they are, which come after. Pure; no language.

/** An ISO day from its parts, or nothing when there is no such day (31 February). */
export function isoFrom(year: number, month: number, day: number): string | null {
  const at = new Date(year, month - 1, day, 12);
  if (at.getMonth() !== month - 1 || at.getDate() !== day) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

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
  return ((atNoon(iso).getDay() + 6) % 7) + 1;
}

export function addDays(iso: string, days: number): string {
  const at = atNoon(iso);
  at.setDate(at.getDate() + days);
  return isoFrom(at.getFullYear(), at.getMonth() + 1, at.getDate())!;
}

/** Days from one to the other; less than zero when the other comes before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((atNoon(to).getTime() - atNoon(from).getTime()) / 86_400_000);
}

function atNoon(iso: string): Date {
  const [y, m, d] = iso.split('-').map(Number);
  return new Date(y ?? 1970, (m ?? 1) - 1, d ?? 1, 12);
}
