// Volunteers in the in-memory centre: eight people of two companies, what they answered for the sessions
// of every group, their hours. Enough for the screens, not the rules of the core. All names are invented.
import type { AbsenceInput, AssignInput, CalendarSession, FindQuery, Found, HoursOfPerson, HoursView, Label, Letter, RotaCell, RotaQuery, RotaSession, RotaState, RotaView, VolunteerDetail, VolunteerFileRow, VolunteerInput, VolunteersView, WeekTime } from './bindings';
import { addDays, type FakePlanning } from './fake-planning';
import { refuse } from './fake-refuse';

type Turn = { part: string; answer: string };
type Away = { id: string; first: string; last: string };
type File = Omit<VolunteerInput, 'company'> & { name: string; company: string; absences: Away[] };
export type VolunteersState = { turns: Map<string, Turn>; marks: Map<string, boolean>; files: File[]; cents: number | null };

const SETUP = 30;
const NUMERIA = 'Atelier Numéria';
const GARONNE = 'Garonne Services';
const weekdayOf = (iso: string) => ((new Date(`${iso}T12:00`).getDay() + 6) % 7) + 1;
const at = (weekday: number, from: number, to: number): WeekTime => ({ weekday, start: from * 60, end: to * 60 });
const file = (n: number, name: string, more: Partial<File> = {}): File => ({ id: `volunteer-${n}`, name, state: 'active', company: '', skills: [], languages: ['fr'], levels: [], availability: [], phones: [], email: '', note: '', charter: '2026-09-14', absences: [], ...more });
const FILES: File[] = [
  file(1, 'Claire Fabre', { company: NUMERIA, skills: ['Tableur', 'Pédagogie'], languages: ['fr', 'en'], levels: ['level-dig-1', 'level-dig-2'], availability: [at(2, 13, 18), at(4, 13, 18)], phones: ['06 12 34 56 78'], email: 'claire.fabre@numeria.example' }),
  file(2, 'Youssef Benali', { company: NUMERIA, skills: ['Messagerie'], languages: ['fr', 'ar'], levels: ['level-dig-1'], phones: ['06 98 76 54 32'], email: 'youssef.benali@numeria.example' }),
  file(3, 'Ana Pereira', { skills: ['Accueil', 'CV'], languages: ['fr', 'pt', 'es'], levels: ['level-dig-1', 'level-dig-2'], email: 'ana.pereira@courrier.example', absences: [{ id: 'absence-1', first: '2027-04-26', last: '2027-04-30' }] }),
  file(4, 'Marc Lefort', { company: GARONNE, skills: ['Réseau', 'Dépannage'], levels: ['level-dig-1'], phones: ['05 56 00 11 22'] }),
  file(5, 'Leïla Mansouri', { company: GARONNE, skills: ['Interprétariat'], languages: ['fr', 'ar', 'fa'], levels: ['level-dig-2'], email: 'leila.mansouri@garonne.example' }),
  file(6, 'Thomas Rivière', { company: NUMERIA, skills: ['HTML', 'CSS', 'JavaScript'], languages: ['fr', 'en'], levels: ['level-cod-1'], availability: [at(2, 17, 21), at(5, 17, 21)], email: 'thomas.riviere@numeria.example' }),
  file(7, 'سمير قاسم', { skills: ['JavaScript'], languages: ['ar', 'fr'], levels: ['level-cod-1', 'level-dig-2'] }),
  file(8, 'Nathalie Okafor-Delacroix', { state: 'paused', company: GARONNE, languages: ['fr', 'en'], levels: ['level-dig-2'], charter: null, note: 'Reprend en septembre' }),
];
/** Who is usually at a group's sessions; the first leads. */
const USUAL: Record<string, number[]> = { 'cohort-1': [1, 2, 3, 4], 'cohort-2': [5, 2, 3, 8], 'cohort-3': [6, 7, 4], 'cohort-5': [1, 2, 3, 4], 'cohort-6': [5, 3, 4, 8] };
const LEVEL_OF: Record<string, string> = { 'DIG-1': 'level-dig-1', 'DIG-2': 'level-dig-2', 'COD-1': 'level-cod-1' };
const key = (session: string, person: string) => `${session} ${person}`;

