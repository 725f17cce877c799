// The way into a group in the in-memory centre: who was sent here by whom, and who has a seat, is offered
// one or waits. It moves, asks and passes an offer on, so that the screens can be seen; the rules are the
// core's. Its gestures are taken back before any other of planning. All names are invented.
import { isoDay, now } from '../words/clock';
import type { EntryGap, Label, Letter, LevelRow, PipelineView, PositioningInput, ReferralDetail, ReferralInput, ReferralRow, Seat, SeatRow, Undone, WaitingView } from './bindings';
import { LEVELS, people } from './fake-centre';
import { refuse } from './fake-refuse';
import type { Api } from './index';

type Commands = 'pipeline' | 'referral' | 'saveReferral' | 'moveReferral' | 'positionReferral' | 'enrolReferral' | 'feedbackText' | 'feedbackSent' | 'waiting' | 'enrol' | 'offerSeat' | 'answerOffer' | 'setPriority' | 'transfer' | 'cancelEnrolment' | 'setOfferHours' | 'offerText' | 'undoPlan' | 'redoPlan';
export type PipelineCommands = Pick<Api, Commands>;
type Host = Pick<Api, 'undoPlan' | 'redoPlan' | 'cohorts' | 'people'> & { calls: string[]; failing: boolean; say(signal: 'records-changed'): void };

const DAY = 86_400_000;
const HOUR = 3_600_000;
export const GRAVES = 'Mission locale des Graves';
const CADA = 'CADA de Talence';
const PARTNERS: Record<string, string> = { [GRAVES]: 'partner-1', [CADA]: 'partner-2' };
const ENDS = ['no_answer', 'declined_by_person', 'not_eligible', 'redirected'];
const MAY: Record<string, string[]> = {
  received: ['contacted', 'interview', 'accepted', ...ENDS],
  contacted: ['interview', 'accepted', ...ENDS],
  interview: ['accepted', 'contacted', ...ENDS],
  accepted: ['enrolled', 'interview', 'declined_by_person', 'no_answer', 'redirected'],
  enrolled: ['closed'],
  closed: ['contacted'],
};
const dayBefore = (days: number) => isoDay(now() - days * DAY);

type Kept = Omit<ReferralDetail, 'row' | 'gaps' | 'alike' | 'wanted'> & Pick<ReferralRow, 'id' | 'state' | 'partner' | 'received' | 'answer_day' | 'level' | 'cohort' | 'learner' | 'language' | 'phones' | 'french' | 'feedback'>;
type Line = [given: string, family: string, state: string, partner: string | null, level: number | null, received: number, answer: number | null, language: string, answers: string, french: string | null];

/** Days are counted back from today. */
const LINES: Line[] = [
  ['Yonas', 'Tekle', 'received', GRAVES, 0, 16, 2, 'ti', '----------', null],
  ['Halima', 'Noorzai', 'received', CADA, 0, 6, -9, 'ps', '----------', null],
  ['Blessing', 'Okafor', 'received', GRAVES, 1, 4, -11, 'en', '----------', null],
  ['Bohdan', 'Lysenko', 'received', null, null, 1, null, 'uk', '----------', null],
  ['Nour', 'Al-Hassan', 'contacted', GRAVES, 0, 12, -3, 'ar', '----------', 'a1'],
  ['Mamadou', 'Barry', 'contacted', CADA, 0, 11, -4, 'ff', '----------', null],
  ['Freweini', 'Abraha', 'contacted', CADA, 1, 9, -6, 'ti', '012-------', 'a1_1'],
  ['Shirin', 'Rahimi', 'interview', GRAVES, 1, 14, -1, 'fa', '2110011010', 'a2'],
  ['Davit', 'Kapanadze', 'interview', GRAVES, 0, 20, 3, 'ka', '1100100000', 'none'],
  ['Amina', 'Yusuf', 'accepted', CADA, 0, 22, null, 'so', '1111011010', 'a1'],
  ['Leila', 'Haddad', 'accepted', GRAVES, 1, 18, null, 'ar', '2222122111', 'b1'],
  ['Oksana', 'Kovalchuk', 'enrolled', GRAVES, 0, 41, null, 'uk', '2121111010', 'a2'],
  ['Selam', 'Haile', 'enrolled', CADA, 0, 44, null, 'ti', '1010010000', 'a1'],
  ['Ibrahim', 'Sesay', 'redirected', CADA, 0, 33, null, 'en', '3333333322', 'b2'],
];

