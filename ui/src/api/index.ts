// The one door between the window and what keeps the records: the application core through Tauri,
// or an in-memory centre when the page runs in a plain browser. It turns refusals into thrown
// ProblemError, so that a screen has one way to fail. It keeps no state and draws nothing.
import { listen } from '@tauri-apps/api/event';
import {
  commands,
  type AbsenceInput,
  type AssignInput,
  type AllocationInput,
  type AllocationView,
  type BackupView,
  type CalendarAsk,
  type CalendarView,
  type CatalogueView,
  type Closing,
  type ClosureInput,
  type CohortChange,
  type CohortChanged,
  type CohortRow,
  type DaysOff,
  type Erasure,
  type ExchangeView,
  type Exported,
  type FoundPerson,
  type FindQuery,
  type Found,
  type FundingInput,
  type FundingRow,
  type Half,
  type HistoryLine,
  type Home,
  type HoursView,
  type KeptWarning,
  type Letter,
  type LevelInput,
  type LevelRow,
  type Look,
  type LookChoice,
  type MarkInput,
  type Marked,
  type MoveInput,
  type MoveScope,
  type NewCohort,
  type NewPerson,
  type NewWorkshop,
  type Newcomer,
  type PackAsk,
  type PartnerContactInput,
  type PartnerInput,
  type PartnersView,
  type Pause,
  type PauseEffect,
  type PersonDetail,
  type PersonRow,
  type Photo,
  type PipelineView,
  type PlanPreview,
  type PositioningInput,
  type Problem,
  type ReferralDetail,
  type ReferralInput,
  type ProgrammeInput,
  type Register,
  type RotaQuery,
  type RotaView,
  type Settled,
  type SheetVersion,
  type Shown,
  type SignChoices,
  type SignInput,
  type Signing,
  type StatusBar,
  type Suggestion,
  type TableFormat,
  type Tile,
  type Today,
  type TwiceView,
  type Undone,
  type VenueInput,
  type VenueRow,
  type WaitingView,
  type VolunteerDetail,
  type VolunteerInput,
  type VolunteersView,
  type WalkIn,
  type Weeks,
} from './bindings';

export type * from './bindings';

export type Signal = 'records-changed' | 'exchange-changed' | 'locked' | 'damage-found';