export class FakeVolunteers {
  state: VolunteersState;
  isPrivateHere = true;

  constructor(private readonly planning: FakePlanning, private readonly today: string, nobody: boolean) {
    this.state = { turns: new Map(), marks: new Map(), files: nobody ? [] : FILES, cents: nobody ? null : 1500 };
    if (!nobody) for (const session of planning.sessions) this.begin(session);
  }

  /** Answers of every kind; those of the past with a mark. */
  private begin(session: CalendarSession): void {
    const n = session.number;
    for (const [i, person] of (USUAL[session.cohort] ?? []).entries()) {
      const id = `volunteer-${person}`;
      if (person === 8 && session.date >= this.today) continue;
      if (session.cohort === 'cohort-3' && person === 6 && n === 3) continue;
      const late = session.date > addDays(this.today, 20);
      const answer = late ? (i === 0 ? 'confirmed' : i === 1 ? 'asked' : '') : (n + i) % 7 === 5 ? 'asked' : (n * 2 + i) % 9 === 7 ? 'declined' : 'confirmed';
      if (!answer) continue;
      const past = session.date < this.today;
      this.state.turns.set(key(session.id, id), { part: i === 0 ? 'lead' : person === 5 || person === 7 ? 'interpreter' : (n + i) % 11 === 4 ? 'observer' : 'assistant', answer: past && answer === 'asked' ? 'confirmed' : answer });
      if (past && answer !== 'declined') this.state.marks.set(key(session.id, id), !(person === 4 && n % 4 === 0));
    }
  }

  private on(session: CalendarSession): boolean {
    return !['moved', 'cancelled'].includes(session.state);
  }
  private inRange(first: string, last: string, cohort: string | null = null): CalendarSession[] {
    return this.planning.sessions
      .filter((s) => this.on(s) && s.date >= first && s.date <= last && (cohort === null || s.cohort === cohort))
      .sort((a, b) => a.date.localeCompare(b.date) || a.start - b.start);
  }

  private cell(session: CalendarSession, person: File): RotaCell {
    const id = key(session.id, person.id);
    const turn = this.state.turns.get(id);
    const mark = this.state.marks.get(id);
    if (mark !== undefined) return { state: mark ? 'present' : 'no_show', part: turn?.part ?? 'assistant', hindered: null };
    const without = this.without(session, person);
    const hindered = without === 'away' || without === 'elsewhere' ? without : null;
    if (turn) return { state: turn.answer as RotaState, part: turn.part, hindered: session.date < this.today ? null : hindered };
    return { state: without, part: null, hindered: null };
  }
  private without(session: CalendarSession, person: File): RotaState {
    if (person.absences.some(({ first, last }) => session.date >= first && session.date <= last)) return 'away';
    const other = this.planning.sessions.some((s) => s.id !== session.id && this.on(s) && s.date === session.date && s.start < session.end + 60 && session.start < s.end + 60 && this.state.turns.get(key(s.id, person.id))?.answer === 'confirmed');
    if (other || (person.id === 'volunteer-6' && session.cohort === 'cohort-2' && session.number % 3 === 2)) return 'elsewhere';
    const fits = person.availability.some((time) => time.weekday === weekdayOf(session.date) && time.start <= session.start && time.end >= session.end);
    return person.availability.length > 0 && !fits ? 'unavailable' : 'free';
  }

