// What the form of a new group would create: the days, the last one, the hours in all. Pure, and only
// a preview: the core makes the sessions, and may know of days when the centre is closed.

export type Plan = { first: string; weekdays: number[]; start: number; end: number; sessions: number };
export type Preview = { days: string[]; weekdays: number[]; minutes: number };

/** `14:00`, `14h30`, `9`, `930` and their like, as minutes after midnight. */
export function readHour(typed: string): number | null {
  const text = typed.trim().toLowerCase().replace(/\s+/g, '');
  const hit = /^(\d{1,2})(?:[:h.](\d{2})?)?$/.exec(text) ?? /^(\d{1,2})(\d{2})$/.exec(text);
  if (!hit) return null;
  const hours = Number(hit[1]);
  const minutes = Number(hit[2] ?? 0);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

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

/** The days of a plan; without weekdays, the first day's own. A plan without sense has none. */
export function preview(plan: Plan): Preview {
  const weekdays = plan.weekdays.length ? [...plan.weekdays].sort() : [weekdayOf(plan.first)];
  const days: string[] = [];
  if (plan.end > plan.start && plan.sessions > 0 && plan.sessions <= 200) {
    const at = atNoon(plan.first);
    for (let i = 0; days.length < plan.sessions && i < 1500; i += 1, at.setDate(at.getDate() + 1)) {
      if (weekdays.includes(((at.getDay() + 6) % 7) + 1)) {
        days.push(isoFrom(at.getFullYear(), at.getMonth() + 1, at.getDate())!);
      }
    }
  }
  return { days, weekdays, minutes: days.length * Math.max(0, plan.end - plan.start) };
}

function atNoon(iso: string): Date {
  const [y, m, d] = iso.split('-').map(Number);
  return new Date(y ?? 1970, (m ?? 1) - 1, d ?? 1, 12);
}
