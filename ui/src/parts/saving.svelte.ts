// What forms do alike when something is to be kept: the first field that cannot be kept has the focus, two
// presses write once, and what the core refuses is told with the form as it was.
import { asProblem, type Problem } from '../api';

export class Saving {
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  /** Somebody wanted to keep it: from then on what is wrong is said. */
  tried = $state(false);

  /** `wrong` finds, as a selector within the form, the field that cannot be kept. */
  async submit(event: SubmitEvent, wrong: () => string | null, write: () => Promise<void>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    this.tried = true;
    const field = wrong();
    if (field !== null) return form.querySelector<HTMLElement>(field)?.focus();
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    try {
      await write();
    } catch (e) {
      this.problem = asProblem(e);
    }
    this.busy = false;
  }
}
