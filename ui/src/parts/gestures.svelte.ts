// What was last planned here, for the toast and for undo: made, moved or cancelled, taken back or done
// again. It draws nothing.
import { asProblem, type Api, type Label, type Problem, type Undone } from '../api';

export type Happened = { id: number; label: Label; turned: 'undo' | 'redo' | null; blocked: Undone['blocked'] };

export class Gestures {
  happened = $state.raw<Happened | null>(null);
  problem = $state.raw<Problem | null>(null);
  private last = 0;
  private busy = false;

  constructor(private readonly api: Api) {}

  did(label: Label): void {
    this.problem = null;
    this.happened = { id: ++this.last, label, turned: null, blocked: [] };
  }

  /** Takes back the last gesture of planning, or does it again. */
  async turn(way: 'undo' | 'redo'): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const { label, blocked } = await this.api[way === 'undo' ? 'undoPlan' : 'redoPlan']();
      this.problem = null;
      this.happened = { id: ++this.last, label, turned: way, blocked };
    } catch (e) {
      const problem = asProblem(e);
      // Nothing to take back is no failure: nothing happens.
      this.problem = problem.code.endsWith('.nothing') ? null : problem;
    }
    this.busy = false;
  }
}
