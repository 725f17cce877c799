// For tests: invented sessions of a centre, few as in the mockup or many as in a large one. Loaded by
// tests only; nothing of the window imports it.
import type { CalendarSession, CalendarView, PlannedDay } from '../../api';
import { addDays } from './calendar';

export function session(id: string, date: string, from: number, to: number, more: Partial<CalendarSession> = {}): CalendarSession {
  return {
    id, date, start: from * 60, end: to * 60, cohort: `cohort-${id}`, code: id, title: id, number: 1, of: 10, venue: 'b', room: 'Salle B', module: null,
    volunteers: 4, target: 4, learners: 8, state: 'planned', moved_to: null, reason: null, ...more,
  };
}

export function draft(number: number | null, date: string, more: Partial<PlannedDay> = {}): PlannedDay {
  return { number, date, start: 570, end: 690, fate: 'kept', from: date, reason: null, module: null, venue: 'b', is_clash: false, ...more };
}

/** The week of the mockup: Monday 10 May 2027. */
export function few(): { view: CalendarView; drafts: PlannedDay[] } {
  const sessions = [
    session('DIG-3', '2027-05-10', 9, 12),
    session('COD-1', '2027-05-11', 17.5, 20.5),
    session('PASS-A', '2027-05-12', 14, 16, { volunteers: 2, target: 2 }),
    session('DIG-3b', '2027-05-14', 9, 12, { code: 'DIG-3' }),
    session('ATEL', '2027-05-12', 9.5, 11, { state: 'cancelled', reason: 'Panne de chauffage' }),
    session('COD-2', '2027-05-14', 14, 16, { state: 'moved', moved_to: '2027-05-19', reason: 'Salle prêtée' }),
    session('FLE', '2027-05-11', 9, 11, { state: 'sealed', code: 'محو الأمية' }),
  ];
  const drafts = [
    draft(5, '2027-05-10', { is_clash: true }),
    draft(6, '2027-05-13'),
    draft(null, '2027-05-17', { fate: 'skipped', from: '2027-05-17', reason: { code: 'holiday', name: 'whit_monday' } }),
    draft(7, '2027-05-20', { fate: 'moved', from: '2027-05-19', reason: { code: 'venue_closed', name: null } }),
  ];
  const off = [{ date: '2027-05-06', code: 'holiday', name: 'ascension' }, { date: '2027-05-17', code: 'holiday', name: 'whit_monday' }, { date: '2027-05-07', code: 'closure', name: 'Pont' }];
  return { view: { sessions, off, heard_ms: null }, drafts };
}

/** So many groups with a session a week each, spread over five days, for five weeks from this Monday. */
export function many(groups: number, monday: string): CalendarView {
  const sessions = Array.from({ length: groups * 5 }, (_, i) => {
    const [group, week] = [i % groups, Math.floor(i / groups)];
    const start = 9 + ((group * 7) % 8);
    return session(`s${i}`, addDays(monday, week * 7 + (group % 5)), start, start + 2, { code: `DIG-${group + 1}`, volunteers: group % 5, number: week + 1, of: 5 });
  });
  return { sessions, off: [], heard_ms: null };
}

/** Properties that a test changes while a component shows them. */
export function changing<T extends object>(given: T): T {
  const props = $state(given);
  return props;
}
