// Somebody who comes in without being enrolled: the name being typed, who it may be, and the answer of
// a group that is full. Only the name is asked. It draws nothing; the desk keeps.
import type { Api, Problem, Suggestion, WalkIn } from '../../api';
import type { Desk } from './desk.svelte';

/** From how many characters on somebody is suggested. */
const ENOUGH = 2;

export type Full = { who: WalkIn; count: string; capacity: string };

export class WalkIns {
  open = $state(false);
  text = $state('');
  found = $state.raw<Suggestion[]>([]);
  /** The suggestion in use; -1 is the text itself. */
  at = $state(-1);
  full = $state.raw<Full | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  /** How often the row was asked for: each time the cursor comes to the name. */
  wanted = $state(0);
  /** Counts what was asked: an answer that a later keystroke has overtaken is for nobody. */
  private asked = 0;

  constructor(
    private readonly api: Api,
    private readonly desk: Desk,
    /** The row is gone: the focus goes to who came in, or back to where it was. */
    private readonly done: (came: string | null) => void,
  ) {}

  begin(): void {
    this.open = true;
    this.wanted += 1;
  }

  leave(came: string | null = null): void {
    this.open = false;
    this.type('');
    this.done(came);
  }

  type(text: string): void {
    this.text = text;
    this.full = null;
    this.problem = null;
    this.at = -1;
    const asked = ++this.asked;
    if (text.trim().length < ENOUGH) {
      this.found = [];
      return;
    }
    void this.api.suggest(this.desk.session, text.trim()).then(
      (found) => {
        if (asked === this.asked) this.found = found;
      },
      // A name can be kept without being recognised.
      () => {
        if (asked === this.asked) this.found = [];
      },
    );
  }

  move(step: 1 | -1): void {
    const places = this.found.length + 1;
    this.at = ((this.at + 1 + step + places) % places) - 1;
  }

  /** Escape: back to the name when the group is full, else away. */
  back(): void {
    if (this.full) this.full = null;
    else this.leave();
  }

  /** Enter: who is chosen, or the text as a new name; on a full group, the waiting list. */
  accept(): Promise<void> {
    return this.full ? this.wait() : this.take(this.at);
  }

  /** The suggestion of this rank, or the text itself. */
  async take(rank: number): Promise<void> {
    const known = this.found[rank];
    const name = this.text.trim();
    if (known && this.desk.register?.learners.some((row) => row.id === known.id)) this.leave(known.id);
    else if (known) await this.come({ kind: 'known', id: known.id }, false);
    else if (name) await this.come({ kind: 'new', name }, false);
  }

  async anyway(): Promise<void> {
    if (this.full) await this.come(this.full.who, true);
  }

  async wait(): Promise<void> {
    const full = this.full;
    if (!full || this.busy) return;
    this.busy = true;
    const { problem } = await this.desk.ask((api, session) => api.waitInstead(session, full.who));
    this.end(problem, null);
  }

  private async come(who: WalkIn, anyway: boolean): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.asked += 1;
    const { problem, came } = await this.desk.ask((api, session) => api.walkIn(session, who, anyway));
    if (problem?.code === 'session.full') {
      this.busy = false;
      this.full = { who, count: problem.args['count'] ?? '', capacity: problem.args['capacity'] ?? '' };
      return;
    }
    this.end(problem, came ?? (who.kind === 'known' ? who.id : null));
  }

  private end(problem: Problem | null, came: string | null): void {
    this.busy = false;
    this.problem = problem;
    if (!problem) this.leave(came);
  }
}
