// What needs a look in the invented centre, one of each kind, and what settling one is called. Plain
// data around a given moment; fake.ts keeps what is left of it. All names are invented.
import { isoDay } from '../words/clock';
import type { Label, Mark } from './bindings';
import type { Look, LookChoice, Side } from './bindings';
import { nameOfMark } from './marks';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

const present: Mark = { status: 'present', late: null, left: null };
const late: Mark = { status: 'present', late: 15, left: null };
const absent: Mark = { status: 'absent', late: null, left: null };

function side(by: string, device: string | null, at: number, value: Mark | string | null): Side {
  const mark = typeof value === 'object' ? value : null;
  const text = typeof value === 'string' ? value : null;
  return { mark, text, by, device: device ?? 'PC-1', here: device === null, at };
}

function look(id: string, kind: Look['kind'], about: string, what: string, sides: Side[], more: Partial<Look> = {}): Look {
  return { id, kind, about, what, context: null, sides, both: false, notice: null, ...more };
}

const notice = (id: string, about: string, what: string, key: string, args: Record<string, string>, sides: Side[] = []) =>
  look(id, 'notice', about, what, sides, { notice: { key, args } });

/** A mark given twice, and a telephone of which both may be right. */
export function twoLooks(now: number): Look[] {
  return [
    look(
      'look-mark',
      'answers',
      'Amina Diallo',
      'attendance.mark',
      [side('Inès', 'PC-3F2A', now - 22 * MINUTE, present), side('Karim', null, now - 7 * MINUTE, late)],
      { context: { day: isoDay(now), code: 'DIG-1' } },
    ),
    look(
      'look-phone',
      'answers',
      'نور الحسن',
      'contact.phones',
      [side('Inès', 'PC-2', now - 8 * DAY, '06 11 22 33 44'), side('Claire F.', null, now - 4 * DAY, '07 55 66 77 88')],
      { both: true },
    ),
  ];
}

/** One of each kind. */
export function looks(now: number): Look[] {
  const context = { day: isoDay(now - DAY), code: 'DIG-2' };
  return [
    ...twoLooks(now),
    look('look-three', 'answers', 'Reza Ahmadi', 'attendance.mark', [
      side('Inès', 'PC-3F2A', now - DAY, present),
      side('Malik', 'PC-4', now - DAY + 9 * MINUTE, late),
      side('Karim', null, now - DAY + 20 * MINUTE, absent),
    ], { context }),
    look('look-removed', 'removed', 'Selam Haile', 'learner.preferred_name', [
      side('Inès', 'PC-3F2A', now - 2 * DAY, null),
      side('Karim', null, now - DAY, 'Selamawit'),
    ]),
    look('look-groups', 'twins', 'DIG-1', 'cohort.title', [
      side('Inès', 'PC-3F2A', now - 3 * DAY, 'Initiation · salle A'),
      side('Karim', null, now - 2 * DAY, 'Initiation du soir · salle B'),
    ]),
    look('look-people', 'twins', 'Amina Diallo', 'learner.name', [
      side('Inès', 'PC-3F2A', now - 3 * DAY, 'Amina Diallo · DIG-1'),
      side('Karim', null, now - 2 * DAY, 'Amina Diallo · DIG-2'),
    ], { both: true }),
    notice('look-seat', 'Amina Diallo', 'enrolment.state', 'seat_taken', { code: 'DIG-1', other: 'Yusuf', device: 'PC-3F2A', at: String(now - 9 * MINUTE) }),
    notice('look-refused', 'Reza Ahmadi', 'attendance.mark', 'not_enrolled', {}, [side('Karim', null, now - DAY, present)]),
    notice('look-copied', 'PC-1', 'device.name', 'copied', { device: 'PC-1-2' }),
  ];
}

/** What was done, for the toast. */
export function gestureOf(look: Look, choice: Exclude<LookChoice, 'latest'>): Label {
  const name = look.about;
  const group = look.what.startsWith('cohort.');
  if (choice === 'seen') return { key: 'look-seen', args: { name } };
  if (choice === 'both') return { key: look.kind === 'twins' ? 'look-different' : 'look-both', args: { name } };
  if (look.kind === 'twins' && group) return { key: 'look-code', args: { name } };
  const taken = look.sides[choice.take]!;
  if (taken.mark) {
    const minutes: Record<string, string> = taken.mark.late ? { minutes: String(taken.mark.late) } : {};
    return { key: `mark-${nameOfMark(taken.mark)}`, args: { name, ...minutes } };
  }
  return taken.text === null ? { key: 'look-removed', args: { name } } : { key: 'look-taken', args: { name, value: taken.text } };
}
