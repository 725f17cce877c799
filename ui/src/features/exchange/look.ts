// A look in keys and arguments: its question, what each digit does, the values of its sides, the
// sentence heard. Pure: words come from the function it is given, and nothing is settled here.
import type { Look, LookChoice, Side } from '../../api';
import { latinLetter } from '../../shortcuts';
import { markWords, type Say } from '../../words/mark';
import type { Args } from '../../words/words.svelte';

export type Choice = { digit: number; choice: LookChoice };
export type Command = { do: 'choose'; digit: number } | { do: 'later' } | { do: 'accept' } | { do: 'latest' };

/** What can be chosen, in the order of the digits. A notice can only be acknowledged. */
export function choices(look: Look): Choice[] {
  if (look.kind === 'notice') return [{ digit: 1, choice: 'seen' }];
  const sides = look.sides.map((_, i): Choice => ({ digit: i + 1, choice: { take: i } }));
  return look.both ? [...sides, { digit: sides.length + 1, choice: 'both' }] : sides;
}

/** How many questions ask the same of different records, this one among them; all can be answered at once. */
export function alike(look: Look, list: readonly Look[]): number {
  return look.kind === 'answers' ? list.filter((other) => other.kind === 'answers' && other.what === look.what).length : 0;
}

/** Digits are read by the place of the key: an AZERTY keyboard types & and é there. */
export function readKey(key: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'repeat'>): Command | null {
  // A key held down would answer the next question too.
  if (key.repeat || key.isComposing || key.ctrlKey || key.metaKey || key.altKey) return null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(key.code);
  // A numeric keypad without Num Lock types arrows and the like from the same places.
  if (digit && key.key.length === 1) return { do: 'choose', digit: Number(digit[1]) };
  if (key.key === 'Escape' || latinLetter(key) === 'l') return { do: 'later' };
  if (latinLetter(key) === 'a') return { do: 'latest' };
  return key.key === 'Enter' ? { do: 'accept' } : null;
}

const dashed = (name: string) => name.replace(/[._]/g, '-');

export const isGroup = (look: Look) => look.what.startsWith('cohort.');
const twinsOf = (look: Look) => (isGroup(look) ? 'group' : 'person');

/** What it is about. */
export function whatKey(look: Look, has: (key: string) => boolean): string {
  const key = `look-what-${dashed(look.what)}`;
  return has(key) ? key : 'look-what-other';
}

export function questionKey(look: Look): string {
  return look.kind === 'twins' ? `look-question-twins-${twinsOf(look)}` : `look-question-${look.kind}`;
}

/** What becomes of what is not chosen. */
export function keptKey(look: Look): string | null {
  if (look.kind === 'notice') return look.sides.length > 0 ? 'look-kept-notice' : null;
  return look.kind === 'twins' ? `look-kept-twins-${twinsOf(look)}` : 'look-kept-answers';
}

export function bothKey(look: Look): string {
  return look.kind === 'twins' ? `look-different-${twinsOf(look)}` : 'look-both';
}

export function noticeKey(look: Look, has: (key: string) => boolean): string {
  const key = `look-notice-${dashed(look.notice?.key ?? '')}`;
  return has(key) ? key : 'look-notice-other';
}

/** The notice's arguments; a moment arrives as milliseconds, and is told with its weekday. */
export function noticeArgs(look: Look, moment: (ms: number) => string): Args {
  const { at, ...args } = look.notice?.args ?? {};
  return { name: look.about, ...args, when: at ? moment(Number(at)) : '' };
}

/** A side's value in words; `day` writes a date out. */
export function valueOf(side: Side, say: Say, day: (iso: string) => string): string {
  // Large and short; whoever left early too is told in full.
  if (side.mark?.late && !side.mark.left && side.mark.status === 'present') return say('minutes-late', { minutes: side.mark.late });
  if (side.mark) return markWords(side.mark, say);
  if (side.text === null) return say('look-removed');
  if (side.text === '') return say('look-blank');
  return /^\d{4}-\d\d-\d\d$/.test(side.text) ? day(side.text) : side.text;
}

/** What is heard when a look comes in front: once, and whole. */
export function heard(look: Look, words: { say: Say; has: (key: string) => boolean; day: (iso: string) => string; moment: (ms: number) => string }): string {
  const { say, has, day, moment } = words;
  if (look.kind === 'notice') return say(noticeKey(look, has), noticeArgs(look, moment));
  const about = [say(whatKey(look, has), { name: look.about })];
  if (look.context) about.push(say('look-context', { day: day(look.context.day), code: look.context.code }));
  return `${about.join('. ')}. ${say(questionKey(look), { count: look.sides.length })}`;
}
