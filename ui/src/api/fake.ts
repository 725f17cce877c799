// An in-memory centre behind the same interface as the core: for tests, and for looking at every
// state in a browser (?fake=locked|phrase|no-secret|unprotected|waiting|leading|damaged|damaged-volunteer|wiped|away|demo|joined|empty|no-session|first-run|error|long|alone|sending|receiving|looks|late|reopen|nobody|closed|sealed|full|warned|earlier|hurried|two-halves|versions|suspect|signing|signing-day|photos|held|planning).
// It is not a model of the rules: it does just enough for a screen to be seen and exercised.
import { isoDay, setClock } from '../words/clock';
import type { CohortChange, CohortChanged, CohortRow, Half, Home, KeptWarning, Label, LearnerRow, MarkInput, Marked, NewCohort, NewPerson, NewWorkshop, Newcomer, Pause, PersonRow, Photo, Problem, Register, SessionCard, Sheet, StatusBar, TableFormat, Tally, Today, Undone, VolunteerRow, WalkIn } from './bindings';
import type { Api, ExchangeView, Look, LookChoice, Progress, Settled, SignChoices, SignInput, Signal } from './index';
import { FakeCatalogue, catalogueApi, type FakeCatalogueApi } from './fake-catalogue';
import * as centre from './fake-centre';
import { gestureOf, looks, twoLooks } from './fake-looks';
import { exchangeView, needs, sending, statusOf } from './fake-exchange';
import { FakeKeeping } from './fake-keeping';
import { FakePartners, partnersApi, type FakePartnersApi, type Money } from './fake-partners';
import { FakePeople } from './fake-people';
import { FakePhotos } from './fake-photos';
import { FakePipeline, pipelineApi, type PipelineCommands } from './fake-pipeline';
import { PlanningApi } from './fake-planned';
import { FakePlanning, moreCohorts } from './fake-planning';
import { refuse } from './fake-refuse';
import { FakeSigning } from './fake-signing';
import { FakeSigned, isHere } from './fake-signed';
import { arriving, counting, effectOf, firstSheet, nameOfWalkIn, pagesOf, seats, suggestions, warningsOf } from './fake-sheet';
import { FakeVolunteers, volunteersApi, type VolunteersState } from './fake-volunteers';
import { weekOf, weeksOf } from './fake-weeks';
import { applyInput, shapeOf, tallyOf } from './marks';

export type Scenario = 'demo' | 'joined' | 'empty' | 'no-session' | 'first-run' | 'error' | 'long' | 'alone' | 'sending' | 'receiving' | 'looks' | 'late' | 'reopen' | 'nobody' | 'broken' | 'locked' | 'phrase' | 'no-secret' | 'unprotected' | 'waiting' | 'leading' | 'damaged' | 'damaged-volunteer' | 'wiped' | 'away' | 'closed' | 'sealed' | 'full' | 'warned' | 'earlier' | 'hurried' | 'two-halves' | 'versions' | 'suspect' | 'signing' | 'signing-day' | 'photos' | 'held' | 'planning';

type Saved = { learners: LearnerRow[]; helpers: VolunteerRow[]; questions: Look[]; sheet: Sheet; groups: CohortRow[]; planned: FakePlanning['sessions']; helping: VolunteersState; money: Money; programmes: FakeCatalogue['programmes']; label: Label };

const DAY = 86_400_000;

export function fakeFromAddress(search: string): FakeApi {
  const asked = new URLSearchParams(search);
  const now = asked.get('now');
  if (now) setClock(new Date(now).getTime());
  return new FakeApi((asked.get('fake') ?? 'first-run') as Scenario, {
    now: now ? new Date(now).getTime() : Date.now(),
    delay: Number(asked.get('delay') ?? 5),
    language: asked.get('lang'),
    theme: asked.get('theme'),
  });
}

export interface FakeApi extends PipelineCommands {}
// What a function answers with is this centre's own.
export interface FakeApi extends ReturnType<typeof volunteersApi> {}
export interface FakeApi extends FakePartnersApi, FakeCatalogueApi {}
export class FakeApi extends PlanningApi implements Api {
  /** Set by a test to make the next writes fail. */
  failing = false;
  calls: string[] = [];
  readonly team_ = new FakePeople();
  readonly keeping: FakeKeeping;
  readonly signing_: FakeSigning;
  readonly signed_: FakeSigned;
  readonly photos_: FakePhotos;
  readonly planning: FakePlanning;
  readonly pipeline_: FakePipeline;
  readonly volunteers_: FakeVolunteers;
  readonly partners_: FakePartners;
  readonly catalogue_ = new FakeCatalogue(() => this.groups);
  private heard = new Map<Signal, Set<() => void>>();
  private learners: LearnerRow[];
  private helpers: VolunteerRow[];
  private done: Saved[] = [];
  private undone: Saved[] = [];
  private persons: PersonRow[];
  private groups: CohortRow[];
  private opened: boolean;
  private progress: Progress | null = null;
  private stopped = false;
  private questions: Look[];
  private sheet: Sheet;
  private iso: string;