function first(lines: Line[]): Kept[] {
  return lines.map(([given, family, state, partner, level, received, answer, language, answers, french], i) => ({
    id: `ref-${i + 1}`, given, family, state, partner, language, answers, french,
    email: i % 3 === 0 ? `${given.toLowerCase()}@exemple.org` : '',
    phones: [`06 39 98 ${String(10 + i)} 2${i % 10}`],
    received: dayBefore(received), answer_day: answer === null ? null : dayBefore(answer),
    level: level === null ? null : LEVELS[level]!.id, cohort: state === 'enrolled' ? 'cohort-1' : null,
    learner: state === 'enrolled' ? (given === 'Selam' ? 'learner-10' : 'learner-3') : null,
    advisor: partner === GRAVES ? 'contact-1' : null, advisor_name: partner === GRAVES ? 'Sophie Martin' : null,
    note: i === 1 ? 'Préfère le matin : ses enfants sont à l’école.' : '', feedback: null,
  }));
}

/** Seats of a group that does not say how many it has. */
const SEATS_UNSAID = 1000;

type Seating = { capacity: number; code: string; hours: number; people: SeatRow[] };
const seat = (learner: string, name: string, more: Partial<SeatRow>): SeatRow => ({ learner, name, seat: 'seated', state: 'confirmed', rank: null, is_first: false, asked_ms: null, until_ms: null, refusal: null, went_to: null, referral: null, partner: null, gaps: [], ...more });

/** Ten seats: eight have theirs, two are offered one, three wait, one did not answer, two are gone. */
function firstSeats(): Seating {
  const wants = (learner: string, name: string, days: number, more: Partial<SeatRow> = {}) => seat(learner, name, { seat: 'waiting', state: 'waitlisted', asked_ms: now() - days * DAY, partner: GRAVES, ...more });
  return {
    capacity: 10, code: 'PASS-A', hours: 72,
    people: [
      ...people().slice(0, 8).map((row) => seat(row.id, row.name, {})),
      wants('learner-21', 'Yusuf Demir', 9, { seat: 'offered', until_ms: now() + 26 * HOUR }),
      wants('learner-22', 'Rosa Mbala', 8, { seat: 'offered', until_ms: now() + 2.5 * HOUR, partner: CADA }),
      wants('learner-23', 'Arjan Hoxha', 3, { is_first: true, partner: CADA, gaps: [{ code: 'french', wanted: 'a2', has: 'a1' }] }),
      wants('learner-24', 'Tigist Bekele', 7),
      wants('learner-25', 'Khalid Omar', 5, { partner: null }),
      wants('learner-26', 'Elene Gelashvili', 11, { seat: 'lapsed' }),
      wants('learner-27', 'Farah Aziz', 10, { seat: 'gone', state: 'declined', refusal: 'hours' }),
      wants('learner-28', 'Samuel Eyob', 12, { seat: 'gone', state: 'transferred', went_to: 'DIG-2', partner: CADA }),
    ],
  };
}

export class FakePipeline {
  isPrivate = true;
  referrals: Kept[];
  seats = new Map<string, Seating>();
  constructor(some: boolean) {
    this.referrals = first(some ? LINES : []);
    if (some) this.seats.set('cohort-4', firstSeats());
  }
  kept() {
    return { referrals: this.referrals, seats: structuredClone([...this.seats]) };
  }
  restore({ referrals, seats }: ReturnType<FakePipeline['kept']>) {
    [this.referrals, this.seats] = [referrals, new Map(seats)];
  }