export interface Api {
  home(): Promise<Home>;
  openDemo(): Promise<Home>;
  leaveDemo(): Promise<Home>;
  createCentre(centre: string, person: string, pin: string, language: string): Promise<Home>;
  join(code: string, headquarters: string | null, person: string | null, pin: string, language: string): Promise<Home>;
  protect(pin: string, language: string): Promise<Home>;
  sayPhrase(words: string): Promise<Home>;
  unlock(person: string, pin: string): Promise<Home>;
  lock(): Promise<Home>;
  stillHere(): Promise<unknown>;
  peopleByCode(code: string): Promise<Tile[]>;
  comeBack(code: string, person: string, pin: string, language: string): Promise<Home>;
  team(): Promise<Tile[]>;
  admit(newcomer: Newcomer): Promise<Tile[]>;
  dismiss(person: string): Promise<Tile[]>;
  changePin(old: string, pin: string): Promise<unknown>;
  newRecovery(): Promise<Shown>;
  today(date: string | null): Promise<Today>;
  register(session: string): Promise<Register>;
  closeRegister(): Promise<unknown>;
  mark(session: string, person: string, input: MarkInput): Promise<Marked>;
  markRestPresent(session: string): Promise<Marked>;
  markVolunteer(session: string, person: string, input: MarkInput): Promise<Marked>;
  note(session: string, person: string, text: string): Promise<Marked>;
  closing(session: string): Promise<Closing>;
  closeSession(session: string, reason: string | null, kept: KeptWarning[]): Promise<Marked>;
  reopenSession(session: string, reason: string): Promise<Marked>;
  pauseEffect(session: string, start: number, end: number): Promise<PauseEffect>;
  setPause(session: string, pause: Pause | null): Promise<Marked>;
  setPaper(session: string, paper: boolean): Promise<Marked>;
  photos(session: string): Promise<Photo[]>;
  photo(id: string): Promise<string>;
  addPhoto(session: string, picture: string): Promise<Photo[]>;
  removePhoto(id: string, reason: string): Promise<Photo[]>;
  setPhotoLimit(limitMb: number | null): Promise<ExchangeView>;
  suggest(session: string, text: string): Promise<Suggestion[]>;
  walkIn(session: string, who: WalkIn, anyway: boolean): Promise<Marked>;
  waitInstead(session: string, who: WalkIn): Promise<Marked>;
  witness(session: string, person: string, half: Half, reason: string): Promise<Marked>;
  voidSignature(session: string, signature: string, reason: string): Promise<Marked>;
  sheetVersions(session: string): Promise<SheetVersion[]>;
  /** Takes back the last gesture on a register; on that of a session, if one is given. */
  undo(session?: string): Promise<Undone>;
  redo(session?: string): Promise<Undone>;
  people(): Promise<PersonRow[]>;
  addPerson(person: NewPerson): Promise<PersonRow>;
  completePerson(person: string, input: NewPerson): Promise<PersonDetail>;
  cohorts(): Promise<CohortRow[]>;
  levels(): Promise<LevelRow[]>;
  previewCohort(cohort: NewCohort): Promise<PlanPreview>;
  addCohort(cohort: NewCohort): Promise<CohortRow>;
  changeCohort(cohort: string, to: CohortChange): Promise<CohortChanged>;
  /** Archived ones last. */
  venues(): Promise<VenueRow[]>;
  saveVenue(venue: VenueInput): Promise<VenueRow[]>;
  calendar(first: string, last: string): Promise<CalendarView>;
  /** Every session, moved and cancelled ones too. */
  cohortSessions(cohort: string): Promise<CalendarView>;
  previewMove(session: string, to: MoveInput): Promise<PlanPreview>;
  /** Answers with the whole cohort. */
  moveSession(session: string, to: MoveInput): Promise<CalendarView>;
  cancelSession(session: string, scope: MoveScope, reason: string): Promise<CalendarView>;
  daysOff(): Promise<DaysOff>;
  saveClosure(closure: ClosureInput): Promise<DaysOff>;
  removeClosure(id: string): Promise<DaysOff>;
  setTerritory(territory: string): Promise<DaysOff>;
  partners(): Promise<PartnersView>;
  savePartner(input: PartnerInput): Promise<PartnersView>;
  savePartnerContact(input: PartnerContactInput): Promise<PartnersView>;
  erasePartnerContact(id: string): Promise<PartnersView>;
  fundings(): Promise<FundingRow[]>;
  saveFunding(input: FundingInput): Promise<FundingRow[]>;
  allocation(cohort: string): Promise<AllocationView>;
  saveAllocation(cohort: string, lines: AllocationInput[]): Promise<AllocationView>;
  catalogue(): Promise<CatalogueView>;
  saveLevel(input: LevelInput): Promise<CatalogueView>;
  saveProgramme(input: ProgrammeInput): Promise<CatalogueView>;
  previewWorkshop(input: NewWorkshop): Promise<PlanPreview>;
  addWorkshop(input: NewWorkshop): Promise<CohortRow>;
  /** The last gesture of planning: marks are taken back in their register. */
  undoPlan(): Promise<Undone>;
  redoPlan(): Promise<Undone>;
  /** Who was sent here, and how far each of them is. */
  pipeline(): Promise<PipelineView>;
  referral(id: string): Promise<ReferralDetail>;
  saveReferral(input: ReferralInput): Promise<ReferralDetail>;
  moveReferral(id: string, state: string): Promise<PipelineView>;
  positionReferral(id: string, input: PositioningInput): Promise<ReferralDetail>;
  enrolReferral(id: string, cohort: string, learner: string | null): Promise<PipelineView>;
  feedbackText(id: string, language: string): Promise<Letter>;
  feedbackSent(id: string): Promise<PipelineView>;
  waiting(cohort: string): Promise<WaitingView>;
  /** `anyway`: also when they are expected in another group at the same time. */
  enrol(cohort: string, learner: string, anyway: boolean): Promise<WaitingView>;
  offerSeat(cohort: string, learner: string): Promise<WaitingView>;
  answerOffer(cohort: string, learner: string, takes: boolean, refusal: string | null, anyway: boolean): Promise<WaitingView>;
  setPriority(cohort: string, learner: string, isFirst: boolean): Promise<WaitingView>;
  transfer(cohort: string, learner: string, to: string, anyway: boolean): Promise<WaitingView>;
  cancelEnrolment(cohort: string, learner: string): Promise<WaitingView>;
  setOfferHours(cohort: string, hours: number): Promise<WaitingView>;
  offerText(cohort: string, learner: string, language: string): Promise<Letter>;
  /** Sessions to come that cannot both be. */
  plannedTwice(): Promise<TwiceView>;
  settleMoved(session: string, both: boolean): Promise<TwiceView>;
  attendanceWeeks(cohort: string): Promise<Weeks>;
  exportWeek(cohort: string, date: string, language: string): Promise<Exported>;
  exportAttendance(cohort: string, format: TableFormat, purpose: string, language: string): Promise<Exported>;
  status(): Promise<StatusBar>;
  exchange(): Promise<ExchangeView>;
  exchangeNow(): Promise<unknown>;
  exchangeStop(): Promise<unknown>;
  looks(): Promise<Look[]>;
  settleLook(id: string, choice: LookChoice): Promise<Settled>;
  history(session: string): Promise<HistoryLine[]>;
  personHistory(person: string): Promise<HistoryLine[]>;
  person(person: string): Promise<PersonDetail>;
  erasure(person: string): Promise<Erasure>;
  erase(person: string): Promise<Erasure>;
  exportPerson(person: string, purpose: string, language: string): Promise<Exported>;
  exportSheet(session: string, blank: boolean, version: number | null, language: string): Promise<Exported>;
  /** One SVG document for each page. */
  previewSheet(session: string, blank: boolean, version: number | null, language: string): Promise<string[]>;
  /** Prints what the page shows for print. */
  printSheet(session: string, blank: boolean, version: number | null): Promise<unknown>;
  /** The likeliest first, in whatever script they are written. */
  findPeople(typed: string): Promise<FoundPerson[]>;
  /** Writes a calendar file. */
  saveCalendar(of: CalendarAsk): Promise<Exported>;
  exportPack(ask: PackAsk, language: string): Promise<Exported>;
  /** One SVG document for each page. */
  previewPack(ask: PackAsk, language: string): Promise<string[]>;
  /** Prints what the page shows for print. */
  printPack(ask: PackAsk): Promise<unknown>;
  beginSigning(session: string): Promise<Signing>;
  signing(): Promise<Signing>;
  sign(person: string, half: Half, input: SignInput): Promise<Signing>;
  chooseCode(person: string, way: 'pictures' | 'code', code: string): Promise<Signing>;
  leaveSigning(pin: string): Promise<unknown>;
  signChoices(): Promise<SignChoices>;
  setSignChoices(choices: SignChoices): Promise<SignChoices>;
  backups(): Promise<BackupView>;
  backUpNow(): Promise<BackupView>;
  restoreNewest(): Promise<Home>;
  volunteers(): Promise<VolunteersView>;
  volunteer(volunteer: string): Promise<VolunteerDetail>;
  saveVolunteer(input: VolunteerInput): Promise<VolunteerDetail>;
  saveAbsence(input: AbsenceInput): Promise<VolunteerDetail>;
  removeAbsence(volunteer: string, id: string): Promise<VolunteerDetail>;
  rota(query: RotaQuery): Promise<RotaView>;
  /** Answers with the part of the rota that is shown. */
  assign(input: AssignInput, query: RotaQuery): Promise<RotaView>;
  findVolunteer(session: string, query: FindQuery): Promise<Found[]>;
  volunteerHours(first: string, last: string): Promise<HoursView>;
  setHourValue(cents: number | null): Promise<unknown>;
  askText(session: string, volunteer: string, language: string): Promise<Letter>;
  /** Calls back each time the core says so; the answer stops it. */
  on(signal: Signal, heard: () => void): () => void;
}

