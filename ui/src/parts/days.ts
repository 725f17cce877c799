// Days as ISO text: which exist, which weekday they are, which come after. Pure; no language.

/** An ISO day from its parts, or nothing when there is no such day (31 February). */
export function isoFrom(year: number, month: number, day: number): string | null {
  const at = new Date(year, month - 1, day, 12);
  if (at.getMonth() !== month - 1 || at.getDate() !== day) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
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

function atNoon(iso: string): Date {
  const [y, m, d] = iso.split('-').map(Number);
  return new Date(y ?? 1970, (m ?? 1) - 1, d ?? 1, 12);
}
