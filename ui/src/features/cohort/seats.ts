// Who has a seat in a group, who is offered one and who waits: what the strip shows, what can be done with
// one person, how long an offer still holds, and keys. Pure but for the messages.
import type { CohortRow, PersonRow, Seat, SeatRow, WaitingView } from '../../api';
import { latinLetter } from '../../shortcuts';
import { fold } from '../../words/fold';
import { dayNear, duration, hour, moment, t } from '../../words/words.svelte';

export const REFUSALS = ['hours', 'place', 'found_other', 'level', 'no_answer', 'moved_away', 'other'] as const;
/** As they are listed: those about whom something is to be done first. */
export const SEATS: Seat[] = ['offered', 'waiting', 'lapsed', 'seated', 'gone'];
/** Hours that an offer may hold, to choose from. */
export const OFFER_HOURS = [24, 48, 72, 96, 120, 168];
/** One square for each seat, while they can still be told apart. */
const SQUARES_MAX = 40;

/** Everybody in the order of the list. */
export function listed(view: WaitingView): SeatRow[] {
  return SEATS.flatMap((seat) => view.people.filter((row) => row.seat === seat));
}

/** Whether a group says how many seats it has: without it nobody counts those that are free. */
export const isSaid = ({ capacity }: Pick<WaitingView, 'capacity'>) => capacity > 0;

export type Counts = { seated: number; offered: number; free: number; waiting: number; over: number };
export function countsOf(view: WaitingView): Counts {
  const of = (seat: Seat) => view.people.filter((row) => row.seat === seat).length;
  const seated = of('seated');
  return { seated, offered: of('offered'), free: view.free, waiting: of('waiting'), over: isSaid(view) ? Math.max(0, seated - view.capacity) : 0 };
}

/** One square for each seat: those that are taken, offered, free; more people than seats stand out. */
export type Square = 'seated' | 'offered' | 'free' | 'over';
export function squaresOf(view: WaitingView): Square[] {
  const { seated, offered, free, over } = countsOf(view);
  const many = (square: Square, count: number) => Array.from({ length: count }, () => square);
  const all = [...many('seated', seated - over), ...many('over', over), ...many('offered', offered), ...many('free', free)];
  return all.length > SQUARES_MAX ? [] : all;
}

export type Act = 'offer' | 'took' | 'give' | 'declined' | 'first' | 'transfer' | 'cancel' | 'letter';
export const ACTS: Act[] = ['offer', 'took', 'give', 'declined', 'first', 'transfer', 'cancel', 'letter'];
/** Whoever is held a seat says yes to it; whoever is held none any more, or never was, is given one: one letter. */
const LETTERS: Record<Act, string> = { offer: 'o', took: 'y', give: 'y', declined: 'n', first: 'f', transfer: 't', cancel: 'x', letter: 'l' };
export const keyOf = (act: Act) => LETTERS[act].toUpperCase();

const MAY: Record<Seat, Act[]> = {
  seated: ['transfer', 'cancel'],
  offered: ['took', 'declined', 'letter', 'transfer', 'cancel'],
  waiting: ['offer', 'first', 'declined', 'transfer', 'cancel'],
  lapsed: ['offer', 'give', 'declined', 'transfer', 'cancel'],
  gone: ['give'],
};
/** What can be done with somebody now: a seat can only be offered while one is free. */
export function actsOf(row: SeatRow, view: WaitingView): Act[] {
  // Who went to another group is asked for there.
  if (row.state === 'transferred') return [];
  return MAY[row.seat].filter((act) => act !== 'offer' || view.free > 0);
}
/** What a key that asks for `act` does with them: nothing when it means nothing now. */
export function meant(act: Act, row: SeatRow, view: WaitingView): Act | null {
  return actsOf(row, view).find((one) => LETTERS[one] === LETTERS[act]) ?? null;
}
/** Its words: without a free seat, whoever comes back waits for one. */
export function actText(act: Act, row: SeatRow, view: WaitingView): string {
  if (act === 'give' && view.free === 0) return t('seat-do-queue');
  return t(act === 'first' && row.is_first ? 'seat-do-unfirst' : `seat-do-${act}`);
}
/** Those who do not come: whoever completed, or went to another group, is not among them. */
const STAYED_AWAY = ['declined', 'cancelled', 'dropped'];
/** Whoever does not come any more, and whose partner would like to hear of it. */
export const isToTell = (row: SeatRow) => row.seat === 'gone' && STAYED_AWAY.includes(row.state) && row.referral !== null && row.partner !== null;

