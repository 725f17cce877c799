// What would come of an input, asked for while it changes: a moment after the last change, an answer that
// comes late is dropped, and the one before stays until the new one is there. It knows no form.
import { asProblem, type PlanPreview, type Problem } from '../../api';

/** After the last change. */
export const PAUSE = 150;
/** Shorter waits are not shown. */
export const NOTICED = 300;

export class Previewing {
  value = $state.raw<PlanPreview | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** What is shown is not of the present input. */
  awaited = $state(false);
  /** And that takes long enough to be noticed. */
  late = $state(false);
  private turn = 0;
  private call: (() => Promise<PlanPreview>) | null = null;
  private running: Promise<void> = Promise.resolve();
  private pause: ReturnType<typeof setTimeout> | undefined;
  private notice: ReturnType<typeof setTimeout> | undefined;

  ask(call: () => Promise<PlanPreview>): void {
    this.turn += 1;
    this.call = call;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.send(), PAUSE);
    if (this.awaited) return;
    this.awaited = true;
    this.notice = setTimeout(() => (this.late = true), NOTICED);
  }

  /** The input makes no sense at the moment: there is nothing to show. */
  forget(): void {
    this.end();
    this.value = null;
    this.problem = null;
    this.answered();
  }

  /** Asks at once what waits to be asked, and returns when that is answered. */
  async settled(): Promise<void> {
    if (this.call) void this.send();
    await this.running;
  }

  /** It is left: no answer counts any more. */
  end(): void {
    this.turn += 1;
    this.call = null;
    clearTimeout(this.pause);
    clearTimeout(this.notice);
  }

  private send(): Promise<void> {
    const { call, turn } = this;
    clearTimeout(this.pause);
    this.call = null;
    this.running = this.answer(call, turn);
    return this.running;
  }

  private async answer(call: (() => Promise<PlanPreview>) | null, turn: number): Promise<void> {
    if (!call) return;
    try {
      const value = await call();
      if (turn !== this.turn) return;
      this.value = value;
      this.problem = null;
    } catch (e) {
      if (turn !== this.turn) return;
      this.problem = asProblem(e);
    }
    this.answered();
  }

  private answered(): void {
    clearTimeout(this.notice);
    this.awaited = false;
    this.late = false;
  }
}
