// The sessions of a group as lines: what may be done with one, and what is said of one that went or was
// cancelled; what a move asks for before it can be previewed. Pure but for the messages.
import type { CalendarSession, MoveApart, MoveInput, MoveScope, PlanFix } from '../../api';
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

/** Those that are cancelled together: the one that is meant, and of the others what has not begun. */
export function cancelled(sessions: CalendarSession[], one: CalendarSession, scope: MoveScope, at: { date: string; minute: number }): CalendarSession[] {
  const isAfter = (session: CalendarSession, date: string, start: number) => session.date > date || (session.date === date && session.start > start);
  const isMeant = (session: CalendarSession) => scope === 'all' || (scope === 'following' && isAfter(session, one.date, one.start - 1));
  return sessions.filter((session) => session.id === one.id || (session.state === 'planned' && isMeant(session) && isAfter(session, at.date, at.minute)));
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

export type MoveFields = { date: string; hours: { start: number; end: number } | null; venue: string | null; scope: MoveScope; reason: string; apart: MoveApart[] };

/** Nothing while the hours make no sense. Hours and a place that are the session's own are not said, so that
 *  the others that go with it keep theirs. */
export function moveInput(session: CalendarSession, fields: MoveFields): MoveInput | null {
  const { date, hours, venue, scope, reason, apart } = fields;
  if (hours === null) return null;
  const own = hours.start === session.start && hours.end === session.end;
  const { start, end } = own ? { start: null, end: null } : hours;
  return { date, start, end, venue: venue === session.venue ? null : venue, scope, reason: reason.trim(), apart };
}

/** Whether anything would be otherwise than it is. */
export function isMove(session: CalendarSession, to: MoveInput): boolean {
  return to.date !== session.date || to.start !== null || to.end !== null || to.venue !== null || Boolean(to.apart?.length);
}

/** A way out goes to the sessions that it is about, and to no other that moves with them. */
export function withWayOut(apart: MoveApart[], about: string[], fix: PlanFix): MoveApart[] {
  const settled = about.map((session) => {
    const before = apart.find((one) => one.session === session) ?? { session, date: null, start: null, end: null, venue: null };
    return fix.kind === 'venue' ? { ...before, venue: fix.venue } : { ...before, date: fix.date, start: fix.start, end: fix.end };
  });
  return [...apart.filter((one) => !about.includes(one.session)), ...settled];
}

/** A session that is to be moved, and where to, when that was said elsewhere. */
export type Wanted = { session: string; to: { date: string; start: number; end: number } };

export type GroupPart = 'sessions' | 'weeks' | 'seating' | 'volunteers' | 'attendance' | 'funding';
export const GROUP_PARTS: GroupPart[] = ['sessions', 'weeks', 'seating', 'volunteers', 'attendance', 'funding'];
/** Those that are for whoever leads. */
export const LEADING_PARTS: GroupPart[] = ['seating', 'volunteers', 'funding'];
