// What the calendar says of a session: its short text, its state, the whole of it for the ear, and why a
// day is closed. It only chooses words.
import type { DayOff, PlanReason } from '../../api';
import { day, has, hour, t } from '../../words/words.svelte';
import type { Item } from './calendar';

export const dayName = (iso: string) => day(iso);
export const hoursText = ({ start, end }: { start: number; end: number }) => t('calendar-hours', { from: hour(start), to: hour(end) });

/** `4 sur 4`; the number of a session that is only planned. */
export function shortText({ session, draft }: Item): string {
  if (session) return t('so-many', { count: session.volunteers, of: session.target });
  return draft?.number ? t('calendar-rank', { number: draft.number }) : '';
}

export function reasonText({ code, name }: PlanReason): string {
  if (code === 'holiday') return name && has(`holiday-${name}`) ? t(`holiday-${name}`) : t('off-holiday');
  if (name) return name;
  return t(code === 'closure' ? 'off-closure' : code === 'venue_closed' ? 'off-venue' : 'off-by-hand');
}
export const offText = (off: DayOff) => reasonText(off);

export function stateText({ session, draft, clash }: Item): string {
  if (session) {
    const text = session.state === 'moved' && session.moved_to ? t('calendar-moved-to', { date: day(session.moved_to) }) : t(`calendar-state-${session.state}`);
    return session.reason ? t('calendar-because', { text, reason: session.reason }) : text;
  }
  if (!draft) return '';
  const text = clash ? t('calendar-draft-clash') : draft.fate === 'moved' && draft.from ? t('calendar-draft-moved', { date: day(draft.from) }) : t(`calendar-draft-${draft.fate}`);
  return draft.reason ? t('calendar-because', { text, reason: reasonText(draft.reason) }) : text;
}

/** The whole of it, beginning with what is seen; the date is given, because a day has many. */
export function wholeText(item: Item, date: string): string {
  const { session } = item;
  const short = session ? t('calendar-volunteers', { count: session.volunteers, of: session.target }) : shortText(item);
  return [short ? `${item.code}\u00A0· ${short}` : item.code, date, hoursText(item), session?.room, stateText(item)].filter(Boolean).join(', ');
}
