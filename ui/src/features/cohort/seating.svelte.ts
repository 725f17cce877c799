// The seats of a group as they stand now: read again when records change and when an offer ends, because
// then the list changes although nobody wrote anything. It draws nothing.
import { asProblem, type Api, type Label, type Problem, type WaitingView } from '../../api';
import { now } from '../../words/clock';
import { nextEnd } from './seats';

/** A timer takes no longer time than this; the list is then read for nothing. */
const WAIT_MAX = 2_000_000_000;
/** After the end, so that the core sees it as over; how long is left is told again this often. */
const AFTER = 500;
const TELL = 30_000;

export class Seating {
  view = $state.raw<WaitingView | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** The moment for which it is told, which goes on between two readings. */
  at = $state(0);
  busy = $state(false);
  private end: ReturnType<typeof setTimeout> | null = null;
  private turn = 0;

  constructor(
    private readonly api: Api,
    private readonly cohort: string,
    private readonly done: (label: Label) => void,
  ) {}

  async read(): Promise<void> {
    const turn = (this.turn += 1);
    try {
      const view = await this.api.waiting(this.cohort);
      if (turn !== this.turn) return;
      this.take(view);
      this.problem = null;
    } catch (e) {
      if (turn === this.turn) this.problem = asProblem(e);
    }
  }

  /** Does one thing, and says by what name it can be taken back. Answers whether it was done. */
  async act(label: (view: WaitingView) => Label, write: () => Promise<WaitingView>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      const view = await write();
      this.turn += 1;
      this.take(view);
      this.problem = null;
      this.done(label(view));
    } catch (e) {
      this.problem = asProblem(e);
    }
    this.busy = false;
    return this.problem === null;
  }

  private take(view: WaitingView): void {
    this.view = view;
    const at = view.now_ms ?? now();
    this.at = at;
    const shift = at - now();
    if (this.end) clearTimeout(this.end);
    const end = nextEnd(view);
    if (end !== null) this.end = setTimeout(() => void this.read(), Math.min(WAIT_MAX, Math.max(0, end - at) + AFTER));
    this.shift = shift;
  }
  /** How far the core's clock is from the window's. */
  private shift = 0;

  /** While it is shown; answers what stops it. */
  watch(): () => void {
    const tell = setInterval(() => (this.at = now() + this.shift), TELL);
    const off = this.api.on('records-changed', () => void this.read());
    return () => {
      clearInterval(tell);
      if (this.end) clearTimeout(this.end);
      off();
    };
  }
}