  row(kept: Kept): ReferralRow {
    const level = LEVELS.find((one) => one.id === kept.level);
    const given = [...kept.answers].filter((c) => c !== '-');
    const points = given.length ? given.reduce((sum, c) => sum + Number(c), 0) : null;
    const advice = given.length < 10 ? null : points! <= 10 ? 'first' : points! <= 19 ? 'second' : points! <= 26 ? 'third' : 'beyond';
    const open = ['received', 'contacted', 'interview'].includes(kept.state);
    const cohort = this.cohortOf(kept);
    const place = this.placeOf({ ...kept, cohort });
    return {
      id: kept.id, name: [kept.given, kept.family].filter(Boolean).join(' '), state: kept.state, may: MAY[kept.state] ?? ['closed', 'contacted'],
      partner: kept.partner, partner_id: kept.partner && (PARTNERS[kept.partner] ?? `partner-${kept.partner}`), received: kept.received,
      days: Math.round((Date.parse(isoDay(now())) - Date.parse(kept.received)) / DAY), answer_day: kept.answer_day,
      is_late: open && kept.answer_day !== null && kept.answer_day < isoDay(now()),
      level: kept.level, level_code: level?.code ?? null, cohort, cohort_code: cohort && this.codeOf(cohort), learner: kept.learner,
      seat: place?.seat ?? (kept.learner ? 'seated' : null), rank: place?.rank ?? null,
      language: kept.language, phones: kept.phones, answered: given.length, points, advice, french: kept.french, feedback: kept.feedback,
    };
  }
  /** The group that somebody wants or came into, or the one to which they went from there. */
  private cohortOf({ cohort, learner }: Kept): string | null {
    const left = cohort === null ? undefined : this.seats.get(cohort)?.people.find((one) => one.learner === learner && one.state === 'transferred');
    const to = left && [...this.seats].find(([, seating]) => seating.code === left.went_to);
    return to ? to[0] : cohort;
  }
  /** Where somebody who was sent here stands in their group, once anybody looked at its seats. */
  private placeOf({ cohort, learner }: Kept): SeatRow | undefined {
    const seating = cohort === null ? undefined : this.seats.get(cohort);
    const row = seating?.people.find((one) => one.learner === learner);
    return row?.seat === 'waiting' ? { ...row, rank: queueOf(seating!).indexOf(row) + 1 } : row;
  }
  private codeOf(cohort: string): string {
    return this.seats.get(cohort)?.code ?? { 'cohort-1': 'DIG-1', 'cohort-2': 'DIG-2', 'cohort-3': 'COD-1' }[cohort] ?? cohort;
  }
  view(): PipelineView {
    const rows = this.isPrivate ? this.referrals.map((kept) => this.row(kept)) : [];
    return { rows: rows.sort((a, b) => a.received.localeCompare(b.received)), is_private_here: this.isPrivate };
  }
  one(id: string): Kept {
    return this.referrals.find((kept) => kept.id === id) ?? refuse('referral.unknown');
  }
  detail(id: string): ReferralDetail {
    const { given, family, email, advisor, advisor_name, note, answers, ...kept } = this.one(id);
    const row = this.row(this.one(id));
    const alike = kept.learner ? [] : people().filter((p) => p.name === row.name).map((p) => ({ id: p.id, name: p.name, own_name: p.own_name, cohorts: p.cohorts, why: { key: 'why-same-name', args: {} } }));
    return { row, given, family, email, advisor, advisor_name, note, answers, alike, gaps: gapsOf(kept.french, LEVELS.find((one) => one.id === kept.level)), wanted: kept.cohort };
  }
  put(id: string, change: Partial<Kept>): void {
    this.one(id);
    this.referrals = this.referrals.map((kept) => (kept.id === id ? { ...kept, ...change } : kept));
  }
  save(input: ReferralInput): string {
    if (!input.given.trim() && !input.family.trim()) refuse('person.name_missing');
    const { id, ...rest } = input;
    if (id === null) {
      const made = `ref-${this.referrals.length + 1}`;
      this.referrals = [...this.referrals, { ...rest, id: made, state: 'received', answers: '----------', french: null, learner: null, feedback: null, advisor_name: null }];
      return made;
    }
    this.put(id, { ...rest, advisor_name: rest.advisor ? this.one(id).advisor_name : null });
    return id;
  }

