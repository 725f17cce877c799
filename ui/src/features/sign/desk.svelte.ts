// Sign mode as it stands: whose tile is chosen, what they have drawn or pressed so far, what is said to
// them. It asks the core and follows its answers; it draws nothing and moves no focus.
import { asProblem, type Api, type Half, type Problem, type SignInput, type Signing, type SignTile } from '../../api';
import type { Sentence } from '../../words/signing/sentences';
import { ownVoice, voiceOf } from '../../words/signing/voice';
import { longer, type Point } from './ink';
import { canSign, firstWay, halfFor, wants, waysOf, type Way } from './tiles';

/** How long somebody is thanked before the next may come. */
export const THANKS_MS = 2_000;
/** More numbers than a signature has, and fewer than would weigh on an old computer. */
export const INK_MAX = 20_000;
/** How long the code of each kind is. */
export const LONG = { pictures: 3, code: 4 } as const;

/** A code is typed; or chosen, chosen once more, and kept: then it only has to be signed. */
export type Step = 'enter' | 'choose' | 'once-more' | 'kept';
type SaidNow = { key: Sentence; args?: Record<string, string> };

/** What a refusal is to the person who signs; others are the interface's to say. */
const OWN_WORDS: Record<string, Sentence> = {
  'signing.empty': 'empty',
  'signing.too_long': 'too-much',
  'signing.code_weak': 'weak',
  'signing.code_wrong': 'wrong',
};
/** Refusals that say that sign mode is not what this window shows any more. */
const LOST = ['signing.not_begun', 'keys.locked', 'keys.away', 'exchange.wiped'];

export class SignDesk {
  view = $state.raw<Signing | null>(null);
  /** What the person who gave the computer has to know. */
  problem = $state.raw<Problem | null>(null);
  person = $state<string | null>(null);
  half = $state<Half>('morning');
  way = $state<Way>('drawn');
  step = $state<Step>('enter');
  code = $state('');
  strokes = $state.raw<number[][]>([]);
  /** What is said to the person, in their language. */
  said = $state.raw<SaidNow | null>(null);
  thanked = $state.raw<SignTile | null>(null);
  busy = $state(false);
  /** Who had too many wrong codes. */
  private sent = $state.raw<string[]>([]);
  readonly tile = $derived(this.view?.people.find((tile) => tile.id === this.person) ?? null);
  readonly voice = $derived.by(() => {
    const who = this.thanked ?? this.tile;
    return who && this.view ? voiceOf(who.language, this.view.languages) : ownVoice();
  });
  readonly ways = $derived(this.tile && this.view ? waysOf(this.tile, this.view.ways) : []);
  /** Too many wrong codes: the trainer helps. */
  readonly helped = $derived(this.way !== 'drawn' && this.sent.includes(this.person ?? ''));
  private first = '';
  private stale = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private answered = 0;

  constructor(
    private readonly api: Api,
    /** Sign mode is over without having been left here. */
    private readonly lost: () => void,
    /** The thanks are over. */
    private readonly next: (after: SignTile) => void,
  ) {}

  /** Whole: nothing is missing from the code. */
  get whole(): boolean {
    return this.way !== 'drawn' && this.code.length === LONG[this.way];
  }

  begin(view: Signing, person: string | null): void {
    this.view = view;
    if (person) this.pick(person);
  }

  async read(): Promise<void> {
    const view = await this.ask(() => this.api.signing());
    // While somebody signs, the answer to that says what became of it.
    if (view && !this.busy && this.person && (!this.tile || !canSign(this.tile))) this.back();
  }

  /** Chooses a tile; one that has nothing to sign does nothing. */
  pick(person: string): boolean {
    const tile = this.view?.people.find((other) => other.id === person);
    if (!tile || !this.view || !canSign(tile)) return false;
    this.endThanks();
    this.person = person;
    this.half = halfFor(tile, this.view.half);
    this.way = firstWay(tile, this.view.ways);
    this.start();
    return true;
  }

  back(): void {
    this.person = null;
    this.start();
  }

  choose(way: Way): void {
    if (way === this.way || !this.ways.includes(way)) return;
    this.way = way;
    this.start();
  }

  chooseHalf(half: Half): void {
    if (this.tile && wants(this.tile, half)) this.half = half;
  }

  /** Puts the pen down somewhere. */
  ink(at: Point): void {
    if (this.busy) return;
    this.said = null;
    this.strokes = [...this.strokes, [...at]];
  }