export type Step = { do: 'go'; by: number } | { do: 'end'; way: 'first' | 'last' } | { do: 'act'; act: Act };
/** `letters` says whether a letter alone does something. */
export function readKey(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>, letters: boolean): Step | null {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') return { do: 'go', by: event.key === 'ArrowDown' ? 1 : -1 };
  if (event.key === 'Home' || event.key === 'End') return { do: 'end', way: event.key === 'Home' ? 'first' : 'last' };
  const letter = letters ? latinLetter(event) : '';
  const act = ACTS.find((one) => LETTERS[one] === letter);
  return act ? { do: 'act', act } : null;
}

/** The moment of the next change that nobody makes: an offer that ends. */
export function nextEnd(view: WaitingView): number | null {
  const ends = view.people.flatMap((row) => (row.seat === 'offered' && row.until_ms !== null ? [row.until_ms] : []));
  return ends.length > 0 ? Math.min(...ends) : null;
}

/** `encore 2 h 30`; of more than two days only the days count. */
export function leftText(until: number, at: number): string {
  const minutes = Math.max(0, Math.ceil((until - at) / 60_000));
  if (minutes >= 2 * 24 * 60) return t('seat-left-days', { count: Math.floor(minutes / (24 * 60)) });
  return t('seat-left', { time: duration(minutes >= 180 ? Math.floor(minutes / 60) * 60 : minutes) });
}

/** Where somebody stands, in words. */
export function standsText(row: SeatRow, at: number): string {
  if (row.seat === 'offered' && row.until_ms !== null) return `${t('seat-until', { when: untilText(row.until_ms, at) })}, ${leftText(row.until_ms, at)}`;
  if (row.seat === 'waiting') return row.asked_ms === null ? '' : t('seat-asked', { when: moment(row.asked_ms) });
  if (row.seat === 'lapsed') return t('seat-lapsed-why');
  if (row.seat !== 'gone') return '';
  if (row.went_to) return t('seat-went-to', { code: row.went_to });
  if (row.refusal) return t('seat-because', { why: t(`refusal-${row.refusal}`) });
  return t(`seat-state-${row.state}`);
}

/** `jeudi 22, 16:42`: an offer ends within days. */
function untilText(until: number, at: number): string {
  const end = new Date(until);
  const iso = `${end.getFullYear()}-${String(end.getMonth() + 1).padStart(2, '0')}-${String(end.getDate()).padStart(2, '0')}`;
  const time = hour(end.getHours() * 60 + end.getMinutes());
  return new Date(at).toDateString() === end.toDateString() ? t('seat-today', { time }) : t('seat-day', { day: dayNear(iso), time });
}

/** People who can be added: learners who neither have a seat here nor wait for one, as they are typed. */
export function candidates(people: PersonRow[], view: WaitingView, typed: string, max = 8): PersonRow[] {
  const here = new Set(view.people.filter((row) => row.seat !== 'gone').map((row) => row.learner));
  const words = fold(typed).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  return people.filter((one) => !one.is_volunteer && !here.has(one.id) && words.every((word) => fold(`${one.name} ${one.own_name ?? ''}`).includes(word))).slice(0, max);
}

/** Groups that somebody can go to: not this one, not over. */
export function otherCohorts(cohorts: CohortRow[], here: string, today: string): CohortRow[] {
  return cohorts.filter((one) => one.id !== here && (one.last === null || one.last >= today));
}