/** A refusal the core explained: the sentence is found from its code. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Whatever was thrown, as a problem that can be put in words. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  return { code: 'window.unknown', args: { detail: thrown instanceof Error ? thrown.message : String(thrown) } };
}

type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: Problem };

async function open<T>(answer: Promise<Answer<T>>): Promise<T> {
  const got = await answer;
  if (got.status === 'error') throw new ProblemError(got.error);
  return got.data;
}

export const core: Api = {
  home: () => open(commands.home()),
  openDemo: () => open(commands.openDemo()),
  leaveDemo: () => open(commands.leaveDemo()),
  createCentre: (centre, person, pin, language) => open(commands.createCentre(centre, person, pin, language)),
  join: (code, headquarters, person, pin, language) => open(commands.join(code, headquarters, person, pin, language)),
  protect: (pin, language) => open(commands.protect(pin, language)),
  sayPhrase: (words) => open(commands.sayPhrase(words)),
  unlock: (person, pin) => open(commands.unlock(person, pin)),
  lock: () => open(commands.lock()),
  stillHere: () => open(commands.stillHere()),
  peopleByCode: (code) => open(commands.peopleByCode(code)),
  comeBack: (code, person, pin, language) => open(commands.comeBack(code, person, pin, language)),
  team: () => open(commands.team()),
  admit: (newcomer) => open(commands.admit(newcomer)),
  dismiss: (person) => open(commands.dismiss(person)),
  changePin: (old, pin) => open(commands.changePin(old, pin)),
  newRecovery: () => open(commands.newRecovery()),
  today: (date) => open(commands.today(date)),
  register: (session) => open(commands.register(session)),
  closeRegister: () => open(commands.closeRegister()),
  mark: (session, person, input) => open(commands.mark(session, person, input)),
  markRestPresent: (session) => open(commands.markRestPresent(session)),
  markVolunteer: (session, person, input) => open(commands.markVolunteer(session, person, input)),
  note: (session, person, text) => open(commands.note(session, person, text)),
  closing: (session) => open(commands.closing(session)),
  closeSession: (session, reason, kept) => open(commands.closeSession(session, reason, kept)),
  reopenSession: (session, reason) => open(commands.reopenSession(session, reason)),
  pauseEffect: (session, start, end) => open(commands.pauseEffect(session, start, end)),
  setPause: (session, pause) => open(commands.setPause(session, pause)),
  setPaper: (session, paper) => open(commands.setPaper(session, paper)),
  photos: (session) => open(commands.photos(session)),
  photo: (id) => open(commands.photo(id)),
  addPhoto: (session, picture) => open(commands.addPhoto(session, picture)),
  removePhoto: (id, reason) => open(commands.removePhoto(id, reason)),
  setPhotoLimit: (limitMb) => open(commands.setPhotoLimit(limitMb)),
  suggest: (session, text) => open(commands.suggest(session, text)),
  walkIn: (session, who, anyway) => open(commands.walkIn(session, who, anyway)),
  waitInstead: (session, who) => open(commands.waitInstead(session, who)),
  witness: (session, person, half, reason) => open(commands.witness(session, person, half, reason)),
  voidSignature: (session, signature, reason) => open(commands.voidSignature(session, signature, reason)),
  sheetVersions: (session) => open(commands.sheetVersions(session)),
  undo: (session) => open(commands.undo(session ?? null)),
  redo: (session) => open(commands.redo(session ?? null)),
  people: () => open(commands.people()),
  addPerson: (person) => open(commands.addPerson(person)),
  completePerson: (person, input) => open(commands.completePerson(person, input)),
  cohorts: () => open(commands.cohorts()),
  levels: () => open(commands.levels()),
  previewCohort: (cohort) => open(commands.previewCohort(cohort)),
  addCohort: (cohort) => open(commands.addCohort(cohort)),
  changeCohort: (cohort, to) => open(commands.changeCohort(cohort, to)),
  venues: () => open(commands.venues()),
  saveVenue: (venue) => open(commands.saveVenue(venue)),
  calendar: (first, last) => open(commands.calendar(first, last)),
  cohortSessions: (cohort) => open(commands.cohortSessions(cohort)),
  previewMove: (session, to) => open(commands.previewMove(session, to)),
  moveSession: (session, to) => open(commands.moveSession(session, to)),
  cancelSession: (session, scope, reason) => open(commands.cancelSession(session, scope, reason)),
  pipeline: () => open(commands.pipeline()),
  referral: (id) => open(commands.referral(id)),
  saveReferral: (input) => open(commands.saveReferral(input)),
  moveReferral: (id, state) => open(commands.moveReferral(id, state)),
  positionReferral: (id, input) => open(commands.positionReferral(id, input)),
  enrolReferral: (id, cohort, learner) => open(commands.enrolReferral(id, cohort, learner)),
  feedbackText: (id, language) => open(commands.feedbackText(id, language)),
  feedbackSent: (id) => open(commands.feedbackSent(id)),
  waiting: (cohort) => open(commands.waiting(cohort)),
  enrol: (cohort, learner, anyway) => open(commands.enrol(cohort, learner, anyway)),
  offerSeat: (cohort, learner) => open(commands.offerSeat(cohort, learner)),
  answerOffer: (cohort, learner, takes, refusal, anyway) => open(commands.answerOffer(cohort, learner, takes, refusal, anyway)),
  setPriority: (cohort, learner, isFirst) => open(commands.setPriority(cohort, learner, isFirst)),
  transfer: (cohort, learner, to, anyway) => open(commands.transfer(cohort, learner, to, anyway)),
  cancelEnrolment: (cohort, learner) => open(commands.cancelEnrolment(cohort, learner)),
  setOfferHours: (cohort, hours) => open(commands.setOfferHours(cohort, hours)),
  offerText: (cohort, learner, language) => open(commands.offerText(cohort, learner, language)),
  plannedTwice: () => open(commands.plannedTwice()),
  settleMoved: (session, both) => open(commands.settleMoved(session, both)),
  daysOff: () => open(commands.daysOff()),
  saveClosure: (closure) => open(commands.saveClosure(closure)),
  removeClosure: (id) => open(commands.removeClosure(id)),
  setTerritory: (territory) => open(commands.setTerritory(territory)),
  partners: () => open(commands.partners()),
  savePartner: (input) => open(commands.savePartner(input)),
  savePartnerContact: (input) => open(commands.savePartnerContact(input)),
  erasePartnerContact: (id) => open(commands.erasePartnerContact(id)),
  fundings: () => open(commands.fundings()),
  saveFunding: (input) => open(commands.saveFunding(input)),
  allocation: (cohort) => open(commands.allocation(cohort)),
  saveAllocation: (cohort, lines) => open(commands.saveAllocation(cohort, lines)),
  catalogue: () => open(commands.catalogue()),
  saveLevel: (input) => open(commands.saveLevel(input)),
  saveProgramme: (input) => open(commands.saveProgramme(input)),
  previewWorkshop: (input) => open(commands.previewWorkshop(input)),
  addWorkshop: (input) => open(commands.addWorkshop(input)),
  undoPlan: () => open(commands.undoPlan()),
  redoPlan: () => open(commands.redoPlan()),
  attendanceWeeks: (cohort) => open(commands.attendanceWeeks(cohort)),
  exportWeek: (cohort, date, language) => open(commands.exportWeek(cohort, date, language)),
  exportAttendance: (cohort, format, purpose, language) => open(commands.exportAttendance(cohort, format, purpose, language)),
  status: () => open(commands.status()),
  exchange: () => open(commands.exchange()),
  exchangeNow: () => open(commands.exchangeNow()),
  exchangeStop: () => open(commands.exchangeStop()),
  looks: () => open(commands.looks()),
  settleLook: (id, choice) => open(commands.settleLook(id, choice)),
  history: (session) => open(commands.history(session)),
  personHistory: (person) => open(commands.personHistory(person)),
  person: (person) => open(commands.person(person)),
  erasure: (person) => open(commands.erasure(person)),
  erase: (person) => open(commands.erase(person)),
  exportSheet: (session, blank, version, language) => open(commands.exportSheet(session, blank, version, language)),
  previewSheet: (session, blank, version, language) => open(commands.previewSheet(session, blank, version, language)),
  printSheet: async (session, blank, version) => {
    await open(commands.printSheet(session, blank, version));
    // The system's own dialog, over what the page shows for print.
    window.print();
  },
  findPeople: (typed) => open(commands.findPeople(typed)),
  saveCalendar: (of) => open(commands.saveCalendar(of)),
  exportPack: (ask, language) => open(commands.exportPack(ask, language)),
  previewPack: (ask, language) => open(commands.previewPack(ask, language)),
  printPack: async (ask) => {
    await open(commands.printPack(ask));
    window.print();
  },
  exportPerson: (person, purpose, language) => open(commands.exportPerson(person, purpose, language)),
  beginSigning: (session) => open(commands.beginSigning(session)),
  signing: () => open(commands.signing()),
  sign: (person, half, input) => open(commands.sign(person, half, input)),
  chooseCode: (person, way, code) => open(commands.chooseCode(person, way, code)),
  leaveSigning: (pin) => open(commands.leaveSigning(pin)),
  signChoices: () => open(commands.signChoices()),
  setSignChoices: (choices) => open(commands.setSignChoices(choices)),
  backups: () => open(commands.backups()),
  backUpNow: () => open(commands.backUpNow()),
  restoreNewest: () => open(commands.restoreNewest()),
  volunteers: () => open(commands.volunteers()),
  volunteer: (volunteer) => open(commands.volunteer(volunteer)),
  saveVolunteer: (input) => open(commands.saveVolunteer(input)),
  saveAbsence: (input) => open(commands.saveAbsence(input)),
  removeAbsence: (volunteer, id) => open(commands.removeAbsence(volunteer, id)),
  rota: (query) => open(commands.rota(query)),
  assign: (input, query) => open(commands.assign(input, query)),
  findVolunteer: (session, query) => open(commands.findVolunteer(session, query)),
  volunteerHours: (first, last) => open(commands.volunteerHours(first, last)),
  setHourValue: (cents) => open(commands.setHourValue(cents)),
  askText: (session, volunteer, language) => open(commands.askText(session, volunteer, language)),
  on(signal, heard) {
    const stop = listen(signal, () => heard());
    return () => void stop.then((off) => off());
  },
};

/** The core when there is one; otherwise an invented centre, so that every state can be looked at. */
export async function pickApi(search: string): Promise<Api> {
  if ('__TAURI_INTERNALS__' in window) return core;
  const { fakeFromAddress } = await import('./fake');
  return fakeFromAddress(search);
}
