// A document being written: what came of it, or why nothing did. It asks what it is told to ask, one
// thing at a time, and draws nothing.
import { asProblem, type Exported, type Problem } from '../api';

export class Writing {
  written = $state.raw<Exported | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);

  /** Answers whether it is written. */
  async write(ask: () => Promise<Exported>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      this.written = await ask();
      this.problem = null;
    } catch (e) {
      this.written = null;
      this.problem = asProblem(e);
    }
    this.busy = false;
    return this.problem === null;
  }
}