  /** Offers that ended are over, and free seats are offered to those who wait. */
  standing(cohort: string, of: { code: string; capacity: number; learners: number }): WaitingView {
    let seating = this.seats.get(cohort);
    if (!seating) this.seats.set(cohort, (seating = { code: of.code, capacity: of.capacity, hours: 72, people: people().filter((p) => !p.is_volunteer).slice(0, of.learners).map((p) => seat(p.id, p.name, this.sentBy(cohort, p.id))) }));
    for (const row of seating.people) if (row.seat === 'offered' && row.until_ms! <= now()) Object.assign(row, { seat: 'lapsed', until_ms: null });
    const having = (what: string) => seating.people.filter((row) => row.seat === what);
    const queue = () => queueOf(seating);
    const free = () => (seating.capacity || SEATS_UNSAID) - having('seated').length - having('offered').length;
    for (let next = queue()[0]; next && free() > 0; next = queue()[0]) Object.assign(next, { seat: 'offered', until_ms: now() + seating.hours * HOUR });
    const ranked = queue().map((row, i) => ({ ...row, rank: i + 1 }));
    return { cohort, code: seating.code, capacity: seating.capacity, free: Math.max(0, free()), offer_hours: seating.hours, now_ms: now(), people: structuredClone([...having('seated'), ...having('offered'), ...ranked, ...having('lapsed'), ...having('gone')]).map((row) => (this.isPrivate ? row : { ...row, referral: null })) };
  }
  /** Other seats, never fewer than are taken: how many are offered to those who waited. */
  resize(cohort: string, capacity: number): number {
    const seating = this.seats.get(cohort);
    if (!seating) return 0;
    const having = (...seats: Seat[]) => seating.people.filter((row) => seats.includes(row.seat)).length;
    const taken = having('seated', 'offered');
    if (capacity < taken) refuse('cohort.seats_taken', { count: String(taken) });
    seating.capacity = capacity;
    return Math.min(capacity - taken, having('waiting'));
  }
  private sentBy(cohort: string, learner: string): Partial<SeatRow> {
    const sent = this.referrals.find((kept) => kept.cohort === cohort && kept.learner === learner);
    return sent ? { referral: sent.id, partner: sent.partner } : {};
  }
  place(cohort: string, learner: string, change: Partial<SeatRow>): SeatRow {
    const row = this.seats.get(cohort)?.people.find((one) => one.learner === learner) ?? refuse('seat.gone');
    return Object.assign(row, change);
  }
}

/** Those who wait, in their turn. */
const queueOf = ({ people: all }: Seating) => all.filter((row) => row.seat === 'waiting').sort((a, b) => Number(b.is_first) - Number(a.is_first) || a.asked_ms! - b.asked_ms!);

/** Whom each thing can be done with; of others it is refused by this code. */
const HERE: Seat[] = ['seated', 'offered', 'waiting', 'lapsed'];
const WAITS: Seat[] = ['offered', 'waiting', 'lapsed'];

function gapsOf(french: string | null, level: LevelRow | undefined): EntryGap[] {
  if (level?.code !== 'DIG-2') return [];
  const gaps: EntryGap[] = french === null ? [{ code: 'french_unknown', wanted: 'a2', has: null }] : ['none', 'a1_1', 'a1'].includes(french) ? [{ code: 'french', wanted: 'a2', has: french }] : [];
  return [...gaps, { code: 'previous_level', wanted: 'DIG-1', has: null }];
}

const letter = (subject: string, ...text: string[]): Letter => ({ subject, text: text.join('\n\n') });