  constructor(
    private scenario: Scenario,
    private options: { now: number; delay: number; language: string | null; theme: string | null } = {
      now: Date.now(),
      delay: 0,
      language: null,
      theme: null,
    },
  ) {
    super();
    const d = new Date(options.now);
    this.iso = isoDay(d.getTime());
    const bare = scenario === 'empty' || scenario === 'nobody' || scenario === 'waiting';
    this.sheet = firstSheet(scenario);
    this.learners = centre.learners(scenario === 'long' ? 200 : scenario === 'full' ? 12 : bare ? 0 : 10, scenario !== 'demo');
    this.helpers = centre.volunteers(scenario !== 'demo');
    this.signed_ = new FakeSigned(scenario, options.now, this.learners, this.helpers);
    this.persons = scenario === 'empty' || scenario === 'waiting' ? [] : centre.people(scenario === 'leading');
    this.groups = scenario === 'empty' || scenario === 'waiting' ? [] : [...centre.cohorts(this.iso, scenario === 'long'), ...(scenario === 'planning' ? moreCohorts() : [])];
    this.opened = scenario !== 'first-run' && scenario !== 'wiped';
    this.keeping = new FakeKeeping(options.now, bare, scenario.startsWith('damaged'));
    this.signing_ = new FakeSigning(scenario);
    this.photos_ = new FakePhotos(scenario, options.now);
    this.planning = new FakePlanning(this.groups, this.iso, bare || scenario === 'alone' || scenario === 'demo' ? null : options.now - 6 * DAY - 120_000);
    this.pipeline_ = new FakePipeline(scenario === 'planning');
    Object.assign(this, pipelineApi(this, this.pipeline_, options.delay));
    this.volunteers_ = new FakeVolunteers(this.planning, this.iso, this.groups.length === 0);
    this.volunteers_.isPrivateHere = scenario !== 'joined';
    Object.assign(this, volunteersApi({ volunteers_: this.volunteers_, calls: this.calls, wait: () => this.wait(), plan: (label, change) => this.plan(label, change) }));
    this.partners_ = new FakePartners(bare, () => this.groups);
    const host = { calls: () => this.calls, wait: () => this.wait(), plan: this.plan.bind(this), forGood: <T>(change: () => T) => this.plan({ key: '', args: {} }, change, false), cohorts: () => this.groups };
    Object.assign(this, partnersApi(this.partners_, host), catalogueApi(this.catalogue_, host));
    this.failing = scenario === 'error';
    this.team_.locked = scenario === 'locked' || scenario === 'away';
    this.team_.away = scenario === 'away';
    this.team_.phrase = scenario === 'phrase';
    this.team_.lostSecret = scenario === 'no-secret';
    this.team_.unprotected = scenario === 'unprotected';
    if (['leading', 'damaged', 'planning'].includes(scenario)) this.team_.me = 'person-ines';
    if (scenario === 'sending') this.progress = sending();
    if (scenario === 'receiving') this.progress = { ...sending(), sent: 0, to_send: 0, received: 412_000, bytes: 41_200_000, first: { stage: 'rest', done: 412_000, total: 1_000_000 } };
    const asks = ['joined', 'late', 'sending', 'reopen', 'error', 'long'].includes(scenario);
    this.questions = scenario === 'looks' ? looks(options.now) : asks ? twoLooks(options.now) : [];
  }

  on(signal: Signal, heard: () => void): () => void {
    const set = this.heard.get(signal) ?? new Set();
    this.heard.set(signal, set.add(heard));
    return () => void set.delete(heard);
  }
  say(signal: Signal): void {
    for (const heard of this.heard.get(signal) ?? []) heard();
  }
  /** As if the command line had marked somebody. */
  markFromElsewhere(person: string, input: MarkInput): void {
    this.set(person, input);
    this.say('records-changed');
  }
  /** As if another computer had closed the register, or opened it again. */
  sheetFromElsewhere(change: Partial<Sheet>): void {
    this.sheet = { ...this.sheet, ...change };
    this.say('records-changed');
  }

