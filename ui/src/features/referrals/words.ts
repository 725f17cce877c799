// What the screens say of a referral: its state, how long it waits, what was found of the person. It only
// chooses words.
import type { EntryGap, ReferralRow, Suggestion } from '../../api';
import { has, readable, t } from '../../words/words.svelte';
import { columnOf, ENDS } from './board';

export const stateText = (state: string) => t(`ref-state-${state}`);

/** `16 j`, or how it ended. */
export function waitText(row: ReferralRow): string {
  if (ENDS.includes(row.state)) return stateText(row.state);
  return t('ref-days', { count: row.days });
}

export const partnerText = (row: ReferralRow) => row.partner ?? t('ref-no-partner');

/** The whole of a card, for the ear. */
export function cardText(row: ReferralRow): string {
  const waits = columnOf(row.state) === 'done' ? stateText(row.state) : t('ref-days-long', { count: row.days });
  return [row.name, partnerText(row), row.cohort_code ?? row.level_code, waits, row.is_late ? t('ref-late-long') : null].filter(Boolean).join(', ');
}

export const frenchText = (name: string) => t(`french-${name}`);

export function gapText(gap: EntryGap): string {
  const wanted = gap.code === 'previous_level' ? gap.wanted : frenchText(gap.wanted);
  return t(`ref-gap-${gap.code}`, { wanted, has: gap.code === 'french' && gap.has ? frenchText(gap.has) : '' });
}

/** Why somebody may be the same person, and where they are now. */
export function alikeText({ why, cohorts }: Suggestion): string {
  return [has(why.key) ? t(why.key, readable(why.args)) : null, cohorts.length > 0 ? cohorts.join(', ') : t('no-group')].filter(Boolean).join(' · ');
}
