// Planning in the in-memory centre: places, the sessions of every group, and what a new group or a move
// would give. It knows the weekdays, the public holidays of 2027, one closed room and rooms that are
// taken: enough for the screens, not the rules of the core. All names are invented.
import { isoDay } from '../words/clock';
import type { CalendarSession, CalendarView, Clash, ClosureInput, ClosureRow, CohortRow, DayOff, DaysOff, LevelRow, MoveInput, MoveScope, NewCohort, NewWorkshop, PlanChange, PlanFix, PlannedDay, PlanPreview, PlanReason, TwiceView, VenueInput, VenueRow } from './bindings';
import { refuse } from './fake-refuse';

const HOLIDAYS: Record<string, string> = {
  '2027-01-01': 'new_year', '2027-03-29': 'easter_monday', '2027-05-01': 'labour_day', '2027-05-06': 'ascension', '2027-05-08': 'victory_day', '2027-05-17': 'whit_monday',
  '2027-07-14': 'national_day', '2027-08-15': 'assumption', '2027-11-01': 'all_saints', '2027-11-11': 'armistice_day', '2027-12-25': 'christmas',
};
/** The room is closed on that day: what falls on it goes to the next one. */
const CLOSED = { venue: 'venue-b', date: '2027-05-27', name: 'Travaux' };

const venue = (id: string, name: string, more: Partial<VenueRow> = {}): VenueRow => ({ id, name, address: null, capacity: null, computers: null, wifi: null, is_step_free: null, partner: null, value_cents: null, access: null, is_archived: false, convention: null, contact: null, contact_name: null, ...more });
const VENUES: VenueRow[] = [
  venue('venue-a', 'Salle A', { address: '12 rue des Glacières, Bègles', capacity: 14, computers: 12, wifi: 'ok', is_step_free: true }),
  venue('venue-b', 'Salle B', { address: '12 rue des Glacières, Bègles', capacity: 12, computers: 10, wifi: 'ok', is_step_free: true }),
  venue('venue-m', 'Médiathèque', { address: '4 place du Marché, Talence', capacity: 8, computers: 8, wifi: 'poor', is_step_free: false, partner: 'Ville de Talence', value_cents: 2500, access: 'Demander la clé à l’accueil, avant 18 h.', convention: { first: '2026-09-01', last: '2027-05-31', reference: 'C-2026-14' }, contact: 'contact-1', contact_name: 'Samir Lagarde' }),
  venue('venue-z', 'Ancienne salle', { capacity: 6, is_archived: true }),
];

const TERRITORIES = ['metropole', 'alsace_moselle', 'guadeloupe', 'martinique', 'guyane', 'reunion', 'mayotte', 'saint_pierre_et_miquelon', 'saint_martin', 'saint_barthelemy', 'wallis_et_futuna', 'polynesie', 'nouvelle_caledonie'];
type Rule = { first: string; weekdays: number[]; start: number; end: number; venue: string; target: number };
const RULES: Record<string, Rule> = {
  'cohort-1': { first: '2027-03-30', weekdays: [2, 4], start: 840, end: 960, venue: 'venue-b', target: 4 },
  'cohort-2': { first: '2027-04-08', weekdays: [2, 4], start: 570, end: 690, venue: 'venue-a', target: 4 },
  'cohort-3': { first: '2027-04-20', weekdays: [2, 5], start: 1050, end: 1170, venue: 'venue-a', target: 3 },
};
const MODULES = ['Souris et clavier', 'Fenêtres et fichiers', 'Navigateur', 'Recherche', 'Mots de passe', 'Messagerie, première partie', 'Messagerie, deuxième partie', 'Démarches', 'CV et lettre', 'Bilan'];

