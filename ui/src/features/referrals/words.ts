// What the screens say of a referral: its state, how long it waits, what was found of the person. It only
// chooses words.
import type { ReferralRow, Suggestion } from '../../api';
import { has, readable, t } from '../../words/words.svelte';
import { ENDS } from './board';

export const stateText = (state: string) => t(`ref-state-${state}`);

/** `16 j`, or how it ended. */
export function waitText(row: ReferralRow): string {
  if (ENDS.includes(row.state)) return stateText(row.state);
  return t('ref-days', { count: row.days });
}

export const partnerText = (row: ReferralRow) => row.partner ?? t('ref-no-partner');

/** Where somebody stands in their group, unless they simply have a seat. */
export function seatText({ seat, rank }: ReferralRow): string {
  if (seat === null || seat === 'seated') return '';
  return seat === 'waiting' && rank !== null ? t('ref-waits', { rank }) : t(`seat-is-${seat}`);
}

/** Why somebody may be the same person, and where they are now. */
export function alikeText({ why, cohorts }: Suggestion): string {
  return [has(why.key) ? t(why.key, readable(why.args)) : null, cohorts.length > 0 ? cohorts.join(', ') : t('no-group')].filter(Boolean).join(' · ');
}
