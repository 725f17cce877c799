// A volunteer's file in the form and as it is kept: what is left empty is not known. Also who is meant by
// what is typed. Pure but for the messages.
import type { VolunteerDetail, VolunteerFileRow, VolunteerInput, WeekTime } from '../../api';
import { isEmail } from '../../parts/contact';
import { readHours } from '../../parts/hours';
import { fold } from '../../words/fold';
import { hour, t, weekdayName } from '../../words/words.svelte';

export const STATES = ['candidate', 'active', 'paused', 'left'] as const;
/** As many as the records take. */
export const SKILLS_MAX = 20;
export const TIMES_MAX = 21;

export type TimeFields = { weekday: number; from: string; to: string };
export type FileFields = Omit<VolunteerInput, 'id' | 'availability' | 'charter'> & { times: TimeFields[]; signed: boolean; charter: string };

export function fileFields({ row, availability, phones, email, note, charter }: VolunteerDetail, today: string): FileFields {
  return {
    state: row.state,
    company: row.company ?? '',
    skills: row.skills,
    languages: row.languages,
    levels: row.levels,
    times: availability.map(({ weekday, start, end }) => ({ weekday, from: hour(start), to: hour(end) })),
    phones,
    email,
    note,
    signed: charter !== null,
    charter: charter ?? today,
  };
}

export function readTimes(times: TimeFields[]): WeekTime[] | null {
  const found: WeekTime[] = [];
  for (const { weekday, from, to } of times) {
    const hours = readHours(from, to);
    if (hours === null) return null;
    found.push({ weekday, ...hours });
  }
  return found.sort((a, b) => a.weekday - b.weekday || a.start - b.start);
}

/** The field that cannot be kept as it is. */
export function wrongField(fields: FileFields): 'email' | 'time' | null {
  if (!isEmail(fields.email)) return 'email';
  return readTimes(fields.times) === null ? 'time' : null;
}

export function fileInput(id: string, fields: FileFields): VolunteerInput {
  const { state, skills, languages, levels, phones, times, signed, charter } = fields;
  return { id, state, company: fields.company.trim(), skills, languages, levels, availability: readTimes(times) ?? [], phones, email: fields.email.trim(), note: fields.note.trim(), charter: signed ? charter : null };
}

export function timeText({ weekday, from, to }: TimeFields): string {
  return t('volunteer-time', { day: weekdayName(weekday, 'long'), from, to });
}

/** Once more than before, without what is there already; nothing when it would be the same. */
export function added(values: string[], typed: string, max: number): string[] | null {
  const value = typed.trim().replace(/\s+/g, ' ');
  if (value === '' || values.length >= max || values.some((one) => fold(one) === fold(value))) return null;
  return [...values, value];
}

/** Every word of what is typed begins, or is in, something that is known of them. */
export function matching(rows: VolunteerFileRow[], typed: string): VolunteerFileRow[] {
  const words = fold(typed).split(' ').filter(Boolean);
  return rows.filter((row) => {
    const text = fold([row.name, row.company ?? '', ...row.skills].join(' '));
    return words.every((word) => text.includes(word));
  });
}