export const addDays = (iso: string, n: number) => isoDay(new Date(`${iso}T12:00`).getTime() + n * 86_400_000);
const weekday = (iso: string) => ((new Date(`${iso}T12:00`).getDay() + 6) % 7) + 1;
const hourOf = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** More groups, so that each part of the list has some: those over and those to come. */
export function moreCohorts(): CohortRow[] {
  const row = (id: string, code: string, title: string, first: string, last: string, held: number, learners: number): CohortRow => ({ id, code, title, level: code, room: 'Salle B', first, last, held, sessions: 10, learners, capacity: 10, volunteers: 4, next: null, form: 'course', audience: 'learners' });
  return [
    row('cohort-4', 'PASS-A', 'Passeport', '2027-05-03', '2027-06-04', 0, 8),
    row('cohort-5', 'DIG-1', 'Initiation', '2027-01-12', '2027-02-11', 10, 10),
    row('cohort-6', 'DIG-2', 'Intermédiaire', '2027-01-14', '2027-02-16', 10, 10),
  ];
}

export class FakePlanning {
  venues: VenueRow[];
  sessions: CalendarSession[];
  territory = 'metropole';
  closures: ClosureRow[] = [];

  constructor(groups: CohortRow[], private readonly today: string, private readonly heard: number | null) {
    this.venues = groups.length > 0 ? VENUES : [];
    if (groups.length > 0) this.closures = [{ id: 'closure-1', first: CLOSED.date, last: CLOSED.date, title: CLOSED.name, venue: CLOSED.venue, start: null, end: null }];
    this.sessions = [...groups.flatMap((group) => this.usual(group)), ...taken(groups.length > 0)];
  }

  private usual(group: CohortRow): CalendarSession[] {
    const rule = RULES[group.id] ?? { first: group.first ?? this.today, weekdays: [1, 3], start: 1020, end: 1140, venue: 'venue-b', target: 4 };
    const found: CalendarSession[] = [];
    for (let date = rule.first; found.length < group.sessions; date = addDays(date, 1)) {
      if (!rule.weekdays.includes(weekday(date)) || HOLIDAYS[date]) continue;
      const number = found.length + 1;
      const state = date < this.today ? (number === 1 ? 'sealed' : 'closed') : date === this.today ? 'open' : 'planned';
      found.push({ ...this.session(group, date, rule.start, rule.end, number), of: group.sessions, venue: rule.venue, room: this.nameOf(rule.venue), volunteers: number % 3 === 0 ? rule.target - 1 : rule.target, target: rule.target, state });
    }
    return found;
  }

  private session(group: CohortRow, date: string, start: number, end: number, number: number): CalendarSession {
    return { id: `${group.id}-session-${number}`, date, start, end, cohort: group.id, code: group.code, title: group.title, number, of: group.sessions, venue: null, room: group.room, module: MODULES[number - 1] ?? null, volunteers: 0, target: 4, learners: group.learners, state: 'planned', moved_to: null, reason: null };
  }

  private nameOf(id: string | null): string | null {
    return this.venues.find((v) => v.id === id)?.name ?? null;
  }

  preview(cohort: NewCohort, level: LevelRow | undefined): PlanPreview {
    if (!level) return refuse('level.unknown');
    const days = this.days(cohort);
    const all: Clash[] = [];
    const place = this.venues.find((v) => v.id === cohort.venue);
    const first = days.find((day) => day.number !== null);
    if (place?.capacity && cohort.capacity > place.capacity && first) {
      const larger = this.venues.find((v) => !v.is_archived && (v.capacity ?? 0) >= cohort.capacity);
      all.push({ ...first, is_block: false, problem: { code: 'plan.over_capacity', args: { seats: String(cohort.capacity), places: String(place.capacity) } }, session: null, by: null, from: null, about: [], fixes: larger ? [take(larger)] : [] });
    }
    return this.told(days, level.minutes, all, null);
  }

  private told(days: PlannedDay[], planned_minutes: number, all: Clash[], cohort: string | null, moved: string[] = []): PlanPreview {
    const own = days.map((day) => day.date);
    const clashes = [...all, ...days.flatMap((day, i) => this.clash(day, cohort, moved.slice(i, i + 1), own))];
    const held = days.filter((day) => day.number !== null);
    return {
      days: days.map((day) => ({ ...day, is_clash: clashes.some((c) => c.from !== null && c.date === day.date && c.start === day.start) })),
      sessions: held.length,
      minutes: held.reduce((sum, day) => sum + day.end - day.start, 0),
      planned_minutes,
      last: held.at(-1)?.date ?? null,
      clashes: clashes.slice(0, 50),
      more_clashes: Math.max(0, clashes.length - 50),
      heard_ms: this.heard,
    };
  }

