// Days, moments, hours and sizes as people read them: weekday always, month in letters, 24 hours.
// Pure functions of a value, a language and the present moment; no message file, no state.

const LOCALE: Record<string, string> = { fr: 'fr-FR', en: 'en-GB' };

// One of these takes longer to make than a hundred dates to write; a month of days asks for the same few.
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, options: Intl.DateTimeFormatOptions, at: Date): string {
  const key = `${language} ${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) formats.set(key, (known = new Intl.DateTimeFormat(LOCALE[language] ?? language, options)));
  // Some versions put a comma after the weekday in English; the app never does.
  return known.format(at).replace(/^(\p{L}+),/u, '$1');
}

function fromIso(iso: string): Date {
  const [y, m, d] = iso.split('-').map(Number);
  return new Date(y ?? 1970, (m ?? 1) - 1, d ?? 1, 12);
}

const yearOf = (at: Date, now: number) => (at.getFullYear() === new Date(now).getFullYear() ? undefined : 'numeric');

/** `mardi 20 avril`; the year only when it is not the present one. */
export function day(iso: string, language: string, now: number): string {
  const at = fromIso(iso);
  return format(language, { weekday: 'long', day: 'numeric', month: 'long', year: yearOf(at, now) }, at);
}

/** The same, to begin a title with. */
export function dayTitle(iso: string, language: string, now: number): string {
  const text = day(iso, language, now);
  return text.charAt(0).toLocaleUpperCase(LOCALE[language]) + text.slice(1);
}

/** `mar. 20` */
export function dayShort(iso: string, language: string): string {
  const at = fromIso(iso);
  return `${format(language, { weekday: 'short' }, at)} ${at.getDate()}`;
}

/** `jeu. 22 avril`: for a line of a list. */
export function dayLine(iso: string, language: string): string {
  return format(language, { weekday: 'short', day: 'numeric', month: 'long' }, fromIso(iso));
}

/** Both ends of a period: `1er janvier` and `31 décembre 2027`; the first has its year when it is another. */
export function span(first: string, last: string, language: string): { first: string; last: string } {
  const one = (iso: string, year: boolean) => {
    const text = format(language, { day: 'numeric', month: 'long', year: year ? 'numeric' : undefined }, fromIso(iso));
    return language === 'fr' ? text.replace(/^1 /, '1er ') : text;
  };
  return { first: one(first, first.slice(0, 4) !== last.slice(0, 4)), last: one(last, true) };
}

/** `jeudi 27`: for a day of the month that is being spoken of. */
export function dayNear(iso: string, language: string): string {
  const at = fromIso(iso);
  return `${format(language, { weekday: 'long' }, at)} ${at.getDate()}`;
}

/** `20 avr.`: for a column that has no room for its weekday. */
export function dayMonth(iso: string, language: string): string {
  return format(language, { day: 'numeric', month: 'short' }, fromIso(iso));
}

/** Monday is 1. */
export function weekdayName(n: number, width: 'long' | 'short' | 'narrow', language: string): string {
  return format(language, { weekday: width }, new Date(2024, 0, n, 12));
}

/** January is 1. */
export function monthName(n: number, language: string): string {
  return format(language, { month: 'long' }, new Date(2024, n - 1, 15, 12));
}

/** `14:12`, from a moment. */
export function clock(ms: number): string {
  const at = new Date(ms);
  return hour(at.getHours() * 60 + at.getMinutes());
}

/** `9:30`, from minutes after midnight. */
export function hour(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `aujourd’hui 14:03`, or `mer. 14 avr. 14:10`. */
export function moment(ms: number, language: string, now: number): string {
  const at = new Date(ms);
  if (at.toDateString() === new Date(now).toDateString()) {
    const today = new Intl.RelativeTimeFormat(LOCALE[language], { numeric: 'auto' }).format(0, 'day');
    return `${today} ${clock(ms)}`;
  }
  return `${format(language, { weekday: 'short', day: 'numeric', month: 'short', year: yearOf(at, now) }, at)} ${clock(ms)}`;
}

/** `mercredi 14 avril, 14:10` */
export function momentLong(ms: number, language: string, now: number): string {
  const at = new Date(ms);
  return `${format(language, { weekday: 'long', day: 'numeric', month: 'long', year: yearOf(at, now) }, at)}, ${clock(ms)}`;
}

/** `mardi 14:02` in the days just past, with the date before that. */
export function momentNear(ms: number, language: string, now: number): string {
  const at = new Date(ms);
  const near = now - ms < 6 * 86_400_000 && ms <= now;
  return near ? `${format(language, { weekday: 'long' }, at)} ${clock(ms)}` : momentLong(ms, language, now);
}

/** `il y a 43 minutes`, `il y a 3 heures`, `hier`; days are those of the calendar. */
export function ago(ms: number, language: string, now: number): string {
  const words = new Intl.RelativeTimeFormat(LOCALE[language] ?? language, { numeric: 'auto' });
  const minutes = Math.max(0, Math.floor((now - ms) / 60_000));
  if (minutes < 60) return minutes === 0 ? words.format(0, 'second') : words.format(-minutes, 'minute');
  const noon = (at: number) => new Date(at).setHours(12, 0, 0, 0);
  const days = Math.round((noon(now) - noon(ms)) / 86_400_000);
  return days === 0 || minutes < 720 ? words.format(-Math.floor(minutes / 60), 'hour') : words.format(-days, 'day');
}

/** `2 h 30`, `45 min` */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (!hours) return `${rest}\u00A0min`;
  return rest ? `${hours}\u00A0h\u00A0${String(rest).padStart(2, '0')}` : `${hours}\u00A0h`;
}

export function sizeParts(bytes: number): { value: number; unit: 'kb' | 'mb' | 'gb' } {
  if (bytes >= 1e9) return { value: bytes / 1e9, unit: 'gb' };
  if (bytes >= 1e6) return { value: bytes / 1e6, unit: 'mb' };
  // A few bytes are still something: never "0".
  return { value: bytes > 0 ? Math.max(bytes / 1000, 0.1) : 0, unit: 'kb' };
}
