// A new group that is being thought out: what was chosen so far, what the rest begins with, and why it
// cannot be asked for yet. It writes nothing and asks nothing.
import type { Clash, LevelRow, NewCohort, PlanChange, PlanFix, VenueRow } from '../../api';
import { hour } from '../../words/dates';
import { withFix } from './changes';
import { readHour, readHours } from '../../parts/hours';
import { usualFirst, usualWeekdays } from './plan';

/** No place yet, one that has no record, or a place's id. */
export const NOWHERE = '';
export const ELSEWHERE = 'elsewhere';
const MOST_SESSIONS = 200;
const MOST_SEATS = 500;

type Touched = 'weekdays' | 'end' | 'seats' | 'place';

export class Draft {
  level = $state('');
  code = $state('');
  first = $state('');
  weekdays = $state.raw<number[]>([]);
  start = $state('14:00');
  end = $state('16:00');
  holidays = $state(true);
  place = $state(NOWHERE);
  room = $state('');
  until = $state<'count' | 'day'>('count');
  sessions = $state(10);
  last = $state('');
  capacity = $state(10);
  /** For whom the level is taught. */
  audience = $state('learners');
  changes = $state.raw<PlanChange[]>([]);
  /** What was chosen by hand is not chosen again for somebody. */
  private readonly touched = new Set<Touched>();
  /** Minutes of one session, as last known. */
  private length = 120;

  constructor(today: string) {
    this.first = usualFirst(today);
    this.weekdays = usualWeekdays(this.first);
  }

  readonly hours = $derived(readHours(this.start, this.end));

  /** The key of what is missing or cannot be, in the order of the form. */
  readonly wrong = $derived.by(() => {
    if (this.level === '') return 'plan-why-level';
    if (this.hours === null) return 'cohort-hours-wrong';
    if (this.until === 'count' && !within(this.sessions, MOST_SESSIONS)) return 'cohort-none-planned';
    if (this.until === 'day' && this.last < this.first) return 'plan-why-last';
    if (!within(this.capacity, MOST_SEATS)) return 'plan-why-seats';
    return null;
  });

  /** What the core is asked; nothing while something is missing. */
  readonly asked = $derived.by((): NewCohort | null => {
    if (this.wrong !== null || this.hours === null) return null;
    const counted = this.until === 'count';
    return {
      level: this.level,
      code: this.code.trim(),
      venue: this.place === NOWHERE || this.place === ELSEWHERE ? null : this.place,
      room: this.place === ELSEWHERE ? this.room.trim() || null : null,
      capacity: this.capacity,
      first: this.first,
      weekdays: [...this.weekdays].sort(),
      ...this.hours,
      sessions: counted ? this.sessions : null,
      last: counted ? null : this.last,
      holidays: this.holidays,
      changes: this.changes,
      audience: this.audience,
    };
  });

  chooseLevel(level: LevelRow, audience = 'learners'): void {
    this.level = level.id;
    this.audience = audience;
    if (level.sessions > 0) this.sessions = level.sessions;
    const each = level.sessions > 0 ? Math.round(level.minutes / level.sessions) : 0;
    if (each === 0 || this.touched.has('end')) return;
    this.length = each;
    this.chooseStart(this.start);
  }
  chooseFirst(iso: string): void {
    this.first = iso;
    if (!this.touched.has('weekdays')) this.weekdays = usualWeekdays(iso);
    if (this.last !== '' && this.last < iso) this.last = iso;
  }
  chooseWeekdays(weekdays: number[]): void {
    this.touched.add('weekdays');
    this.weekdays = weekdays;
  }
  /** The end follows the start, for as long as before. */
  chooseStart(typed: string): void {
    this.start = typed;
    const from = readHour(typed);
    if (from !== null && from + this.length < 24 * 60) this.end = hour(from + this.length);
  }
  chooseEnd(typed: string): void {
    this.touched.add('end');
    this.end = typed;
    if (this.hours) this.length = this.hours.end - this.hours.start;
  }
  chooseSeats(seats: number): void {
    this.touched.add('seats');
    this.capacity = seats;
  }
  choosePlace(place: string, venues: VenueRow[]): void {
    this.touched.add('place');
    this.place = place;
    const seats = venues.find((venue) => venue.id === place)?.capacity;
    if (seats && !this.touched.has('seats')) this.capacity = Math.min(10, seats);
  }
  /** Where there is only one place, it is that one. */
  knowPlaces(venues: VenueRow[]): void {
    const open = venues.filter((venue) => !venue.is_archived);
    if (open.length !== 1 || this.touched.has('place')) return;
    this.choosePlace(open[0]!.id, venues);
  }
  /** Until a day, from the last day of what was shown. */
  endOn(day: string | null): void {
    this.until = 'day';
    if (this.last === '' || this.last < this.first) this.last = day ?? this.first;
  }
  endAfter(sessions: number | null): void {
    this.until = 'count';
    if (sessions) this.sessions = sessions;
  }

  /** A fix that is about every session changes the group itself. */
  take(clash: Clash, fix: PlanFix, venues: VenueRow[]): void {
    if (clash.from !== null) this.changes = withFix(this.changes, clash, fix);
    else if (fix.kind === 'venue') this.choosePlace(fix.venue, venues);
    else {
      this.chooseFirst(fix.date);
      this.start = hour(fix.start);
      this.end = hour(fix.end);
    }
  }
}

const within = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most;

let kept: { draft: Draft; whose: unknown } | null = null;

/** The one that was begun by the same person and neither made nor given up: going to look at something
 *  else does not lose it. */
export function draftOf(whose: unknown, today: string): Draft {
  if (!kept || kept.whose !== whose) kept = { draft: new Draft(today), whose };
  return kept.draft;
}
export function forgetDraft(): void {
  kept = null;
}
