// How well what is typed fits a line of the palette, and which of its letters are what was typed. Case,
// accents and the order of the words do not matter. Pure but for a word of the messages.
import { fold } from '../../words/fold';
import { t } from '../../words/words.svelte';

/** The first is the best; null does not fit. */
export type Fit = 0 | 1 | 2 | 3;

export function wordsOf(typed: string): string[] {
  return fold(typed).split(' ').filter(Boolean);
}

/** It begins so; its words begin so; it holds it; it holds it with what else it may be called. */
export function fit(typed: string, text: string, also = ''): Fit | null {
  const words = wordsOf(typed);
  const shown = fold(text);
  if (words.length === 0) return 0;
  if (shown.startsWith(fold(typed))) return 0;
  const begun = ` ${shown}`;
  if (words.every((word) => begun.includes(` ${word}`))) return 1;
  if (words.every((word) => shown.includes(word))) return 2;
  const all = ` ${shown} ${fold(also)}`;
  return words.every((word) => all.includes(` ${word}`)) ? 3 : null;
}

/** Of what is typed, what may be a name: who asks for somebody's calendar begins with that word. */
export function whoIn(typed: string): string {
  const asked = wordsOf(t('palette-calendar-word'))[0] ?? '';
  const words = typed.trim().split(/\s+/);
  const names = words.filter((word) => fold(word).length < 3 || !asked.startsWith(fold(word)));
  return names.length > 0 ? names.join(' ') : typed;
}

export type Piece = { text: string; hit: boolean };

/** The text in pieces, those that were typed set apart: at the beginning of a word before anywhere else. */
export function pieces(typed: string, text: string): Piece[] {
  const letters = [...text];
  // Each folded letter, and the letter of the text that it comes from.
  const folded: string[] = [];
  const from: number[] = [];
  letters.forEach((letter, i) => {
    for (const one of letter.trim() === '' ? ' ' : fold(letter) || (/\p{M}/u.test(letter) ? '' : ' ')) {
      folded.push(one);
      from.push(i);
    }
  });
  const plain = folded.join('');
  const hit = new Set<number>();
  for (const word of wordsOf(typed)) {
    const begun = ` ${plain}`.indexOf(` ${word}`);
    const at = begun >= 0 ? begun : plain.indexOf(word);
    for (let i = at; at >= 0 && i < at + word.length; i += 1) hit.add(from[i]!);
  }
  const found: Piece[] = [];
  letters.forEach((letter, i) => {
    // A mark belongs to the letter before it.
    const is = hit.has(i) || (/\p{M}/u.test(letter) && (found.at(-1)?.hit ?? false));
    const last = found.at(-1);
    if (last && last.hit === is) last.text += letter;
    else found.push({ text: letter, hit: is });
  });
  return found;
}