/** What the in-memory centre answers about it. */
export function pipelineApi(fake: Host, pipeline: FakePipeline, delay: number): PipelineCommands {
  type Was = { label: Label; kept: ReturnType<FakePipeline['kept']> };
  const done: Was[] = [];
  let undone: Was[] = [];
  const before = { undoPlan: fake.undoPlan.bind(fake), redoPlan: fake.redoPlan.bind(fake) };
  const pass = async () => {
    await new Promise((go) => setTimeout(go, delay));
    if (fake.failing) refuse('store.disk_full');
  };
  const write = async <T>(call: string, label: Label, change: () => T | Promise<T>): Promise<T> => {
    fake.calls.push(call);
    await pass();
    const kept = pipeline.kept();
    const answer = await change();
    done.push({ label, kept });
    undone = [];
    fake.say('records-changed');
    return answer;
  };
  const turn = (from: () => Was[], to: () => Was[], otherwise: () => Promise<Undone>) => async (): Promise<Undone> => {
    const last = from().pop();
    if (!last) return otherwise();
    await pass();
    to().push({ label: last.label, kept: pipeline.kept() });
    pipeline.restore(last.kept);
    fake.say('records-changed');
    return { label: last.label, restored: 1, blocked: [] };
  };
  const stands = async (cohort: string): Promise<WaitingView> => {
    const row = (await fake.cohorts()).find((one) => one.id === cohort) ?? refuse('cohort.unknown');
    return pipeline.standing(cohort, row);
  };
  const named = async (learner: string) => (await fake.people()).find((row) => row.id === learner)?.name ?? learner;
  const labelled = (key: string, name: string, code = ''): Label => ({ key, args: { name, code } });
  const told = (key: string): Label => ({ key, args: {} });
  const seatOf = async (cohort: string, learner: string) => (await stands(cohort)).people.find((row) => row.learner === learner)?.name ?? named(learner);
  const change = async (call: string, key: string, cohort: string, learner: string, only: [Seat[], string], change: Partial<SeatRow>, check?: (view: WaitingView) => void) => {
    const name = await seatOf(cohort, learner);
    return write(`${call} ${cohort} ${learner}`, labelled(key, name, (await stands(cohort)).code), async () => {
      const view = await stands(cohort);
      mustBe(view, learner, only);
      check?.(view);
      pipeline.place(cohort, learner, change);
      return stands(cohort);
    });
  };
  const mustBe = ({ people: here }: WaitingView, learner: string, [seats, code]: [Seat[], string]) => void (here.some((row) => row.learner === learner && seats.includes(row.seat)) || refuse(code));
  const nameOf = (id: string) => pipeline.row(pipeline.one(id)).name;
  async function enrol(cohort: string, learner: string, name: string, more: Partial<SeatRow> = {}): Promise<WaitingView> {
    const { free, people: here } = await stands(cohort);
    const was = here.find((row) => row.learner === learner);
    if (was && (['seated', 'offered'].includes(was.seat) || (was.seat === 'waiting' && free === 0))) refuse('seat.already');
    const seating = pipeline.seats.get(cohort)!;
    const from = { referral: was?.referral ?? null, partner: was?.partner ?? null, ...more };
    seating.people = [...seating.people.filter((row) => row.learner !== learner), seat(learner, name, free > 0 ? from : { seat: 'waiting', state: 'waitlisted', asked_ms: now(), ...from })];
    return stands(cohort);
  }
  return {
    undoPlan: turn(() => done, () => undone, before.undoPlan),
    redoPlan: turn(() => undone, () => done, before.redoPlan),
    async pipeline() {
      await pass();
      return pipeline.view();
    },
    async referral(id) {
      await pass();
      return pipeline.detail(id);
    },
    saveReferral: (input) => write(`saveReferral ${JSON.stringify(input)}`, told('referral-saved'), () => pipeline.detail(pipeline.save(input))),
    moveReferral: (id, state) => write(`moveReferral ${id} ${state}`, told('referral-moved'), () => {
      if (!pipeline.row(pipeline.one(id)).may.includes(state)) refuse('referral.state');
      pipeline.put(id, { state });
      return pipeline.view();
    }),
    positionReferral: (id, { answers, french }: PositioningInput) => write(`positionReferral ${id} ${answers} ${french}`, told('referral-positioned'), () => {
      pipeline.put(id, { answers, french });
      return pipeline.detail(id);
    }),
    enrolReferral: async (id, cohort, learner) => write(`enrolReferral ${id} ${cohort} ${learner}`, labelled('referral-enrolled', nameOf(id), (await stands(cohort)).code), async () => {
      if (pipeline.one(id).state !== 'accepted') refuse('referral.not_accepted');
      const who = learner ?? `learner-of-${id}`;
      const here = (await stands(cohort)).people.some((row) => row.learner === who && ['seated', 'offered', 'waiting'].includes(row.seat));
      if (!here) await enrol(cohort, who, nameOf(id), { referral: id, partner: pipeline.one(id).partner });
      pipeline.put(id, { state: 'enrolled', cohort, learner: who });
      return pipeline.view();
    }),
    async feedbackText(id) {
      await pass();
      const row = pipeline.row(pipeline.one(id));
      return letter(`Votre orientation : ${row.name}`, 'Bonjour,', `Vous nous avez orienté ${row.name}. Cette personne est inscrite dans le groupe ${row.cohort_code ?? '–'}.`, 'Merci de votre confiance.', 'L’équipe du Centre de Bègles');
    },
    feedbackSent: (id) => write(`feedbackSent ${id}`, told('referral-told'), () => {
      pipeline.put(id, { feedback: isoDay(now()), ...(pipeline.one(id).state === 'enrolled' ? { state: 'closed' } : {}) });
      return pipeline.view();
    }),
    async waiting(cohort) {
      fake.calls.push(`waiting ${cohort}`);
      await pass();
      return stands(cohort);
    },
    enrol: async (cohort, learner) => {
      const name = await named(learner);
      return write(`enrol ${cohort} ${learner}`, labelled((await stands(cohort)).free > 0 ? 'seat-given' : 'seat-wished', name, (await stands(cohort)).code), () => enrol(cohort, learner, name));
    },
    offerSeat: (cohort, learner) => change('offerSeat', 'seat-offered', cohort, learner, [['waiting', 'lapsed'], 'seat.not_waiting'], { seat: 'offered', state: 'waitlisted', refusal: null, until_ms: now() + (pipeline.seats.get(cohort)?.hours ?? 72) * HOUR }, (view) => void (view.free > 0 || refuse('seat.none_free'))),
    answerOffer: (cohort, learner, takes, refusal) => change(`answerOffer ${takes} ${refusal}`, takes ? 'seat-taken' : 'seat-declined', cohort, learner, takes ? [['offered'], 'seat.no_offer'] : [WAITS, 'seat.not_waiting'], takes ? { seat: 'seated', state: 'confirmed', until_ms: null } : { seat: 'gone', state: 'declined', refusal, until_ms: null }),
    setPriority: (cohort, learner, isFirst) => change(`setPriority ${isFirst}`, isFirst ? 'seat-first' : 'seat-usual', cohort, learner, [WAITS, 'seat.not_waiting'], { is_first: isFirst }),
    transfer: async (cohort, learner, to) => {
      const name = await seatOf(cohort, learner);
      return write(`transfer ${cohort} ${learner} ${to}`, labelled('seat-transferred', name, (await stands(cohort)).code), async () => {
        if (to === cohort) refuse('seat.same_cohort');
        mustBe(await stands(cohort), learner, [HERE, 'seat.gone']);
        const { code } = await enrol(to, learner, name);
        pipeline.place(cohort, learner, { seat: 'gone', state: 'transferred', went_to: code, until_ms: null });
        return stands(cohort);
      });
    },
    cancelEnrolment: async (cohort, learner) => {
      const row = (await stands(cohort)).people.find((one) => one.learner === learner);
      const begins = (await fake.cohorts()).find((one) => one.id === cohort)?.first ?? null;
      // Whoever has begun has dropped out, and keeps their marks.
      const begun = row?.seat === 'seated' && begins !== null && begins < isoDay(now());
      return change('cancelEnrolment', begun ? 'seat-dropped' : 'seat-cancelled', cohort, learner, [HERE, 'seat.gone'], { seat: 'gone', state: begun ? 'dropped' : 'cancelled', until_ms: null });
    },
    setOfferHours: async (cohort, hours) => {
      const { code } = await stands(cohort);
      return write(`setOfferHours ${cohort} ${hours}`, { key: 'seat-hours', args: { code, hours: String(hours) } }, () => {
        pipeline.seats.get(cohort)!.hours = hours;
        return stands(cohort);
      });
    },
    async offerText(cohort, learner) {
      await pass();
      const { people: here, code } = await stands(cohort);
      return letter(`Une place pour vous, ${code}`, `Bonjour ${here.find((row) => row.learner === learner)?.name ?? ''},`, `Une place est libre pour vous dans le groupe ${code}. La première séance est lundi 3 mai, à 9:30, Médiathèque.`, 'Pour prendre la place, appelez-nous avant demain, 16:42.', 'Merci.');
    },
  };
}