  /** As if everybody who is here had signed meanwhile, on another computer. */
  everybodySigns(): void {
    for (const row of this.learners) if (isHere(row)) for (const half of this.signed_.halves) this.signed_.put(row, half, 'signed');
    this.say('records-changed');
  }

  /** As if this much of a centre had arrived; null when all of it has. */
  arrived(progress: Progress | null): void {
    this.progress = progress;
    this.say('exchange-changed');
  }

  /** As if an exchange had brought these questions. */
  ask(questions: Look[]): void {
    this.questions = questions;
    this.say('records-changed');
  }

  async home(): Promise<Home> {
    await this.pass();
    if (this.scenario === 'broken') refuse('store.damaged');
    const demo = this.scenario === 'demo';
    const me = this.team_.atTheKeys;
    const shut = this.opened && this.team_.phase !== 'ready';
    if (shut) return { ...centre.shutHome(this.options), phase: this.team_.phase, tiles: this.team_.phase === 'locked' ? this.team_.seen() : [] };
    const damage = this.opened ? this.keeping.damageFor(me.role) : null;
    return {
      phase: !this.opened ? 'first_run' : damage ? 'damaged' : 'ready',
      tiles: [],
      shown: null,
      link: null,
      damage,
      problem: this.scenario === 'wiped' && !this.opened ? { code: 'exchange.wiped', args: {} } : null,
      demo,
      centre: this.opened ? (demo ? 'Centre de démonstration' : 'Centre de Bègles') : null,
      person: this.opened ? me.name : null,
      role: this.opened ? me.role : null,
      device: 'PC-1',
      language: this.options.language,
      theme: this.options.theme,
      signing: this.opened ? this.signing_.session : null,
      reopen: this.scenario === 'reopen' ? { session: 'session-2', kept_until: this.options.now - 240_000 } : null,
    };
  }

  openDemo(): Promise<Home> {
    this.scenario = 'demo';
    this.opened = true;
    this.learners = centre.learners(10, false);
    this.helpers = centre.volunteers(false);
    return this.home();
  }
  leaveDemo(): Promise<Home> {
    this.opened = false;
    this.scenario = 'first-run';
    return this.home();
  }
  async createCentre(name: string, person: string, pin: string): Promise<Home> {
    this.team_.begin(person);
    this.team_.admit({ person: 'person-first', name: person, role: 'coordinator', pin });
    this.scenario = 'empty';
    this.opened = true;
    [this.persons, this.groups, this.learners] = [[], [], []];
    [this.planning.sessions, this.planning.venues] = [[], []];
    return { ...(await this.home()), centre: name, person, role: 'coordinator', shown: this.team_.shown() };
  }
  async join(code: string, _headquarters: string | null, person: string | null): Promise<Home> {
    await this.wait();
    if (!code.endsWith('Z')) refuse('code.mistyped');
    const fresh = !this.opened;
    this.scenario = 'joined';
    this.opened = true;
    if (fresh) this.team_.begin(person ?? 'PC-1');
    return { ...(await this.home()), shown: fresh ? this.team_.shown() : null };
  }
  async protect(pin: string): Promise<Home> {
    this.team_.admit({ person: this.team_.me, name: '', role: 'coordinator', pin });
    this.team_.unprotected = false;
    return { ...(await this.home()), shown: this.team_.shown() };
  }
  async sayPhrase(words: string): Promise<Home> {
    this.team_.say(words);
    return this.home();
  }
  async unlock(person: string, pin: string): Promise<Home> {
    await this.wait();
    this.team_.unlock(person, pin);
    return this.home();
  }
  lock(): Promise<Home> {
    this.team_.locked = this.scenario !== 'demo';
    return this.home();
  }
  async stillHere(): Promise<null> {
    this.calls.push('stillHere');
    return null;
  }
  async peopleByCode(code: string) {
    return this.team_.byCode(code);
  }
  async comeBack(code: string, person: string, pin: string): Promise<Home> {
    this.team_.back(code, person, pin);
    return this.home();
  }
  async team() {
    return this.team_.seen();
  }
  async admit(newcomer: Newcomer) {
    return this.team_.admit(newcomer);
  }
  async dismiss(person: string) {
    return this.team_.dismiss(person);
  }
  async changePin(old: string, pin: string): Promise<null> {
    this.team_.change(old, pin);
    return null;
  }
  async newRecovery() {
    return { recovery: this.team_.shown().recovery, phrase: null };
  }

