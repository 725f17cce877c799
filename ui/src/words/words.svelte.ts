// The words of the window: message keys in, sentences out, in the language chosen. It reads the
// message files of every area and knows no screen; it never invents a text (a missing key shows
// itself and fails the tests).
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Label, Problem } from '../api';
import { now } from './clock';
import * as dates from './dates';

export const LANGUAGES = [
  { tag: 'fr', name: 'Français' },
  { tag: 'en', name: 'English' },
] as const;
export type Language = (typeof LANGUAGES)[number]['tag'];

export type Args = Record<string, string | number>;
/** A piece of a sentence; a name or a value from a record stands in its own direction. */
export type Piece = { text: string; given: boolean };

const files = import.meta.glob('../../../locales/{fr,en}/{window,errors,gestures}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Record<string, string>;

const bundles = new Map<Language, FluentBundle>();

/** The messages of a language, read when they are first wanted: most windows speak one. */
function bundleOf(tag: Language): FluentBundle {
  const read = bundles.get(tag);
  if (read) return read;
  const bundle = new FluentBundle(tag);
  for (const [path, text] of Object.entries(files)) {
    if (path.includes(`/locales/${tag}/`)) bundle.addResource(new FluentResource(text));
  }
  bundles.set(tag, bundle);
  return bundle;
}

const KEPT = 'passerelle.language';
const chosen = $state<{ language: Language }>({ language: 'fr' });

export function language(): Language {
  return chosen.language;
}

function known(tag: string | null | undefined): Language | null {
  const short = tag?.toLowerCase().split('-')[0];
  return LANGUAGES.find((l) => l.tag === short)?.tag ?? null;
}

/** Shows a language, without remembering it. */
export function showLanguage(tag: string): void {
  chosen.language = known(tag) ?? chosen.language;
  document.documentElement.lang = chosen.language;
  document.documentElement.dir = 'ltr';
}

/** Shows a language and remembers it on this computer. */
export function chooseLanguage(tag: string): void {
  showLanguage(tag);
  localStorage.setItem(KEPT, chosen.language);
}

/** At start: what was chosen here before, or what the system speaks, or English. */
export function firstLanguage(): void {
  const spoken = navigator.languages.map(known).find(Boolean);
  showLanguage(known(localStorage.getItem(KEPT)) ?? spoken ?? 'en');
}

export function has(key: string): boolean {
  return bundleOf(chosen.language).hasMessage(key);
}

// Fluent wraps what it inserts in direction marks. They are kept where they matter (a right-to-left
// value in a sentence) and dropped elsewhere, so that a sentence can be compared and copied.
const WRAPPED = /\u2068([^\u2068\u2069]*)\u2069/g;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

function raw(key: string, args?: Args, tag: Language = chosen.language): string {
  const bundle = bundleOf(tag);
  const message = bundle.getMessage(key);
  if (!message?.value) return key;
  return bundle.formatPattern(message.value, args, []);
}

/** The sentence of a key. */
export function t(key: string, args?: Args): string {
  return tIn(chosen.language, key, args);
}

/** The sentence of a key in one of the window's languages, whichever is shown. */
export function tIn(tag: Language, key: string, args?: Args): string {
  let text = raw(key, args, tag);
  // From the inside out: a plural that holds a name is wrapped around it.
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(WRAPPED, (whole, inside: string) => (RIGHT_TO_LEFT.test(inside) ? whole : inside));
  }
  return text;
}

/** The sentence in pieces, so that what comes from a record can be set apart (`Words.svelte`). */
export function pieces(key: string, args?: Args): Piece[] {
  const text = raw(key, args);
  const found: Piece[] = [];
  let at = 0;
  for (const hit of text.matchAll(WRAPPED)) {
    if (hit.index > at) found.push({ text: bare(text.slice(at, hit.index)), given: false });
    found.push({ text: hit[1]!, given: true });
    at = hit.index + hit[0].length;
  }
  if (at < text.length) found.push({ text: bare(text.slice(at)), given: false });
  return found.filter((piece) => piece.text !== '');
}

const bare = (text: string) => text.replace(/[\u2068\u2069]/g, '');

/**
 * Arguments that arrive as text: counts become numbers (plurals need them), ISO days become dates. A
 * `value` is what somebody typed: it stays as it is.
 */
export function readable(args: Record<string, string>): Args {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      if (name !== 'value' && /^\d{1,9}$/.test(value)) return [name, Number(value)];
      if (/^\d{4}-\d\d-\d\d$/.test(value)) return [name, day(value)];
      return [name, value];
    }),
  );
}

/** A refusal in words: what happened, what is safe, what to do. */
export function problemText(problem: Problem): string {
  const key = `error-${problem.code.replaceAll('.', '-')}`;
  return has(key) ? t(key, readable(problem.args)) : t('problem-unknown', { code: problem.code });
}

export function gestureKey(label: Label): string {
  return `gesture-${label.key}`;
}

export function gestureText(label: Label): string {
  return t(gestureKey(label), readable(label.args));
}

export const day = (iso: string) => dates.day(iso, chosen.language, now());
export const dayTitle = (iso: string) => dates.dayTitle(iso, chosen.language, now());
export const dayMonth = (iso: string) => dates.dayMonth(iso, chosen.language);
export const dayLine = (iso: string) => dates.dayLine(iso, chosen.language);
export const dayNear = (iso: string) => dates.dayNear(iso, chosen.language);
/** Both ends of a period, without their weekdays. */
export const span = (first: string, last: string) => dates.span(first, last, chosen.language);
export const dayShort = (iso: string) => dates.dayShort(iso, chosen.language);
/** A language by its name in the interface's language. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(chosen.language, { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  } catch {
    return tag; // Not a language tag: shown as it was written.
  }
}
export const weekdayName = (n: number, width: 'long' | 'short' | 'narrow') => dates.weekdayName(n, width, chosen.language);
export const monthName = (n: number) => dates.monthName(n, chosen.language);
// A moment the core does not know reads as nothing.
export const moment = (ms: number | null) => (ms === null ? '' : dates.moment(ms, chosen.language, now()));
export const momentLong = (ms: number | null) => (ms === null ? '' : dates.momentLong(ms, chosen.language, now()));
export const momentNear = (ms: number) => dates.momentNear(ms, chosen.language, now());
/** How long ago; the present is given, so that a screen can tell it again. */
export const ago = (ms: number, at: number) => dates.ago(ms, chosen.language, at);
export const clock = dates.clock;
export const hour = dates.hour;
export const duration = dates.duration;

/** A size people can compare: always kilobytes or more, one decimal under ten. */
export function size(bytes: number | null): string {
  const { value, unit } = dates.sizeParts(bytes ?? 0);
  const shown = new Intl.NumberFormat(chosen.language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  return t(unit === 'kb' ? 'size-kb' : unit === 'mb' ? 'size-mb' : 'size-gb', { size: shown });
}