  rota(query: RotaQuery): RotaView {
    const sessions = this.inRange(query.first, query.last, query.cohort);
    const onOne = (person: File) => sessions.some((s) => this.state.turns.has(key(s.id, person.id)));
    const people = this.state.files.filter((p) => p.state !== 'left' || onOne(p)).sort((a, b) => Number(onOne(b)) - Number(onOne(a)) || a.name.localeCompare(b.name));
    return {
      query,
      sessions: sessions.map((s) => this.head(s)),
      people: people.map((p) => ({ id: p.id, name: p.name, company: p.company || null, minutes: this.row(p).minutes, cells: sessions.map((s) => this.cell(s, p)) })),
    };
  }
  private head(s: CalendarSession): RotaSession {
    const cells = this.state.files.map((p) => this.cell(s, p));
    const trains = ({ part }: RotaCell) => part === 'lead' || part === 'assistant';
    const count = (is: (c: RotaCell) => boolean, ...states: RotaState[]) => cells.filter((c) => states.includes(c.state) && is(c)).length;
    const can = (c: RotaCell) => trains(c) && c.hindered === null;
    const has_lead = cells.some((c) => c.part === 'lead' && c.hindered === null && ['confirmed', 'present'].includes(c.state));
    return { id: s.id, date: s.date, start: s.start, end: s.end, cohort: s.cohort, code: s.code, place: s.room, number: s.number, of: s.of, target: s.target, confirmed: count(can, 'confirmed', 'present'), asked: count(can, 'asked'), hindered: count((c) => trains(c) && c.hindered !== null, 'asked', 'confirmed'), beside: count((c) => !trains(c) && c.hindered === null, 'confirmed', 'present'), learners: s.learners, has_lead, is_past: s.date < this.today, is_over: this.isOver(s) };
  }

  /** It has been, and who was there is written. */
  private isOver(s: CalendarSession): boolean {
    return s.date < this.today && [...this.state.marks.keys()].some((id) => id.startsWith(`${s.id} `));
  }

  assign(input: AssignInput, query: RotaQuery): RotaView {
    const id = key(input.session, input.volunteer);
    const on = this.planning.sessions.find((s) => s.id === input.session) ?? refuse('session.unknown');
    if (this.isOver(on)) refuse('rota.over');
    if (this.state.marks.has(id)) refuse('presence.marked');
    const turns = new Map(this.state.turns);
    if (input.part === null) turns.delete(id);
    else {
      // Another lead makes an assistant of the one there was.
      if (input.part === 'lead') for (const [other, turn] of turns) if (other.startsWith(`${input.session} `) && turn.part === 'lead') turns.set(other, { ...turn, part: 'assistant' });
      turns.set(id, { part: input.part, answer: input.answer ?? 'asked' });
    }
    this.state = { ...this.state, turns };
    return this.rota(query);
  }

  find(session: string, query: FindQuery): Found[] {
    const on = this.planning.sessions.find((s) => s.id === session) ?? refuse('session.unknown');
    const has = (text: string) => text.toLowerCase().includes(query.text.trim().toLowerCase());
    return this.state.files
      .filter((p) => p.state === 'active' || p.state === 'candidate')
      .filter((p) => has([p.name, p.company, ...p.skills].join(' ')))
      .map((p): Found => ({ volunteer: this.row(p), state: this.cell(on, p).state, hindered: this.cell(on, p).hindered, fits: this.fits(on, p, query), lacks: this.lacks(p, query) }))
      .sort((a, b) => a.lacks.length - b.lacks.length || b.fits.length - a.fits.length || a.volunteer.minutes - b.volunteer.minutes);
  }
  private lacks(p: File, { language, level }: FindQuery): Label[] {
    const code = Object.keys(LEVEL_OF).find((one) => LEVEL_OF[one] === level) ?? '';
    return [
      ...(level && !p.levels.includes(level) ? [{ key: 'lack-level', args: { level: code } }] : []),
      ...(language && !p.languages.includes(language) ? [{ key: 'lack-language', args: { language } }] : []),
    ];
  }
  private fits(on: CalendarSession, p: File, { text, language }: FindQuery): Label[] {
    const knows = [...this.state.turns.keys()].some((id) => id.endsWith(` ${p.id}`) && id.startsWith(`${on.cohort}-`));
    const spoken = language !== null && p.languages.includes(language) ? language : null;
    const skill = text ? p.skills.find((one) => one.toLowerCase().includes(text.toLowerCase())) : undefined;
    return [
      ...(p.levels.includes(LEVEL_OF[on.code] ?? '') ? [{ key: 'fit-level', args: { level: on.code } }] : []),
      ...(spoken ? [{ key: 'fit-language', args: { language: spoken } }] : []),
      ...(skill ? [{ key: 'fit-skill', args: { skill } }] : []),
      ...(p.availability.length > 0 && this.without(on, p) === 'free' ? [{ key: 'fit-time', args: {} }] : []),
      ...(knows ? [{ key: 'fit-knows-group', args: { code: on.code, count: '2' } }] : []),
    ];
  }