  private days(c: NewCohort): PlannedDay[] {
    const weekdays = c.weekdays.length ? c.weekdays : [weekday(c.first)];
    const found: PlannedDay[] = [];
    let count = 0;
    const more = (date: string) => (c.sessions === null ? date <= (c.last ?? c.first) : count < c.sessions);
    for (let date = c.first, i = 0; more(date) && count < 200 && i < 1500; date = addDays(date, 1), i += 1) {
      if (!weekdays.includes(weekday(date))) continue;
      const day = this.day(c, date, c.changes.find((change) => change.from === date));
      if (day.fate !== 'skipped') count += 1;
      found.push({ ...day, number: day.fate === 'skipped' ? null : 0 });
    }
    found.sort((a, b) => a.date.localeCompare(b.date) || a.start - b.start);
    let number = 0;
    return found.map((day) => (day.number === null ? day : { ...day, number: (number += 1), module: MODULES[number - 1] ?? null }));
  }

  private day(c: NewCohort, from: string, change: PlanChange | undefined): PlannedDay {
    const base: PlannedDay = { number: null, date: from, start: c.start, end: c.end, fate: 'kept', from, reason: null, module: null, venue: c.venue, is_clash: false };
    const why = (code: string, name: string | null): PlanReason => ({ code, name });
    if (change && change.date === null) return { ...base, fate: 'skipped', reason: why('by_hand', null) };
    if (change) return { ...base, fate: 'changed', date: change.date!, start: change.start ?? c.start, end: change.end ?? c.end, venue: change.venue ?? c.venue };
    if (c.holidays && HOLIDAYS[from]) return { ...base, fate: 'skipped', reason: why('holiday', HOLIDAYS[from]!) };
    if (c.venue === CLOSED.venue && from === CLOSED.date) return { ...base, fate: 'moved', date: addDays(from, 1), reason: why('venue_closed', CLOSED.name) };
    return base;
  }

  private at(date: string, start: number, end: number, place: string | null, cohort: string | null): CalendarSession | undefined {
    if (place === null) return undefined;
    return this.sessions.find((s) => s.venue === place && s.cohort !== cohort && !['moved', 'cancelled'].includes(s.state) && s.date === date && s.start < end && start < s.end);
  }

  /** `about` is the session that goes there, `own` the days of all that are planned together. */
  private clash(day: PlannedDay, cohort: string | null, about: string[], own: string[]): Clash[] {
    const other = day.number === null ? undefined : this.at(day.date, day.start, day.end, day.venue, cohort);
    const off = about.length > 0 ? HOLIDAYS[day.date] : undefined;
    if (!other && !off) return [];
    const next = [1, 2, 3].map((n) => addDays(day.date, n)).find((date) => weekday(date) < 6 && !HOLIDAYS[date] && !own.includes(date) && !this.at(date, day.start, day.end, day.venue, cohort));
    const another: PlanFix[] = next ? [{ kind: 'day', date: next, start: day.start, end: day.end }] : [];
    const clash = { date: day.date, start: day.start, end: day.end, from: day.from, about };
    if (!other) return [{ ...clash, is_block: false, problem: { code: 'plan.holiday', args: { name: off! } }, session: null, by: null, fixes: another }];
    const free = this.venues.find((v) => !v.is_archived && !this.at(day.date, day.start, day.end, v.id, cohort));
    const fixes = [...(free ? [take(free)] : []), ...another];
    const args = { venue: this.nameOf(day.venue) ?? '', code: other.code, from: hourOf(other.start), to: hourOf(other.end) };
    return [{ ...clash, is_block: true, problem: { code: 'plan.room_taken', args }, session: other.id, by: 'Farid Benali', fixes }];
  }

