// What somebody lacks for a level, in words.
import type { EntryGap } from '../api';
import { t } from '../words/words.svelte';

export const frenchText = (name: string) => t(`french-${name}`);

export function gapText(gap: EntryGap): string {
  const wanted = gap.code === 'previous_level' ? gap.wanted : frenchText(gap.wanted);
  return t(`ref-gap-${gap.code}`, { wanted, has: gap.code === 'french' && gap.has ? frenchText(gap.has) : '' });
}
