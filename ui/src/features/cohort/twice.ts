// Two sessions that cannot both be, in words. It reads messages and keeps no state.
import type { Twice, TwiceSide } from '../../api';
import { day, dayTitle, hour, moment, t } from '../../words/words.svelte';

/** `Jeudi 22 avril, Salle B est promise deux fois.` */
export function twiceText(twice: Twice): string {
  return t('twice-what', { what: twice.what, name: twice.name, day: dayTitle(twice.date) });
}

/** What one side of a pair is; of a session that was moved and held, which of the two days it is. */
export function sideOf(twice: Twice, at: number): string {
  const side = twice.sides[at]!;
  if (twice.what !== 'moved') return sideText(side);
  return t(at === 0 ? 'twice-old-day' : 'twice-new-day', { day: day(side.date), side: sideText(side) });
}

/** `DIG-1, 9:30 à 11:30 : prévue par Inès sur PC-1F2A, mardi à 14:02`. */
export function sideText(side: TwiceSide): string {
  const args = { code: side.code, from: hour(side.start), to: hour(side.end), device: side.device, when: moment(side.planned_ms) };
  return side.by === null ? t('twice-side-unknown', args) : t('twice-side', { ...args, name: side.by });
}
