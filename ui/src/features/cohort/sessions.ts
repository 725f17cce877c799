// The sessions of a group as lines: what may be done with one, and what is said of one that went or was
// cancelled; what a move asks for before it can be previewed. Pure but for the messages.
import type { CalendarSession, MoveInput, MoveScope } from '../../api';
import { day, t } from '../../words/words.svelte';

export const SCOPES: MoveScope[] = ['one', 'following', 'all'];

/** It went elsewhere, or does not take place. */
export function isGone(session: CalendarSession): boolean {
  return session.state === 'moved' || session.state === 'cancelled';
}

/** Why it can neither be moved nor cancelled; nothing when it can. */
export function whyFixed(session: CalendarSession): string | null {
  return session.state === 'planned' ? null : t(`session-fixed-${session.state}`);
}

/** Its state in words, with where it went and why. */
export function stateText(session: CalendarSession): string {
  const { state, moved_to, reason } = session;
  const said = state === 'moved' && moved_to !== null ? t('session-moved-to', { day: day(moved_to) }) : t(`session-${state}`);
  return reason ? t('session-because', { said, reason }) : said;
}

/** The session that keys begin at: the next planned one, or the last. */
/** The place of a session; of one that was just moved, the place where it is now. */
export function whereItWent(sessions: CalendarSession[], id: string | undefined): number {
  const at = sessions.findIndex((session) => session.id === id);
  const moved = sessions[at]?.state === 'moved' ? sessions[at] : null;
  const there = moved ? sessions.findIndex((session) => !isGone(session) && session.date === moved.moved_to) : -1;
  return there >= 0 ? there : at;
}

export function usualSession(sessions: CalendarSession[], today: string): number {
  const next = sessions.findIndex((session) => !isGone(session) && session.date >= today);
  return next >= 0 ? next : Math.max(0, sessions.length - 1);
}

export type MoveFields = { date: string; hours: { start: number; end: number } | null; venue: string | null; scope: MoveScope; reason: string };

/** Nothing while the hours make no sense. */
export function moveInput(fields: MoveFields): MoveInput | null {
  const { date, hours, venue, scope, reason } = fields;
  return hours === null ? null : { date, ...hours, venue, scope, reason: reason.trim() };
}

/** Whether anything would be otherwise than it is. */
export function isMove(session: CalendarSession, to: MoveInput): boolean {
  return to.date !== session.date || to.start !== session.start || to.end !== session.end || to.venue !== session.venue;
}

/** A session that is to be moved, and where to, when that was said elsewhere. */
export type Wanted = { session: string; to: { date: string; start: number; end: number } };

export type GroupPart = 'sessions' | 'weeks' | 'seating' | 'volunteers' | 'attendance' | 'funding';
export const GROUP_PARTS: GroupPart[] = ['sessions', 'weeks', 'seating', 'volunteers', 'attendance', 'funding'];
/** Those that are for whoever leads. */
export const LEADING_PARTS: GroupPart[] = ['seating', 'volunteers', 'funding'];