  async today(date: string | null): Promise<Today> {
    await this.wait();
    const day = date ?? this.iso;
    const is_today = day === this.iso;
    const cards = centre.sessions(day).map((c) => this.card(c));
    const bare = this.scenario === 'empty' || this.scenario === 'waiting' || this.progress?.first?.stage === 'start';
    const shown = bare || !is_today || this.scenario === 'no-session' ? [] : cards;
    const next = centre.sessions(isoDay(this.options.now + 2 * DAY))[1]!;
    return {
      date: day,
      is_today,
      centre: this.scenario === 'demo' ? 'Centre de démonstration' : 'Centre de Bègles',
      sessions: shown,
      current: shown.length ? 'session-2' : null,
      week: weekOf(this.options.now, bare),
      needs: bare || this.scenario === 'demo' ? [] : [...this.toComplete(), ...needs(this.iso, this.questions.length)],
      next: bare ? null : { ...next, id: 'session-2' },
      has_cohorts: !bare && this.groups.length > 0,
    };
  }

  async register(session: string): Promise<Register> {
    await this.wait();
    this.calls.push(`register ${session}`);
    return this.snapshot();
  }
  async closeRegister(): Promise<null> {
    return null;
  }

  mark(_session: string, person: string, input: MarkInput): Promise<Marked> {
    return this.write(centre.markLabel(this.nameOf(person), input), () => this.set(person, input));
  }
  markVolunteer(session: string, person: string, input: MarkInput): Promise<Marked> {
    return this.mark(session, person, input);
  }
  markRestPresent(): Promise<Marked> {
    const rest = this.learners.filter((l) => !l.mark).map((l) => l.id);
    return this.write({ key: 'mark-rest', args: { count: String(rest.length) } }, () =>
      rest.forEach((id) => this.set(id, { kind: 'present' })),
    );
  }
  note(_session: string, person: string, text: string): Promise<Marked> {
    return this.write({ key: 'note', args: { name: this.nameOf(person) } }, () => {
      this.learners = this.learners.map((l) => (l.id === person ? { ...l, note: text || null } : l));
    });
  }
  async closing() {
    this.calls.push('closing');
    await this.wait();
    return { unmarked: this.learners.filter((l) => !l.mark).map((l) => l.id), unsigned: this.unsigned(), warnings: warningsOf(this.scenario) };
  }
  closeSession(_session: string, reason: string | null, kept: KeptWarning[]): Promise<Marked> {
    this.calls.push(`close ${JSON.stringify([reason, kept])}`);
    return this.write({ key: 'session-closed', args: {} }, () => {
      if (!reason && (this.unsigned().length > 0 || this.learners.some((l) => !l.mark))) refuse('closing.reason_missing');
      this.sheet = { ...this.sheet, state: 'closed', reason, by: this.team_.atTheKeys.name, may_reopen: true };
      // Whoever closes signs the whole of it, when it is one of those who were there.
      const me = this.team_.me === 'person-claire' ? this.helpers[0] : undefined;
      if (me) for (const half of this.signed_.halves) this.signed_.put(me, half, 'signed', 'account');
    });
  }
  reopenSession(_session: string, reason: string): Promise<Marked> {
    this.calls.push(`reopen ${reason}`);
    return this.write({ key: 'session-reopened', args: {} }, () => {
      this.sheet = { ...this.sheet, state: 'open', reason: null, by: null };
    }, true);
  }
  async pauseEffect(_session: string, start: number, end: number) {
    this.calls.push(`pauseEffect ${start} ${end}`);
    await this.wait();
    return effectOf(this.snapshot(), start, end);
  }
  setPause(_session: string, pause: Pause | null): Promise<Marked> {
    this.calls.push(`pause ${JSON.stringify(pause)}`);
    const what: Label = pause ? { key: 'pause-set', args: { minutes: String(pause.end - pause.start) } } : { key: 'pause-cleared', args: {} };
    return this.write(what, () => (this.sheet = { ...this.sheet, pause }));
  }
  setPaper(_session: string, paper: boolean): Promise<Marked> {
    this.calls.push(`paper ${paper}`);
    return this.write({ key: paper ? 'paper-set' : 'paper-cleared', args: {} }, () => (this.sheet = { ...this.sheet, paper }));
  }
  async photos(session: string) {
    this.calls.push(`photos ${session}`);
    await this.wait();
    return this.photos_.list;
  }
  async photo(id: string) {
    await this.wait();
    return this.photos_.picture(id);
  }
  async addPhoto(_session: string, picture: string) {
    this.calls.push('addPhoto');
    return this.ofPhotos(() => this.photos_.add(this.team_.atTheKeys.name, picture));
  }
  async removePhoto(id: string, reason: string) {
    this.calls.push(`removePhoto ${id} ${reason}`);
    return this.ofPhotos(() => this.photos_.remove(id, reason));
  }
  async setPhotoLimit(limitMb: number | null) {
    this.calls.push(`setPhotoLimit ${limitMb}`);
    this.photos_.limit = limitMb;
    return this.exchange();
  }
  async suggest(_session: string, text: string) {
    this.calls.push(`suggest ${text}`);
    await this.wait();
    return suggestions(text, this.learners);
  }
  walkIn(_session: string, who: WalkIn, anyway: boolean): Promise<Marked> {
    this.calls.push(`walkIn ${JSON.stringify(who)} ${anyway}`);
    return this.write({ key: 'walk-in', args: { name: nameOfWalkIn(who) } }, () => {
      if (!anyway && this.learners.length >= seats) refuse('session.full', { count: String(this.learners.length), capacity: String(seats) });
      this.learners = [...this.learners, arriving(who, this.learners.length + 1)];
    });
  }
  waitInstead(_session: string, who: WalkIn): Promise<Marked> {
    this.calls.push(`waitInstead ${JSON.stringify(who)}`);
    return this.write({ key: 'wait-listed', args: { name: nameOfWalkIn(who) } }, () => undefined);
  }
  witness(_session: string, person: string, half: Half, reason: string): Promise<Marked> {
    this.calls.push(`witness ${person} ${half} ${reason}`);
    return this.settle(() => {
      this.signed_.witness([...this.learners, ...this.helpers].find((row) => row.id === person), half, reason);
      return { key: 'witnessed', args: { name: this.nameOf(person) } };
    });
  }
  voidSignature(_session: string, signature: string, reason: string): Promise<Marked> {
    this.calls.push(`voidSignature ${signature} ${reason}`);
    return this.settle(() => ({ key: 'signature-voided', args: { name: this.nameOf(this.signed_.makeVoid(signature, reason)) } }));
  }
  async sheetVersions(session: string) {
    this.calls.push(`sheetVersions ${session}`);
    await this.wait();
    return this.signed_.versions;
  }
  undo(): Promise<Undone> {
    return this.turn(this.done, this.undone);
  }
  redo(): Promise<Undone> {
    return this.turn(this.undone, this.done);
  }

