// Which language sign mode speaks to somebody: theirs when it is French, English, or turned on by the
// centre; the interface's otherwise. It reads sentences and draws nothing.
import { language, LANGUAGES, tIn, type Language } from '../words.svelte';
import { ar } from './ar';
import { prs } from './prs';
import { ps } from './ps';
import type { Sentence, Spoken } from './sentences';
import { so } from './so';
import { ti } from './ti';
import { uk } from './uk';

/** The languages that a centre may turn on. */
export const SPOKEN: readonly Spoken[] = [ar, prs, ps, uk, ti, so];

export type Voice = {
  tag: string;
  dir: 'ltr' | 'rtl';
  says: (key: Sentence, args?: Record<string, string>) => string;
};

/** Dari is also written as the Persian of Afghanistan. */
function short(tag: string): string {
  const lower = tag.toLowerCase();
  return lower === 'fa-af' ? 'prs' : lower.split('-')[0]!;
}

function written(tag: Language): Voice {
  return { tag, dir: 'ltr', says: (key, args) => tIn(tag, `sign-${key}`, args) };
}

/** The interface's own voice. */
export function ownVoice(): Voice {
  return written(language());
}

/** How to speak to a person of this language, where these are turned on. */
export function voiceOf(tag: string | null, on: readonly string[]): Voice {
  const wanted = tag === null ? null : short(tag);
  const ours = LANGUAGES.find((known) => known.tag === wanted);
  if (ours) return written(ours.tag);
  const spoken = SPOKEN.find((known) => known.tag === wanted && on.includes(known.tag));
  if (!spoken) return ownVoice();
  const says: Voice['says'] = (key, args = {}) => spoken.sentences[key].replace(/\{(\w+)\}/g, (_, name: string) => args[name] ?? '');
  return { tag: spoken.tag, dir: spoken.rtl ? 'rtl' : 'ltr', says };
}