  /** Makes the sessions, and says when the last one is. */
  add(cohort: NewCohort, row: CohortRow): CohortRow {
    const days = this.days(cohort).filter((day) => day.number !== null);
    const whole = { ...row, first: days[0]?.date ?? cohort.first, last: days.at(-1)?.date ?? cohort.first, sessions: days.length, room: this.nameOf(cohort.venue) ?? cohort.room };
    const made = days.map((day) => ({ ...this.session(whole, day.date, day.start, day.end, day.number!), venue: day.venue, room: this.nameOf(day.venue) ?? cohort.room }));
    this.sessions = [...this.sessions, ...made];
    return whole;
  }

  /** A group of one session. */
  addWorkshop(w: NewWorkshop, level: LevelRow, id: string): CohortRow {
    const room = this.nameOf(w.venue) ?? w.room;
    const other = this.at(w.date, w.start, w.end, w.venue, null);
    if (other) refuse('plan.clash', { date: w.date });
    const row: CohortRow = { id, code: level.code, title: w.title || level.title, level: level.code, room, first: w.date, last: w.date, held: 0, sessions: 1, learners: 0, capacity: w.capacity, volunteers: 4, next: `${id}-session-1`, form: 'workshop', audience: w.audience };
    this.sessions = [...this.sessions, { ...this.session(row, w.date, w.start, w.end, 1), venue: w.venue, module: null }];
    return row;
  }

  previewWorkshop(w: NewWorkshop, level: LevelRow): PlanPreview {
    const minutes = w.end - w.start;
    const row = { code: level.code, capacity: w.capacity } as CohortRow;
    const day: PlannedDay = { ...this.session(row, w.date, w.start, w.end, 1), from: w.date, number: 1, fate: 'kept', reason: null, module: null, venue: w.venue, is_clash: false };
    return { ...this.told([day], minutes, [], null), days: [] };
  }

  calendar(first: string, last: string): CalendarView {
    const off: DayOff[] = Object.entries(HOLIDAYS).map(([date, name]) => ({ date, code: 'holiday', name }));
    const within = <T extends { date: string }>(rows: T[]) => rows.filter((row) => row.date >= first && row.date <= last);
    return { sessions: within(this.sessions).sort(inTime), off: within(off), heard_ms: this.heard };
  }
  ofCohort(cohort: string): CalendarView {
    return { sessions: this.sessions.filter((s) => s.cohort === cohort).sort(inTime), off: [], heard_ms: this.heard };
  }

  /** Two groups in one room at one time, as two people who could not hear each other leave it. */
  twice(): TwiceView {
    const on = this.sessions.filter((s) => s.date >= this.today && s.state === 'planned').sort(inTime);
    const side = (s: CalendarSession, by: string, device: string) => ({ session: s.id, code: s.code, date: s.date, start: s.start, end: s.end, by, device, planned_ms: new Date(`${this.today}T09:02`).getTime() });
    const twice = on.flatMap((one, i) =>
      on.slice(i + 1).filter((s) => s.date === one.date && s.venue !== null && s.venue === one.venue && s.start < one.end && one.start < s.end)
        .map((other) => ({ what: 'room' as const, name: one.room ?? '', date: one.date, sides: [side(one, 'Inès Robin', 'PC-1F2A'), side(other, 'Paul Garnier', 'PC-77B0')] })),
    );
    return { twice, more: 0, heard_ms: this.heard };
  }

  /** Nothing of the sort happens in this centre: it has one computer. */
  settleMoved(): TwiceView {
    return refuse('session.unknown');
  }