  async people(): Promise<PersonRow[]> {
    await this.wait();
    return this.persons;
  }
  async addPerson(p: NewPerson): Promise<PersonRow> {
    await this.wait();
    this.tried();
    const row: PersonRow = {
      id: `person-${this.persons.length + 1}`,
      is_volunteer: p.volunteer,
      name: [p.given, p.family].filter(Boolean).join(' '),
      own_name: p.own_name,
      language: p.language,
      cohorts: this.groups.filter((g) => g.id === p.cohort).map((g) => g.code),
      attended: null,
    };
    this.persons = [...this.persons, row];
    this.say('records-changed');
    return row;
  }
  async completePerson(person: string, p: NewPerson) {
    this.calls.push(`completePerson ${person} ${JSON.stringify(p)}`);
    await this.wait();
    this.tried();
    if (!p.given && !p.family) refuse('person.name_missing');
    const cohorts = this.groups.filter((g) => g.id === p.cohort).map((g) => g.code);
    const whole = { name: [p.given, p.family].filter(Boolean).join(' '), own_name: p.own_name, language: p.language };
    this.persons = this.persons.map((row) => (row.id === person ? { ...row, ...whole, cohorts: [...new Set([...row.cohorts, ...cohorts])] } : row));
    this.keeping.provisional.delete(person);
    this.say('records-changed');
    return this.person(person);
  }
  async cohorts(): Promise<CohortRow[]> {
    await this.wait();
    return this.groups;
  }
  async levels() {
    return this.catalogue_.levels();
  }
  async addCohort(c: NewCohort): Promise<CohortRow> {
    this.calls.push(`addCohort ${JSON.stringify(c)}`);
    const level = this.catalogue_.level(c.level)!;
    const row: CohortRow = { id: `cohort-${this.groups.length + 1}`, code: c.code || level.code, title: level.title, level: level.code, room: c.room, first: c.first, last: c.first, held: 0, sessions: 0, learners: 0, capacity: c.capacity, volunteers: 4, next: 'session-2', form: 'course', audience: c.audience || 'learners' };
    const made = await this.plan({ key: 'cohort-added', args: {} }, () => {
      const whole = this.planning.add(c, row);
      this.groups = [...this.groups, whole];
      return whole;
    });
    this.done.at(-1)!.label.args = { code: made.code, count: String(made.sessions) };
    return made;
  }
  changeCohort(cohort: string, to: CohortChange): Promise<CohortChanged> {
    this.calls.push(`changeCohort ${cohort} ${JSON.stringify(to)}`);
    return this.plan({ key: 'cohort-changed', args: { code: to.code, count: '0' } }, () => {
      const was = this.groups.find((g) => g.id === cohort);
      if (!was) refuse('cohort.unknown');
      const offered = this.pipeline_.resize(cohort, to.capacity);
      const volunteers = to.volunteers ?? was.volunteers;
      const row = { ...was, code: to.code, title: to.title, capacity: to.capacity, volunteers };
      this.groups = this.groups.map((g) => (g.id === cohort ? row : g));
      return { cohort: row, offered };
    });
  }
  addWorkshop(w: NewWorkshop): Promise<CohortRow> {
    this.calls.push(`addWorkshop ${JSON.stringify(w)}`);
    const level = this.catalogue_.level(w.level)!;
    return this.plan({ key: 'workshop-added', args: { code: level.code } }, () => {
      const whole = this.planning.addWorkshop(w, level, `cohort-${this.groups.length + 1}`);
      this.groups = [...this.groups, whole];
      return whole;
    });
  }
  async previewWorkshop(w: NewWorkshop) {
    this.calls.push('previewWorkshop');
    await this.wait();
    return this.planning.previewWorkshop(w, this.catalogue_.level(w.level)!);
  }
  async previewCohort(c: NewCohort) {
    this.calls.push('previewCohort');
    await this.wait();
    return this.planning.preview(c, this.catalogue_.level(c.level));
  }
  async attendanceWeeks(cohort: string) {
    this.calls.push(`attendanceWeeks ${cohort}`);
    await this.wait();
    this.tried('store.io');
    const group = this.groups.find((g) => g.id === cohort);
    if (!group) refuse('cohort.unknown');
    return weeksOf(group, centre.learners(group.learners, false), this.options.now);
  }
  async exportWeek(cohort: string, date: string) {
    this.calls.push(`exportWeek ${cohort} ${date}`);
    return this.written(`SEMAINE-${cohort}-${date}.pdf`);
  }
  async exportAttendance(cohort: string, format: TableFormat, purpose: string) {
    this.calls.push(`exportAttendance ${cohort} ${format} ${purpose}`);
    if (!purpose.trim()) refuse('export.purpose_needed');
    return this.written(`PRESENCES-${cohort}.${format}`);
  }

