// A PIN being tried: once it is whole it is tried; after wrong ones there is a wait, counted down, and what
// was typed meanwhile is tried as soon as it may be. What a right PIN opens is whoever asks for it's.
import { untrack } from 'svelte';
import { asProblem, type Problem } from '../api';
import { PIN_DIGITS } from './pin';

export class PinTry {
  pin = $state('');
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** Seconds before the next try. */
  left = $state(0);

  constructor(private readonly opens: (pin: string) => Promise<void>) {}

  /** No PIN opens this computer any more: only a code does. */
  get away(): boolean {
    return this.problem?.code === 'keys.away';
  }

  async open(): Promise<void> {
    if (this.busy || this.left > 0 || this.away || this.pin.length < PIN_DIGITS) return;
    this.busy = true;
    this.problem = null;
    try {
      await this.opens(this.pin);
    } catch (e) {
      this.problem = asProblem(e);
      this.left = Number(this.problem.args?.['seconds'] ?? 0);
    }
    this.pin = '';
    this.busy = false;
  }

  /** For an effect: one second less, or the try that was waited for. */
  count(): (() => void) | undefined {
    if (this.left <= 0) {
      untrack(() => void this.open());
      return undefined;
    }
    const timer = setTimeout(() => (this.left -= 1), 1000);
    return () => clearTimeout(timer);
  }
}