  private row(p: File): VolunteerFileRow {
    const { id, name, state, skills, languages, levels } = p;
    const past = this.worked(addDays(this.today, -365), this.today, id);
    const coming = this.planning.sessions.filter((s) => this.on(s) && s.date >= this.today && this.state.turns.get(key(s.id, id))?.answer === 'confirmed').length;
    const away = p.absences.find(({ first, last }) => this.today >= first && this.today <= last);
    return { id, name, state, company: p.company || null, skills, languages, levels, minutes: past.minutes, sessions: past.sessions, coming, no_shows: past.missed, away_until: away?.last ?? null };
  }
  private worked(first: string, last: string, person: string) {
    const all = this.inRange(first, last);
    const there = all.filter((s) => this.state.marks.get(key(s.id, person)) === true);
    const minutes = (of: CalendarSession[]) => of.reduce((sum, s) => sum + s.end - s.start + SETUP, 0);
    return { sessions: there.length, minutes: minutes(there), unsigned: minutes(there.filter((s) => s.number % 5 === 3)), missed: all.filter((s) => this.state.marks.get(key(s.id, person)) === false).length };
  }

  list(): VolunteersView {
    const rows = this.state.files.map((p) => this.row(p)).sort((a, b) => Number(a.state === 'left') - Number(b.state === 'left') || a.name.localeCompare(b.name));
    const bare = (row: VolunteerFileRow): VolunteerFileRow => ({ ...row, state: 'active', company: null, skills: [], languages: [], levels: [], away_until: null });
    return { rows: this.isPrivateHere ? rows : rows.map(bare), is_private_here: this.isPrivateHere };
  }
  codeOf(session: string): string {
    return this.planning.sessions.find((s) => s.id === session)?.code ?? '';
  }
  private of(id: string): File {
    return this.state.files.find((p) => p.id === id) ?? refuse('volunteer.unknown');
  }
  detail(id: string): VolunteerDetail {
    const p = this.of(id);
    const touched = (a: Away) => this.inRange(a.first, a.last).filter((s) => ['asked', 'confirmed'].includes(this.state.turns.get(key(s.id, id))?.answer ?? '')).length;
    const { availability, phones, email, note, charter } = p;
    return { row: this.row(p), availability, phones, email, note, charter, absences: p.absences.map((a) => ({ ...a, sessions: touched(a) })) };
  }
  private put(id: string, change: Partial<File>): VolunteerDetail {
    this.of(id);
    this.state = { ...this.state, files: this.state.files.map((p) => (p.id === id ? { ...p, ...change } : p)) };
    return this.detail(id);
  }
  save(input: VolunteerInput): VolunteerDetail {
    return this.put(input.id, input);
  }
  saveAbsence({ id, volunteer, first, last }: AbsenceInput): VolunteerDetail {
    if (last < first) refuse('absence.days');
    const { absences } = this.of(volunteer);
    const next = { id: id ?? `absence-${Date.now()}-${absences.length}`, first, last };
    return this.put(volunteer, { absences: [...absences.filter((a) => a.id !== id), next].sort((a, b) => a.first.localeCompare(b.first)) });
  }
  removeAbsence(volunteer: string, id: string): VolunteerDetail {
    return this.put(volunteer, { absences: this.of(volunteer).absences.filter((a) => a.id !== id) });
  }