  async status(): Promise<StatusBar> {
    await this.wait();
    const { name: person, role } = this.team_.atTheKeys;
    return statusOf({ scenario: this.scenario, person, role, now: this.options.now, photos: this.photos_.view().waiting, looks: this.questions.length, exchanging: this.progress !== null });
  }
  async exchange(): Promise<ExchangeView> {
    const failure: Problem | null = this.stopped ? { code: 'exchange.stopped', args: {} } : this.failing ? { code: 'exchange.unreachable', args: { address: 'siege.exemple.org' } } : null;
    return exchangeView({ late: this.scenario === 'late', status: await this.status(), now: this.options.now, failure, progress: this.progress, photos: this.photos_.view() });
  }
  async exchangeNow(): Promise<null> {
    this.stopped = false;
    this.arrived(sending());
    return null;
  }
  async exchangeStop(): Promise<null> {
    this.stopped = true;
    this.arrived(null);
    return null;
  }

  async looks(): Promise<Look[]> {
    await this.wait();
    return this.questions;
  }
  async settleLook(id: string, choice: LookChoice): Promise<Settled> {
    this.calls.push(`settle ${id} ${JSON.stringify(choice)}`);
    await this.wait();
    this.tried();
    const look = this.questions.find((q) => q.id === id);
    if (!look) refuse('look.changed');
    const alike = this.questions.filter((q) => q.kind === 'answers' && q.what === look.what);
    const gone = choice === 'latest' ? alike : [look];
    const what = choice === 'latest' ? { key: 'look-latest', args: { count: String(gone.length) } } : gestureOf(look, choice);
    this.keep(what);
    this.questions = this.questions.filter((q) => !gone.includes(q));
    this.say('records-changed');
    return { label: what, left: this.questions.length };
  }