  /** Goes on with the stroke. */
  inked(through: Point[]): void {
    const last = this.strokes.at(-1);
    if (!last || this.busy) return;
    const size = this.strokes.reduce((sum, stroke) => sum + stroke.length, 0);
    if (size + through.length * 2 > INK_MAX) this.said = { key: 'too-much' };
    else this.strokes = [...this.strokes.slice(0, -1), longer(last, through)];
  }

  /** One picture or digit more. The last one of a code that is being chosen leads on. */
  async press(sign: string): Promise<void> {
    if (this.way === 'drawn' || this.whole || this.busy || this.helped) return;
    this.said = null;
    this.code += sign;
    if (!this.whole) return;
    if (this.step === 'choose') {
      this.first = this.code;
      this.code = '';
      this.step = 'once-more';
    } else if (this.step === 'once-more') {
      if (this.code === this.first) await this.keep(this.way);
      else this.again('not-same');
    }
  }

  /** Takes back the last picture or digit. */
  unpress(): void {
    if (this.step !== 'kept' && !this.busy) this.code = this.code.slice(0, -1);
  }

  erase(): void {
    if (this.busy || this.step === 'kept') return;
    // Nothing left to erase in the second round: the first one is taken back.
    if (this.step === 'once-more' && this.code === '') this.step = 'choose';
    this.code = '';
    this.strokes = [];
    this.said = null;
  }

  async sign(): Promise<void> {
    const { tile, way } = this;
    if (!tile || this.busy || this.helped) return;
    const missing: Sentence | null = way !== 'drawn' ? (this.whole ? null : `${way}-missing`) : this.strokes.length > 0 ? null : 'empty';
    if (missing) {
      this.said = { key: missing };
      return;
    }
    const input: SignInput = way === 'drawn' ? { way, strokes: this.strokes } : { way, code: this.code };
    this.busy = true;
    const view = await this.ask(() => this.api.sign(tile.id, this.half, input), tile.id);
    this.busy = false;
    if (view && this.person === tile.id) this.thank(tile);
    await this.catchUp();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async keep(way: 'pictures' | 'code'): Promise<void> {
    const { person, code } = this;
    if (!person) return;
    this.busy = true;
    const view = await this.ask(() => this.api.chooseCode(person, way, code), person);
    this.busy = false;
    if (this.person === person && view) this.step = 'kept';
    await this.catchUp();
  }

  private start(): void {
    this.code = this.first = '';
    this.strokes = [];
    this.problem = null;
    this.said = this.helped ? { key: 'ask' } : null;
    this.step = this.way === 'drawn' || this.tile?.code === this.way ? 'enter' : 'choose';
  }

  private again(key: Sentence, args?: Record<string, string>): void {
    this.start();
    this.said = args ? { key, args } : { key };
  }

  private thank(tile: SignTile): void {
    this.back();
    this.thanked = tile;
    this.timer = setTimeout(() => {
      this.endThanks();
      this.next(tile);
    }, THANKS_MS);
  }

  private endThanks(): void {
    clearTimeout(this.timer);
    this.thanked = null;
  }

  /** An answer that is older than one already shown is dropped. */
  private async ask(work: () => Promise<Signing>, person: string | null = null): Promise<Signing | null> {
    const turn = ++this.asked;
    try {
      const view = await work();
      if (turn > this.answered) {
        this.answered = turn;
        this.view = view;
      }
      if (person === null) this.problem = null;
      return view;
    } catch (e) {
      this.refused(asProblem(e), person);
      return null;
    }
  }

  private refused(problem: Problem, person: string | null): void {
    if (LOST.includes(problem.code)) return this.lost();
    if (person !== this.person && person !== null) return;
    const left = problem.args['left'] ?? '';
    const own = OWN_WORDS[problem.code];
    if (problem.code === 'signing.code_wrong' && left === '0' && person) {
      this.sent = [...this.sent, person];
      this.start();
    } else if (own && own !== 'too-much') this.again(own, { left });
    else if (own) this.said = { key: own };
    else {
      this.problem = problem;
      this.stale = problem.code.startsWith('signing.');
    }
  }

  /** What the core knows and this window did not: somebody signed, or chose a code, elsewhere. */
  private async catchUp(): Promise<void> {
    const { problem } = this;
    if (!this.stale || !problem) return;
    this.stale = false;
    await this.read();
    if (this.person && this.way !== 'drawn') this.start();
    this.problem = problem;
  }
}
