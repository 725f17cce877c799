// Sign mode of the in-memory centre: who has signed, with which code, and what is refused. Plain answers;
// fake.ts asks, and keeps the people.
import type { Half, LearnerRow, SessionCard, SignChoices, SignedHalf, SignInput, Signing, SignTile, VolunteerRow } from './bindings';
import { refuse } from './fake-refuse';

/** How many wrong codes send somebody to the trainer. */
const TRIES = 3;
/** More numbers than a hand writes. */
const INK_MAX = 40_000;

export class FakeSigning {
  session: string | null = null;
  choices: SignChoices = { ways: ['drawn', 'pictures'], languages: [] };
  halves: Half[] = ['afternoon'];
  half: Half = 'afternoon';
  readonly codes = new Map<string, { way: 'pictures' | 'code'; code: string }>();
  readonly signed = new Map<string, SignedHalf>();
  private readonly wrong = new Map<string, number>();

  constructor(scenario: string) {
    if (!scenario.startsWith('signing')) return;
    this.session = 'session-2';
    this.choices = { ways: ['drawn', 'pictures', 'code'], languages: ['ar', 'prs', 'ps', 'uk', 'ti', 'so'] };
    if (scenario === 'signing-day') this.halves = ['morning', 'afternoon'];
    for (const person of ['learner-1', 'learner-3', 'learner-5']) this.put(person, 'afternoon', 'signed');
    this.put('learner-7', 'afternoon', 'again');
  }

  put(person: string, half: Half, state: SignedHalf['state'], way: SignedHalf['way'] = 'drawn', at_ms = 0): void {
    this.signed.set(`${person} ${half}`, { half, state, way, at_ms, id: `signature-${person}-${half}` });
  }

  view(card: SessionCard, learners: LearnerRow[], volunteers: VolunteerRow[], me: string): Signing {
    const { session, choices, halves, half } = this;
    if (!session) return refuse('signing.not_begun');
    const tile = (row: LearnerRow | VolunteerRow): SignTile => ({
      id: row.id,
      name: short(row.name),
      own_name: 'own_name' in row ? (row.own_name?.split(' ')[0] ?? null) : null,
      language: 'language' in row ? row.language : null,
      trainer: !('language' in row),
      here: row.mark?.status === 'present',
      code: this.codes.get(row.id)?.way ?? null,
      signed: halves.map((of) => this.signed.get(`${row.id} ${of}`) ?? { half: of, state: 'none', way: null, at_ms: null, id: null }),
    });
    const { title, code, module, date, start, end } = card;
    const people = [...learners, ...volunteers].map(tile);
    return { session, title, code, module, date, start, end, halves, half, trainer: me.split(' ')[0]!, pin: true, ...choices, people };
  }

  sign(view: Signing, person: string, half: Half, input: SignInput, now: number): void {
    const tile = view.people.find((other) => other.id === person);
    if (!tile?.here) refuse('signing.not_here');
    if (this.signed.get(`${person} ${half}`)?.state === 'signed') refuse('signing.signed');
    if (!this.choices.ways.includes(input.way)) refuse('signing.way_off');
    if (input.way === 'drawn') {
      const points = input.strokes.reduce((sum, stroke) => sum + stroke.length, 0);
      if (points === 0) refuse('signing.empty');
      if (points > INK_MAX) refuse('signing.too_long');
    } else this.recognise(person, input);
    this.put(person, half, 'signed', input.way, now);
  }

  choose(person: string, way: 'pictures' | 'code', code: string): void {
    if (!this.session) refuse('signing.not_begun');
    if (this.codes.has(person)) refuse('signing.code_exists');
    if (/^(.)\1+$/.test(code) || code === '1234' || code === '012') refuse('signing.code_weak');
    this.codes.set(person, { way, code });
  }

  private recognise(person: string, { way, code }: { way: 'pictures' | 'code'; code: string }): void {
    const kept = this.codes.get(person) ?? refuse('signing.code_none');
    if (kept.way === way && kept.code === code) return void this.wrong.delete(person);
    const wrong = Math.min((this.wrong.get(person) ?? 0) + 1, TRIES);
    this.wrong.set(person, wrong);
    refuse('signing.code_wrong', { left: String(TRIES - wrong) });
  }
}

/** `Nour A.` */
function short(name: string): string {
  const [given, family] = name.split(' ');
  return family ? `${given} ${Array.from(family)[0]}.` : given!;
}