  async history(session: string) {
    this.calls.push(`history ${session}`);
    await this.wait();
    this.tried('store.io');
    return this.keeping.history();
  }
  async personHistory(person: string) {
    await this.wait();
    const row = this.personOf(person);
    return row ? this.keeping.historyOf(row) : [];
  }
  async person(person: string) {
    await this.wait();
    this.tried('store.io');
    return this.keeping.detail(this.personOf(person), person, this.team_.atTheKeys.role);
  }
  async erasure(person: string) {
    await this.wait();
    return this.keeping.erasure(this.personOf(person), person);
  }
  async erase(person: string) {
    this.calls.push(`erase ${person}`);
    await this.wait();
    const done = this.keeping.erase(this.personOf(person), person);
    this.persons = this.persons.filter((row) => row.id !== person);
    this.say('records-changed');
    return done;
  }
  async exportSheet(session: string, blank: boolean, version: number | null) {
    this.calls.push(`exportSheet ${session} ${blank} ${version}`);
    return this.written(`${blank ? 'VIDE' : 'FEUILLE'}-${session}${version === null ? '' : `-v${version}`}.pdf`);
  }
  async previewSheet(session: string, blank: boolean, version: number | null) {
    this.calls.push(`previewSheet ${session} ${blank} ${version}`);
    await this.wait();
    this.tried('store.io');
    return pagesOf(session, blank, version);
  }
  async printSheet(session: string, blank: boolean, version: number | null): Promise<null> {
    this.calls.push(`printSheet ${session} ${blank} ${version}`);
    await this.wait();
    this.tried();
    return null;
  }
  async exportPerson(person: string, purpose: string) {
    this.calls.push(`export ${person} ${purpose}`);
    await this.wait();
    return this.keeping.export(person, purpose);
  }
  async beginSigning(session: string) {
    this.calls.push(`beginSigning ${session}`);
    await this.wait();
    if (this.sheet.state !== 'open') refuse(`session.${this.sheet.state}`);
    this.signing_.session = session;
    return this.signing();
  }
  async signing() {
    await this.pass();
    return this.signing_.view(centre.sessions(this.iso)[1]!, this.learners, this.helpers, this.team_.atTheKeys.name);
  }
  async sign(person: string, half: Half, input: SignInput) {
    this.calls.push(`sign ${person} ${half} ${JSON.stringify(input)}`);
    await this.pass();
    this.tried();
    this.signing_.sign(await this.signing(), person, half, input, this.options.now);
    this.say('records-changed');
    return this.signing();
  }
  async chooseCode(person: string, way: 'pictures' | 'code', code: string) {
    this.calls.push(`chooseCode ${person} ${way} ${code}`);
    await this.pass();
    this.signing_.choose(person, way, code);
    return this.signing();
  }
  async leaveSigning(pin: string): Promise<null> {
    await this.pass();
    if (!this.signing_.session) refuse('signing.not_begun');
    this.team_.unlock(this.team_.me, pin);
    this.signing_.session = null;
    return null;
  }
  async signChoices() {
    await this.wait();
    return this.signing_.choices;
  }
  async setSignChoices(choices: SignChoices) {
    this.calls.push(`setSignChoices ${JSON.stringify(choices)}`);
    await this.wait();
    this.tried();
    return (this.signing_.choices = choices);
  }
  async backups() {
    await this.wait();
    return this.keeping.backup;
  }
  async backUpNow() {
    this.calls.push('backUpNow');
    await this.wait();
    return this.keeping.backUp();
  }
  async restoreNewest(): Promise<Home> {
    this.calls.push('restoreNewest');
    await this.wait();
    this.keeping.restore();
    return this.home();
  }

  /** Whether anything can be kept, or read. */
  private tried(code = 'store.disk_full'): void {
    if (this.failing) refuse(code);
  }
  private async written(file: string) {
    await this.wait();
    this.tried();
    return { folder: '/home/lea/Documents', files: [file] };
  }

  private unsigned(): string[] {
    return this.sheet.paper ? [] : this.signed_.unsigned(this.learners);
  }

  /** Who came in with only a name, for whoever completes them. */
  private toComplete(): Today['needs'] {
    if (this.team_.atTheKeys.role === 'volunteer') return [];
    const waiting = this.persons.filter((row) => this.keeping.provisional.has(row.id));
    return waiting.map((row) => ({ key: 'to_complete', args: { name: row.name }, session: null, person: row.id, cohort: null }));
  }

  private personOf(person: string): PersonRow | undefined {
    return this.persons.find((row) => row.id === person);
  }

