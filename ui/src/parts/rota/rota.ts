// What can be done in a rota of people by sessions: what a key means, what a gesture makes of an answer,
// where the arrows lead, which days a page shows. Pure: it asks for nothing and draws nothing.
import type { RotaCell, RotaHindered, RotaSession, RotaState, RotaView } from '../../api';
import { latinLetter } from '../../shortcuts';
import { addDays } from '../days';
import { monday } from '../weeks';

export const VOLUNTEER_PARTS = ['lead', 'assistant', 'interpreter', 'observer'] as const;
export type VolunteerPart = (typeof VOLUNTEER_PARTS)[number];
export type Act = { do: 'next' } | { do: 'ask' } | { do: 'part'; part: VolunteerPart } | { do: 'answer'; answer: 'confirmed' | 'declined' } | { do: 'off' };
/** Row -1 is that of the sessions' heads. */
export type Command = Act | { do: 'go'; rows: number; cols: number } | { do: 'edge'; last: boolean } | { do: 'find' } | { do: 'turn'; by: 1 | -1 };

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;
const PARTS_BY_LETTER: Record<string, VolunteerPart> = { l: 'lead', a: 'assistant', i: 'interpreter', o: 'observer' };

/** `letters` says whether a letter alone does something. */
export function readRotaKey(key: Key, rtl: boolean, letters: boolean): Command | null {
  if (key.isComposing || key.ctrlKey || key.metaKey || key.altKey) return null;
  const after = rtl ? -1 : 1;
  switch (key.key) {
    case 'ArrowUp':
      return { do: 'go', rows: -1, cols: 0 };
    case 'ArrowDown':
      return { do: 'go', rows: 1, cols: 0 };
    case 'ArrowLeft':
      return { do: 'go', rows: 0, cols: -after };
    case 'ArrowRight':
      return { do: 'go', rows: 0, cols: after };
    case 'Home':
      return { do: 'edge', last: false };
    case 'End':
      return { do: 'edge', last: true };
    case 'PageUp':
      return { do: 'turn', by: -1 };
    case 'PageDown':
      return { do: 'turn', by: 1 };
    case 'Enter':
    case ' ':
      return { do: 'next' };
    case 'Delete':
    case 'Backspace':
      return { do: 'off' };
    default:
      return letters ? readLetter(latinLetter(key)) : null;
  }
}

function readLetter(letter: string): Command | null {
  const part = PARTS_BY_LETTER[letter];
  if (part) return { do: 'part', part };
  if (letter === 'y' || letter === 'n') return { do: 'answer', answer: letter === 'y' ? 'confirmed' : 'declined' };
  return letter === 'f' ? { do: 'find' } : null;
}

/** Whether they are on the session, whatever they answered. */
export function isOn(state: RotaState): boolean {
  return state === 'asked' || state === 'confirmed' || state === 'declined' || isMarked(state);
}
/** The register has been taken: it says who was there. */
export function isMarked(state: RotaState): boolean {
  return state === 'present' || state === 'no_show';
}

/** Nothing is written there any more: what is to be corrected is corrected in the register. */
export function isFixed({ state }: RotaCell, { is_over }: Pick<RotaSession, 'is_over'>): boolean {
  return is_over || isMarked(state);
}

/** Why somebody cannot be at it, whether they are on it or not; what they said stands beside. */
export function hindrance({ state, hindered }: Pick<RotaCell, 'state' | 'hindered'>): RotaHindered | null {
  return hindered ?? (state === 'away' || state === 'elsewhere' ? state : null);
}

/** Whether a gesture counts on somebody who cannot come: it is asked about first. */
export function isDoubtful(cell: RotaCell, { answer }: Turn): boolean {
  return hindrance(cell) !== null && (answer === 'asked' || answer === 'confirmed') && answer !== cell.state;
}

export type Turn = { part: string | null; answer: string | null };

/** What is to be written; nothing when it would change nothing, or is no more to be changed. */
export function turnOf(cell: RotaCell, act: Act, session: Pick<RotaSession, 'is_over'>): Turn | null {
  const { state } = cell;
  if (isFixed(cell, session)) return null;
  const on = isOn(state);
  const part = cell.part ?? 'assistant';
  switch (act.do) {
    case 'next':
      if (state === 'confirmed') return { part: null, answer: null };
      return { part, answer: state === 'asked' ? 'confirmed' : 'asked' };
    case 'ask':
      return state === 'asked' || state === 'confirmed' ? null : { part, answer: 'asked' };
    case 'part':
      return on && cell.part === act.part ? null : { part: act.part, answer: on ? state : 'asked' };
    case 'answer':
      return state === act.answer ? null : { part, answer: act.answer };
    case 'off':
      return on ? { part: null, answer: null } : null;
  }
}

/** One for each volunteer that is wanted, and no more than fit. */
export const SQUARES_MAX = 8;
export type Square = 'taken' | 'asked' | 'hindered' | 'free';
export function squares({ target, confirmed, asked, hindered }: Pick<RotaSession, 'target' | 'confirmed' | 'asked' | 'hindered'>): Square[] {
  const length = Math.min(SQUARES_MAX, Math.max(target, confirmed));
  const filled: Square[] = [...Array<Square>(confirmed).fill('taken'), ...Array<Square>(asked).fill('asked'), ...Array<Square>(hindered).fill('hindered')];
  return Array.from({ length }, (_, i) => filled[i] ?? 'free');
}
export const missing = ({ target, confirmed }: Pick<RotaSession, 'target' | 'confirmed'>) => Math.max(0, target - confirmed);

/** Whether a session is the first of its week. */
export function opensWeek(sessions: Pick<RotaSession, 'date'>[], at: number): boolean {
  return at > 0 && monday(sessions[at]!.date) !== monday(sessions[at - 1]!.date);
}

/** Lines stay where they are while somebody works on them: only who is new comes last. */
export function inOrder(before: RotaView | null, next: RotaView): RotaView {
  const { first, last, cohort } = next.query;
  if (!before || before.query.first !== first || before.query.last !== last || before.query.cohort !== cohort) return next;
  const ranks = new Map(before.people.map(({ id }, rank) => [id, rank]));
  const rank = (id: string) => ranks.get(id) ?? before.people.length;
  return { ...next, people: [...next.people].sort((a, b) => rank(a.id) - rank(b.id)) };
}

/** The session that keys begin at: the next that is not over, or the last. */
export function usualColumn(sessions: RotaSession[]): number {
  const next = sessions.findIndex((session) => !session.is_past);
  return next >= 0 ? next : Math.max(0, sessions.length - 1);
}

export type Days = { first: string; last: string };

/** The month of a day. */
export function monthDays(iso: string): Days {
  const [year, month] = iso.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return { first: `${iso.slice(0, 7)}-01`, last };
}

/** So many days, at most, are asked for at once. */
const PAGE = 98;

/** The days of a group in pages, each begun on a Monday but the first. */
export function pagesOf({ first, last }: Days): Days[] {
  const pages: Days[] = [];
  for (let begin = first; begin <= last && pages.length < 20; ) {
    const end = addDays(monday(begin), PAGE - 1);
    pages.push({ first: begin, last: end < last ? end : last });
    begin = addDays(end, 1);
  }
  return pages;
}
