// Two sessions that cannot both be, in words. It reads messages and keeps no state.
import type { Twice, TwiceSide } from '../../api';
import { dayTitle, hour, moment, t } from '../../words/words.svelte';

/** `Jeudi 22 avril, Salle B est promise deux fois.` */
export function twiceText(twice: Twice): string {
  return t('twice-what', { what: twice.what, name: twice.name, day: dayTitle(twice.date) });
}

/** `DIG-1, 9:30 à 11:30 : prévue par Inès sur PC-1F2A, mardi à 14:02`. */
export function sideText(side: TwiceSide): string {
  const args = { code: side.code, from: hour(side.start), to: hour(side.end), device: side.device, when: moment(side.planned_ms) };
  return side.by === null ? t('twice-side-unknown', args) : t('twice-side', { ...args, name: side.by });
}