  private pass(): Promise<void> {
    return new Promise((go) => setTimeout(go, this.options.delay));
  }
  /** In sign mode nothing else is answered. */
  protected async wait(): Promise<void> {
    await this.pass();
    if (this.signing_.session) refuse('signing.leave_first');
  }

  private async write(what: Label, change: () => void, shut = false): Promise<Marked> {
    await this.wait();
    if (this.team_.phase !== 'ready') refuse('keys.locked');
    this.tried();
    if (!shut && this.sheet.state !== 'open') refuse(`session.${this.sheet.state}`);
    const before = this.learners;
    this.keep(what);
    try {
      change();
    } catch (e) {
      this.done.pop();
      throw e;
    }
    this.say('records-changed');
    return { register: this.snapshot(), label: what, count: this.learners.filter((l, i) => l !== before[i]).length };
  }

  /** Of photographs, which a sealed sheet takes too: never undone. */
  private async ofPhotos(change: () => Photo[]): Promise<Photo[]> {
    await this.wait();
    this.tried();
    const list = change();
    this.say('records-changed');
    return list;
  }

  /** Of signatures: never undone. */
  private async settle(change: () => Label): Promise<Marked> {
    await this.wait();
    this.tried();
    if (this.sheet.state !== 'open') refuse(`session.${this.sheet.state}`);
    const label = change();
    this.say('records-changed');
    return { register: this.snapshot(), label, count: 1 };
  }

  /** What undo would come back to. */
  private keep(label: Label): void {
    this.done.push(this.saved(label));
    this.undone = [];
  }
  private saved(label: Label): Saved {
    return { learners: this.learners, helpers: this.helpers, questions: this.questions, sheet: this.sheet, groups: this.groups, planned: this.planning.sessions, helping: this.volunteers_.state, money: this.partners_.money, programmes: this.catalogue_.programmes, label };
  }
  /** Of groups and their sessions. */
  protected async plan<T>(label: Label, change: () => T, undoable = true): Promise<T> {
    await this.wait();
    this.tried();
    const before = this.saved(label);
    const done = change();
    if (undoable) [this.done, this.undone] = [[...this.done, before], []];
    this.say('records-changed');
    return done;
  }

  private async turn(from: Saved[], to: Saved[]): Promise<Undone> {
    await this.wait();
    const last = from.pop();
    if (!last) refuse('undo.nothing');
    to.push(this.saved(last.label));
    this.learners = last.learners;
    this.helpers = last.helpers;
    this.questions = last.questions;
    this.sheet = last.sheet;
    this.groups = last.groups;
    this.planning.sessions = last.planned;
    this.volunteers_.state = last.helping;
    this.partners_.money = last.money;
    this.catalogue_.programmes = last.programmes;
    this.say('records-changed');
    return { label: last.label, restored: 1, blocked: [] };
  }

  private set(person: string, input: MarkInput): void {
    const put = <T extends LearnerRow | VolunteerRow>(row: T): T => {
      if (row.id !== person) return row;
      const mark = applyInput(row.mark, input);
      return { ...row, mark, place: mark ? 'here' : 'nowhere', ...('minutes' in row ? { minutes: mark && mark.status === 'present' ? 150 - (mark.late ?? 0) - (mark.left ?? 0) : 0 } : {}) };
    };
    this.learners = this.learners.map(put);
    this.helpers = this.helpers.map(put);
  }

  private nameOf(person: string): string {
    return [...this.learners, ...this.helpers].find((r) => r.id === person)?.name ?? person;
  }

  private card(c: SessionCard): SessionCard {
    if (c.id !== 'session-2') return c;
    const tally: Tally = tallyOf(this.learners);
    return { ...c, ...(this.scenario === 'earlier' ? { date: isoDay(this.options.now - 2 * DAY) } : {}), state: this.sheet.state, expected: this.learners.length, tally, strip: this.learners.map((l) => shapeOf(l.mark)), volunteers: this.helpers.filter((v) => v.mark?.status === 'present').length };
  }

  private snapshot(): Register {
    const last = (of: Saved[]) => of[of.length - 1]?.label ?? null;
    const signed = <T extends LearnerRow | VolunteerRow>(row: T): T => ({ ...row, signed: this.signed_.of(row) });
    const { halves, suspect, versions } = this.signed_;
    const sheet = { ...this.sheet, halves, suspect, version: versions.length, photos: this.photos_.list.length };
    return { session: this.card(centre.sessions(this.iso)[1]!), learners: this.learners.map(signed), volunteers: this.helpers.map(signed), undo: last(this.done), redo: last(this.undone), sheet, minutes: counting(this.sheet) };
  }
}
