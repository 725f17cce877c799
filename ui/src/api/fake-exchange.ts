// What the in-memory centre tells of its exchanges: what waits, what failed, and what needs somebody. Plain
// data around a moment; fake.ts decides which of it holds.
import { isoDay } from '../words/clock';
import type { ExchangeView, Problem, Progress, StatusBar, Today } from './bindings';

const DAY = 86_400_000;

type Facts = { late: boolean; status: StatusBar; now: number; failure: Problem | null; progress: Progress | null; photos: ExchangeView['photos'] };

export function exchangeView({ late, status, now: t, failure, progress, photos }: Facts): ExchangeView {
  const w = (kind: string, count: number, about: string | null, who: string, since: number, bytes: number) => ({ kind, count, about, who, since, bytes });
  return {
    status,
    device: 'PC-1, salle B',
    centre: 'Centre de Bègles',
    headquarters: status.joined ? 'siege.exemple.org' : null,
    tried_at: status.joined ? t - 20 * 60_000 : null,
    failure: status.joined ? failure : null,
    next_at: status.joined && !progress ? t + 10 * 60_000 : null,
    progress,
    waiting: status.pending
      ? [
          w('attendance', 9, 'DIG-1', 'Claire F.', t - 9 * 60_000, 1100),
          w('site', 1, null, 'Claire F.', t - 4 * 60_000, 300),
          w('presence', 2, 'DIG-1', 'Claire F.', t - 6 * 60_000, 4200),
          w('learner', 1, 'Selam Haile', 'Claire F.', t - 5 * DAY, 400),
          w('enrolment', 1, 'Selam Haile', 'Inès R.', t - 4 * DAY, 100),
        ]
      : [],
    month_bytes: 1_800_000,
    clock_minutes: late ? 25 : null,
    deferred: late ? 3 : 0,
    quarantined: late ? 1 : 0,
    apart: late
      ? [
          { why: 'fork', code: 'segment.fork', device: 'PC de Farid', first: 212 },
          { why: 'invalid', code: 'op.value_invalid', device: 'PC de Inès', first: 41 },
        ]
      : [],
    photos,
  };
}

export function sending(): Progress {
  return { sent: 9, to_send: 14, received: 3, bytes: 3800, first: null, photos: null };
}

export function needs(iso: string, looks: number): Today['needs'] {
  const day = (n: number) => isoDay(new Date(`${iso}T12:00`).getTime() + n * DAY);
  return [
    { key: 'register_incomplete', args: { date: day(-5), code: 'DIG-2', count: '2' }, session: 'session-1', person: null, cohort: null },
    { key: 'absent_twice', args: { name: 'Reza Ahmadi', code: 'DIG-1' }, session: 'session-2', person: null, cohort: null },
    { key: 'volunteer_missing', args: { date: day(2), code: 'DIG-1', count: '3', target: '4' }, session: 'session-2', person: null, cohort: null },
    ...(looks > 0 ? [{ key: 'two_answers', args: { count: String(looks) }, session: null, person: null, cohort: null }] : []),
    { key: 'exchange_late', args: { days: '6', count: '14' }, session: null, person: null, cohort: null },
  ];
}

type Bar = { scenario: string; person: string; role: StatusBar['role']; now: number; photos: number; looks: number; exchanging: boolean };

/** The line at the foot of the window. */
export function statusOf({ scenario, person, role, now, photos, looks, exchanging }: Bar): StatusBar {
  const demo = scenario === 'demo';
  const joined = !demo && !['alone', 'empty', 'first-run'].includes(scenario);
  const calm = scenario === 'no-session';
  const late = scenario === 'late';
  return {
    person,
    role,
    demo,
    joined,
    pending: !joined || calm ? 0 : late ? 340 : 14,
    pending_bytes: !joined || calm ? 0 : late ? 141_000 : 6000,
    photos: joined ? photos : 0,
    received_at: joined && scenario !== 'waiting' ? now - (late ? 23 : 6) * DAY - 120_000 : null,
    look: looks,
    link: !joined ? 'none' : exchanging ? 'exchanging' : calm ? 'online' : 'offline',
    concern: late ? 'red' : 'calm',
  };
}
