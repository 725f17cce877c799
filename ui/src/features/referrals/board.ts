// The board of referrals: its columns, who stands in which, where a card may go and where arrows lead.
// Pure: it knows no words and moves nothing.
import type { ReferralRow } from '../../api';
import { fold } from '../../words/fold';

export const COLUMNS = ['received', 'contacted', 'interview', 'accepted', 'enrolled', 'done'] as const;
export type Column = (typeof COLUMNS)[number];
/** The states in which nothing more is to be done. */
export const ENDS = ['closed', 'no_answer', 'declined_by_person', 'not_eligible', 'redirected'];
/** Cards of one column that are drawn; the table has all of them. */
export const SHOWN_MAX = 40;

export function columnOf(state: string): Column {
  return COLUMNS.find((column) => column === state) ?? 'done';
}

/** The states by which a card comes into a column. */
export function statesInto(row: ReferralRow, column: Column): string[] {
  return row.may.filter((state) => columnOf(state) === column);
}

/** What putting a card down there means: nothing, a move, a question to answer first, or that it cannot be. */
export type Fate = 'here' | 'move' | 'ask' | 'enrol' | 'never';
export function fateOf(row: ReferralRow, column: Column): Fate {
  if (columnOf(row.state) === column) return 'here';
  const states = statesInto(row, column);
  if (states.length === 0) return 'never';
  // A seat is given in a group: which one is asked.
  if (column === 'enrolled') return 'enrol';
  return states.length > 1 ? 'ask' : 'move';
}

export type Filters = { text: string; partner: string; level: string };
export const NO_FILTERS: Filters = { text: '', partner: '', level: '' };
/** Chosen for those without a partner, or without a level. */
export const NONE = '-';

export function isFiltered(filters: Filters): boolean {
  return filters.text.trim() !== '' || filters.partner !== '' || filters.level !== '';
}

export function filtered(rows: ReferralRow[], { text, partner, level }: Filters): ReferralRow[] {
  const words = fold(text).split(' ').filter(Boolean);
  const is = (asked: string, has: string | null) => asked === '' || (asked === NONE ? has === null : has === asked);
  return rows.filter((row) => {
    if (!is(partner, row.partner_id) || !is(level, row.level)) return false;
    const said = fold([row.name, row.partner, row.level_code, row.cohort_code, ...row.phones].filter(Boolean).join(' '));
    return words.every((word) => said.includes(word));
  });
}

export type Lane = { column: Column; rows: ReferralRow[]; more: number };
/** Every column; the oldest first, except where all is done. */
export function lanesOf(rows: ReferralRow[]): Lane[] {
  return COLUMNS.map((column) => {
    const own = rows.filter((row) => columnOf(row.state) === column);
    if (column === 'done') own.reverse();
    return { column, rows: own.slice(0, SHOWN_MAX), more: Math.max(0, own.length - SHOWN_MAX) };
  });
}

/** The order of the table: that of the columns, the oldest first in each. */
export function inOrder(rows: ReferralRow[]): ReferralRow[] {
  const place = ({ state }: ReferralRow) => COLUMNS.indexOf(columnOf(state));
  return [...rows].sort((a, b) => place(a) - place(b));
}

/** What waits for somebody here: who is new, and whose partner waits too long. */
export function inboxOf(rows: ReferralRow[]): { fresh: number; late: number; first: ReferralRow | null } {
  const fresh = rows.filter((row) => row.state === 'received');
  const late = rows.filter((row) => row.is_late);
  const urgent = (row: ReferralRow) => row.answer_day ?? '9999';
  const first = [...late].sort((a, b) => urgent(a).localeCompare(urgent(b)))[0] ?? fresh[0] ?? null;
  return { fresh: fresh.length, late: late.length, first };
}

/** Names by id of what the rows hold, in order of names: for a menu. */
export function named(rows: ReferralRow[], id: 'partner_id' | 'level', name: 'partner' | 'level_code'): { id: string; name: string }[] {
  const found = new Map(rows.flatMap((row) => (row[id] !== null ? [[row[id], row[name] ?? row[id]] as const] : [])));
  return [...found].map(([key, value]) => ({ id: key, name: value })).sort((a, b) => a.name.localeCompare(b.name));
}

export type Way = 'up' | 'down' | 'before' | 'after' | 'first' | 'last';
/** The card that an arrow leads to: beside, at the same height, over empty columns. */
export function go(lanes: Lane[], at: string | null, way: Way): string | null {
  const lane = lanes.findIndex(({ rows }) => rows.some((row) => row.id === at));
  if (lane < 0) return lanes.find(({ rows }) => rows.length > 0)?.rows[0]?.id ?? null;
  const own = lanes[lane]!.rows;
  const index = own.findIndex((row) => row.id === at);
  if (way === 'up') return own[Math.max(0, index - 1)]!.id;
  if (way === 'down') return own[Math.min(own.length - 1, index + 1)]!.id;
  if (way === 'first') return own[0]!.id;
  if (way === 'last') return own.at(-1)!.id;
  const beside = way === 'before' ? lanes.slice(0, lane).reverse() : lanes.slice(lane + 1);
  const there = beside.find(({ rows }) => rows.length > 0);
  return there ? there.rows[Math.min(index, there.rows.length - 1)]!.id : at;
}

export type Command = { do: 'go'; way: Way } | { do: 'open' } | { do: 'lift' } | { do: 'step'; by: 1 | -1 } | { do: 'drop' } | { do: 'cancel' } | { do: 'nothing' };
type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>;
const WAYS: Record<string, Way> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'before', ArrowRight: 'after', Home: 'first', End: 'last' };

/** `lifted` says that a card is in the hand: arrows then carry it. */
export function readKey(key: Key, lifted: boolean, rtl: boolean): Command | null {
  if (key.isComposing || key.ctrlKey || key.metaKey || key.altKey) return null;
  let way = WAYS[key.key];
  if (rtl && (way === 'before' || way === 'after')) way = way === 'before' ? 'after' : 'before';
  if (!lifted) return way ? { do: 'go', way } : key.key === 'Enter' ? { do: 'open' } : key.key === ' ' ? { do: 'lift' } : null;
  if (way === 'before' || way === 'after') return { do: 'step', by: way === 'after' ? 1 : -1 };
  if (way) return { do: 'nothing' };
  if (key.key === 'Enter' || key.key === ' ') return { do: 'drop' };
  return key.key === 'Escape' ? { do: 'cancel' } : null;
}
