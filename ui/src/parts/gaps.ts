// What somebody lacks for a level, in words.
import type { EntryGap } from '../api';
import { t } from '../words/words.svelte';

/** How well somebody speaks French, or has to. */
export const FRENCH = ['none', 'a1_1', 'a1', 'a2', 'b1', 'b2', 'c1', 'c2'] as const;
export const frenchText = (name: string) => t(`french-${name}`);

export function gapText(gap: EntryGap): string {
  const wanted = gap.code === 'previous_level' ? gap.wanted : frenchText(gap.wanted);
  return t(`ref-gap-${gap.code}`, { wanted, has: gap.code === 'french' && gap.has ? frenchText(gap.has) : '' });
}
