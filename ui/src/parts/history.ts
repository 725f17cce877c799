// A line of history in keys and words: what was written, its value, lines by day with the newest first.
// Pure: words come from the function it is given.
import type { HistoryLine, Mark, Status } from '../api';
import { isoDay } from '../words/clock';
import { markWords, type Say } from '../words/mark';
import type { Args } from '../words/words.svelte';

export type Day = { day: string | null; lines: HistoryLine[] };
/** The value in words; what somebody typed is set apart. */
export type Value = { text: string; given: boolean };
export type Words = { say: Say; has: (key: string) => boolean; day: (iso: string) => string; tongue: (tag: string) => string; hour: (minutes: number) => string };

/** A hand is drawn on the sheet, and what opens a picture is nobody's to read: told nowhere. */
const HIDDEN: ReadonlySet<string> = new Set(['signature.ink', 'photo.content_key']);
export const isTold = (line: Pick<HistoryLine, 'kind' | 'register'>) => !HIDDEN.has(`${line.kind}.${line.register}`);

/** Newest first; lines of no known moment come last. The core tells the oldest first. */
export function byDay(lines: readonly HistoryLine[]): Day[] {
  const sorted = [...lines].reverse().sort((one, other) => (other.at ?? -Infinity) - (one.at ?? -Infinity) || 0);
  const days: Day[] = [];
  for (const line of sorted) {
    if (!isTold(line)) continue;
    const day = line.at === null ? null : isoDay(line.at);
    const last = days.at(-1);
    if (last && last.day === day) last.lines.push(line);
    else days.push({ day, lines: [line] });
  }
  return days;
}

const dashed = (name: string) => name.replace(/[._]/g, '-');

/** About whom, and what: the same words as when two answers differ, or the field's name. */
export function whatOf(line: HistoryLine, { say, has }: Pick<Words, 'say' | 'has'>): { key: string; args: Args } {
  const key = `look-what-${dashed(`${line.kind}.${line.register}`)}`;
  // What is about nobody is the session's own: its day, its room.
  const name = line.about || say('history-session');
  if (has(key)) return { key, args: { name } };
  const field = `field-${dashed(line.register)}`;
  if (line.register && has(field)) return { key: 'history-what', args: { name, what: inside(say(field)) } };
  return { key: 'look-what-other', args: { name } };
}

/** A field's name inside of a sentence: `courriel`, but `RSA`. */
const inside = (label: string) => (/^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLocaleLowerCase() + label.slice(1) : label);

const STATUSES: readonly Status[] = ['present', 'absent', 'excused', 'remote'];

/** `late:15`, `present late:15 left:30`; anything else is no mark. */
export function readMark(value: string): Mark | null {
  const mark: Mark = { status: 'present', late: null, left: null };
  for (const word of value.trim().split(/\s+/)) {
    const minutes = /^(late|left):(\d{1,4})$/.exec(word);
    const status = STATUSES.find((one) => one === word);
    if (minutes) mark[minutes[1] as 'late' | 'left'] = Number(minutes[2]);
    else if (status) mark.status = status;
    else return null;
  }
  return mark;
}

/** Choices are written by their place in these lists. */
const CHOICES: Record<string, { key: (name: string) => string; names: readonly string[] }> = {
  'enrolment.state': { key: (name) => `enrolment-${name}`, names: ['confirmed', 'active', 'completed', 'dropped', 'waitlisted'] },
  'presence.part': { key: (name) => `part-${name}`, names: ['lead', 'assistant', 'interpreter', 'observer'] },
  'volunteer.role': { key: (name) => `role-${name}`, names: ['volunteer', 'coordinator', 'headquarters'] },
};
const ISO_DAY = /^\d{4}-\d\d-\d\d$/;
/** Kinds and registers whose value says nothing to a person: that it changed is all there is to say. */
const MUTE = /^(?:erasure|erased|verdict|seat|device|certificate|enrolled|distinct|programme|level|module|site)\.|\.(?:slot|level|cohort|entry|exit|birth)$/;
/** Of signatures, of photographs, and of people who came in with a name only, whatever is written; none for the rest. */
function aboutSigning(what: string, value: string, { say, has }: Pick<Words, 'say' | 'has'>): string | null {
  if (what === 'learner.provisional') return say(value === 'true' ? 'tag-provisional' : 'history-completed');
  if (what === 'learner.sign_code') return say('history-changed');
  if (what === 'signature.void') return say('history-void');
  if (what === 'photo.photo') return say('history-photo');
  if (what !== 'signature.signed') return null;
  const [half = '', way = ''] = value.split(' ');
  const told = [`half-${half}`, `signed-way-${way}`].filter(has).map((key) => say(key));
  return told.length > 0 ? told.join(', ') : say('history-changed');
}
const IDENTIFIER = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

export function valueOf(line: Pick<HistoryLine, 'kind' | 'register' | 'value'>, words: Words): Value {
  const { say, has, day, tongue, hour } = words;
  const what = `${line.kind}.${line.register}`;
  const said = (text: string): Value => ({ text, given: false });
  const signing = aboutSigning(what, line.value, words);
  if (signing !== null) return said(signing);
  if (line.value === '') return said(say('history-cleared'));
  const mark = line.register === 'mark' ? readMark(line.value) : null;
  if (mark) return said(markWords(mark, say));
  const choice = CHOICES[what];
  if (choice) {
    const key = choice.key(choice.names[Number(line.value)] ?? line.value);
    return said(say(has(key) ? key : 'history-changed'));
  }
  if (line.register === 'language') return said(tongue(line.value));
  if (ISO_DAY.test(line.value)) return said(day(line.value));
  const slot = /^(\d{4}-\d\d-\d\d) (\d{1,4}) (\d{1,4})$/.exec(line.value);
  if (slot) return said(`${day(slot[1]!)}, ${hour(Number(slot[2]))} – ${hour(Number(slot[3]))}`);
  if (MUTE.test(what) || IDENTIFIER.test(line.value)) return said(say('history-changed'));
  return { text: line.value, given: true };
}