  private planned(session: string): CalendarSession {
    const found = this.sessions.find((s) => s.id === session);
    if (!found || found.state !== 'planned') return refuse('session.not_on');
    return found;
  }
  /** Those that a move is about, each with where it would go. */
  private moves(session: string, to: MoveInput): { of: CalendarSession; day: PlannedDay }[] {
    const one = this.planned(session);
    const shift = Math.round((Date.parse(to.date) - Date.parse(one.date)) / 86_400_000);
    const about = this.ofCohort(one.cohort).sessions.filter((s) => s.state === 'planned' && (to.scope === 'all' || (to.scope === 'one' ? s.id === session : s.number >= one.number)));
    return about.map((of) => {
      const own = to.apart?.find((one) => one.session === of.id);
      const date = own?.date ?? addDays(of.date, shift);
      const [start, end] = [own?.start ?? to.start ?? of.start, own?.end ?? to.end ?? of.end];
      return { of, day: { number: of.number, date, start, end, fate: date === of.date ? 'changed' : 'moved', from: of.date, reason: null, module: of.module, venue: own?.venue ?? to.venue ?? of.venue, is_clash: false } };
    });
  }
  previewMove(session: string, to: MoveInput): PlanPreview {
    const moves = this.moves(session, to);
    const days = moves.map((move) => move.day);
    const minutes = days.reduce((sum, day) => sum + day.end - day.start, 0);
    return this.told(days, minutes, [], this.planned(session).cohort, moves.map((move) => move.of.id));
  }
  move(session: string, to: MoveInput): CalendarView {
    if (!to.reason.trim()) refuse('plan.no_reason');
    const { cohort } = this.planned(session);
    for (const { of, day } of this.moves(session, to)) {
      const moved: CalendarSession = { ...of, id: `${of.id}-moved`, state: 'moved', moved_to: day.date, reason: to.reason };
      this.sessions = this.sessions.flatMap((s) => (s.id === of.id ? [moved, { ...s, date: day.date, start: day.start, end: day.end, venue: day.venue, room: this.nameOf(day.venue) ?? s.room }] : [s]));
    }
    return this.ofCohort(cohort);
  }
  cancel(session: string, scope: MoveScope, reason: string): CalendarView {
    if (!reason.trim()) refuse('plan.no_reason');
    const one = this.planned(session);
    const begins = (s: CalendarSession) => `${s.date} ${String(s.start).padStart(4, '0')}`;
    const goes = (s: CalendarSession) => s.id === session || (scope !== 'one' && s.cohort === one.cohort && s.state === 'planned' && s.date >= this.today && (scope === 'all' || begins(s) >= begins(one)));
    this.sessions = this.sessions.map((s) => (goes(s) ? { ...s, state: 'cancelled' as const, reason } : s));
    return this.ofCohort(one.cohort);
  }

  save(input: VenueInput): VenueRow[] {
    if (!input.name.trim()) refuse('venue.name');
    const { id } = input;
    if (id === null) this.venues = [...this.venues, { ...input, id: `venue-${this.venues.length + 1}`, contact_name: null }];
    else this.venues = this.venues.map((v) => (v.id === id ? { ...input, id, contact_name: input.contact === v.contact ? v.contact_name : null } : v));
    return this.list();
  }
  daysOff(): DaysOff {
    return { closures: [...this.closures].sort((a, b) => a.first.localeCompare(b.first)), territory: this.territory, territories: TERRITORIES };
  }
  saveClosure(input: ClosureInput): DaysOff {
    if (input.last < input.first) refuse('closure.days', { max: '400' });
    const { id } = input;
    if (id === null) this.closures = [...this.closures, { ...input, id: `closure-${this.closures.length + 1}` }];
    else this.closures = this.closures.map((one) => (one.id === id ? { ...input, id } : one));
    return this.daysOff();
  }
  removeClosure(id: string): DaysOff {
    if (!this.closures.some((one) => one.id === id)) refuse('closure.unknown');
    this.closures = this.closures.filter((one) => one.id !== id);
    return this.daysOff();
  }
  setTerritory(territory: string): DaysOff {
    this.territory = territory;
    return this.daysOff();
  }
  list(): VenueRow[] {
    return [...this.venues].sort((a, b) => Number(a.is_archived) - Number(b.is_archived));
  }
}

const inTime = (a: CalendarSession, b: CalendarSession) => a.date.localeCompare(b.date) || a.start - b.start;
const take = (v: VenueRow): PlanFix => ({ kind: 'venue', venue: v.id, name: v.name });

/** What another group, planned on another computer, has in Salle B on a Monday of May. */
function taken(some: boolean): CalendarSession[] {
  if (!some) return [];
  return [{ id: 'session-dig-3', date: '2027-05-10', start: 540, end: 720, cohort: 'cohort-other', code: 'DIG-3', title: 'Autonomie', number: 3, of: 10, venue: 'venue-b', room: 'Salle B', module: null, volunteers: 4, target: 4, learners: 8, state: 'planned', moved_to: null, reason: null }];
}