  hours(first: string, last: string): HoursView {
    const { cents } = this.state;
    const worth = (minutes: number) => (cents === null ? null : Math.round((minutes * cents) / 60));
    const people = this.state.files
      .map((p): HoursOfPerson => {
        const { sessions, minutes, unsigned, missed } = this.worked(first, last, p.id);
        return { id: p.id, name: p.name, company: p.company || null, sessions, signed_minutes: minutes - unsigned, unsigned_minutes: unsigned, no_shows: missed };
      })
      .filter((p) => p.sessions > 0 || p.no_shows > 0)
      .sort((a, b) => a.name.localeCompare(b.name));
    const sum = (of: HoursOfPerson[], what: 'signed_minutes' | 'unsigned_minutes') => of.reduce((all, p) => all + p[what], 0);
    const names = [...new Set(people.map((p) => p.company ?? ''))].sort((a, b) => Number(a === '') - Number(b === '') || a.localeCompare(b));
    const companies = names.map((name) => {
      const of = people.filter((p) => (p.company ?? '') === name);
      return { name, people: of.length, signed_minutes: sum(of, 'signed_minutes'), unsigned_minutes: sum(of, 'unsigned_minutes'), value_cents: worth(sum(of, 'signed_minutes')) };
    });
    const signed_minutes = sum(people, 'signed_minutes');
    return { first, last, people, companies, signed_minutes, unsigned_minutes: sum(people, 'unsigned_minutes'), hour_value_cents: cents, value_cents: worth(signed_minutes) };
  }

  letter(session: string, volunteer: string): Letter {
    const on = this.planning.sessions.find((s) => s.id === session) ?? refuse('session.unknown');
    const when = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(`${on.date}T12:00`));
    const text = [`Bonjour ${this.of(volunteer).name},`, `Pouvez-vous venir aider le groupe ${on.code} ${when}, de ${on.start / 60} h à ${on.end / 60} h, ${on.room ?? ''}\u202F?`, 'Merci de répondre par oui ou par non.'].join('\n\n');
    return { subject: `${on.code}, séance du ${when}`, text };
  }
}

type Behind = { volunteers_: FakeVolunteers; calls: string[]; wait: () => Promise<void>; plan: <T>(label: Label, change: () => T) => Promise<T> };

/** The commands, for the in-memory centre to take as its own. */
export function volunteersApi({ volunteers_: all, calls, wait, plan }: Behind) {
  const read = async <T>(answer: () => T): Promise<T> => {
    await wait();
    return answer();
  };
  const nameOf = (id: string) => all.state.files.find((p) => p.id === id)?.name ?? '';
  const write = <T>(call: string, key: string, person: string, change: () => T, args: Record<string, string> = {}) => {
    calls.push(call);
    return plan({ key, args: { name: nameOf(person), ...args } }, change);
  };
  return {
    volunteers: () => read(() => all.list()),
    volunteer: (id: string) => read(() => all.detail(id)),
    rota: (query: RotaQuery) => read(() => all.rota(query)),
    findVolunteer: (session: string, query: FindQuery) => read(() => all.find(session, query)),
    volunteerHours: (first: string, last: string) => read(() => all.hours(first, last)),
    askText: (session: string, volunteer: string) => read(() => all.letter(session, volunteer)),
    assign: (input: AssignInput, query: RotaQuery) => write(`assign ${JSON.stringify(input)}`, input.part === null ? 'rota-taken-off' : `rota-${input.answer ?? 'asked'}`, input.volunteer, () => all.assign(input, query), { code: all.codeOf(input.session) }),
    saveVolunteer: (input: VolunteerInput) => write(`saveVolunteer ${JSON.stringify(input)}`, 'volunteer-saved', input.id, () => all.save(input)),
    saveAbsence: (input: AbsenceInput) => write(`saveAbsence ${JSON.stringify(input)}`, 'absence-saved', input.volunteer, () => all.saveAbsence(input)),
    removeAbsence: (volunteer: string, id: string) => write(`removeAbsence ${id}`, 'absence-removed', volunteer, () => all.removeAbsence(volunteer, id)),
    setHourValue: (cents: number | null) => write(`setHourValue ${cents}`, 'hour-value-set', '', () => void (all.state = { ...all.state, cents })),
  };
}
