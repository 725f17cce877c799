// A workshop that is being typed: a group of one session. Which levels may be one, by their form first, and what
// cannot be yet. Pure but for the messages.
import type { CatalogueLevel, CatalogueProgramme, LevelRow, NewWorkshop, VenueRow } from '../../api';
import { hour } from '../../words/words.svelte';
import { ELSEWHERE, NOWHERE } from './draft.svelte';
import { readHour, readHours } from '../../parts/hours';

export type WorkshopFields = { level: string; title: string; date: string; start: string; end: string; place: string; room: string; capacity: number; audience: string };
const MOST_SEATS = 500;

export function fieldsOf(today: string): WorkshopFields {
  return { level: '', title: '', date: today, start: '14:00', end: '16:00', place: NOWHERE, room: '', capacity: 10, audience: 'learners' };
}

/** Levels by their programme, those that are proposed; what no programme names stands alone, last. */
export function grouped(levels: LevelRow[], programmes: CatalogueProgramme[]): { title: string; levels: LevelRow[] }[] {
  const named = new Set(programmes.flatMap((row) => row.levels.map((one) => one.id)));
  const of = (programme: CatalogueProgramme) => levels.filter((row) => programme.levels.some((one) => one.id === row.id));
  const rest = levels.filter((row) => !named.has(row.id));
  return [...programmes.map((row) => ({ title: row.title, levels: of(row) })), { title: '', levels: rest }].filter((group) => group.levels.length > 0);
}

export function levelOf(programmes: CatalogueProgramme[], id: string): CatalogueLevel | undefined {
  return programmes.flatMap((row) => row.levels).find((one) => one.id === id);
}

/** Those whose form it is, then the others, each by programme. */
export function choices(levels: LevelRow[], programmes: CatalogueProgramme[]): { first: LevelRow[]; others: { title: string; levels: LevelRow[] }[] } {
  const isWorkshop = (row: LevelRow) => levelOf(programmes, row.id)?.form === 'workshop';
  return { first: levels.filter(isWorkshop), others: grouped(levels.filter((row) => !isWorkshop(row)), programmes) };
}

/** What a level is usually: its title is the workshop's unless another is typed; its hours, its audience. */
export function withLevel(fields: WorkshopFields, level: CatalogueLevel): WorkshopFields {
  const from = readHour(fields.start);
  const each = Math.round(level.minutes / Math.max(1, level.sessions));
  const end = from !== null && each > 0 && from + each < 24 * 60 ? hour(from + each) : fields.end;
  return { ...fields, level: level.id, end, audience: level.audience };
}

/** The key of what cannot be, in the order of the form. */
export function wrong(fields: WorkshopFields, today: string): string | null {
  if (fields.level === '') return 'plan-why-level';
  if (fields.date < today) return 'workshop-why-day';
  if (readHours(fields.start, fields.end) === null) return 'cohort-hours-wrong';
  const seats = fields.capacity;
  return Number.isInteger(seats) && seats >= 1 && seats <= MOST_SEATS ? null : 'plan-why-seats';
}

/** Nothing while the hours make no sense. */
export function workshopInput(fields: WorkshopFields): NewWorkshop | null {
  const hours = readHours(fields.start, fields.end);
  if (hours === null) return null;
  const { level, title, date, place, room, capacity, audience } = fields;
  return { level, title: title.trim(), date, ...hours, venue: place === NOWHERE || place === ELSEWHERE ? null : place, room: place === ELSEWHERE ? room.trim() || null : null, capacity, audience };
}

/** As many seats as are usual, and no more than there are. */
export function seatsIn(venues: VenueRow[], place: string): number {
  return Math.min(10, venues.find((venue) => venue.id === place)?.capacity ?? 10);
}
