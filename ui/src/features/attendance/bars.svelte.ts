// What stands above the rows: the counts, more that can be done, an interruption, the closing, the
// photographs of the paper sheet, or the sheet as it will be printed. One at a time, in the same place:
// nothing opens over a row. Keys and buttons both ask here.
import type { Api, Pause, Problem } from '../../api';
import { Close } from './closing.svelte';
import type { Desk } from './desk.svelte';
import type { Hands } from './hands.svelte';
import { Photos } from './photos.svelte';
import { WalkIns } from './walkin.svelte';

export type Shown = 'session' | 'more' | 'pause' | 'closing' | 'photos' | 'sheet';

export class Bars {
  shown = $state<Shown>('session');
  closing = $state.raw<Close | null>(null);
  photos = $state.raw<Photos | null>(null);
  /** Which sheet is previewed, or was before what is shown. */
  sheet = $state<'filled' | 'blank' | null>(null);
  /** What is left in a closed register is left for what opened it, and not for a row. */
  returning: 'photos' | 'sheet' | null = null;
  private from: Shown = 'session';
  /** Whether the sheet was asked for in a register that was closed already. */
  private closed = false;
  readonly coming: WalkIns;

  constructor(
    private readonly api: Api,
    private readonly desk: Desk,
    private readonly hands: Hands,
    /** Puts the focus on the row in use. */
    private readonly focus: () => void,
  ) {
    this.coming = new WalkIns(api, desk, (came) => (came ? hands.goTo(came) : focus()));
  }

  get frozen(): boolean {
    return this.hands.frozen;
  }

  show(which: Shown): void {
    // The paper often comes late: its photographs are for a closed register too; so is its sheet.
    if (this.frozen && which !== 'session' && which !== 'photos' && which !== 'sheet') {
      this.hands.deaf();
      return;
    }
    this.hands.leave();
    if (which === 'closing') {
      this.closing = new Close(this.api, this.desk);
      void this.closing.look();
    }
    if (which === 'photos') {
      this.from = this.shown;
      this.photos = new Photos(this.api, this.desk.session, (problem) => (this.desk.problem = problem));
    }
    this.sheet = null;
    this.closed = this.frozen;
    this.shown = which;
  }

  preview(sheet: 'filled' | 'blank'): void {
    this.show('sheet');
    if (this.shown === 'sheet') this.sheet = sheet;
  }

  /** Back to the counts, and to the row in use. */
  back(): void {
    // To what led there; a register that was closed meanwhile has no more to do.
    if (this.shown === 'sheet' && !this.frozen) {
      this.shown = 'more';
      return;
    }
    const { shown } = this;
    const photos = shown === 'photos';
    if (photos && this.photos?.back()) return;
    // To the closing that led there, with the reasons that were given.
    if (photos && this.from === 'closing' && this.closing && !this.frozen) {
      this.shown = 'closing';
      return;
    }
    this.returning = photos && this.frozen ? 'photos' : shown === 'sheet' && this.closed ? 'sheet' : null;
    this.shown = 'session';
    this.closing = null;
    if (!this.returning) this.focus();
  }

  /** Ctrl+Enter: the closing, then what closes. */
  async close(): Promise<void> {
    // Minutes typed in a row meanwhile are part of what is closed.
    this.hands.leave();
    if (this.shown !== 'closing' || !this.closing) this.show('closing');
    else if (await this.closing.close()) this.back();
  }

  walkIn(): void {
    if (this.frozen) {
      this.hands.deaf();
      return;
    }
    this.hands.leave();
    // The row of a newcomer is the last one, and would be out of sight among few.
    this.hands.filter = null;
    this.shown = 'session';
    this.coming.begin();
  }

  async reopen(reason: string): Promise<Problem | null> {
    const { problem } = await this.desk.ask((api, session) => api.reopenSession(session, reason));
    if (!problem) this.back();
    return problem;
  }

  async pause(pause: Pause | null): Promise<Problem | null> {
    const { problem } = await this.desk.ask((api, session) => api.setPause(session, pause));
    if (!problem) this.back();
    return problem;
  }

  async paper(paper: boolean): Promise<void> {
    const { problem } = await this.desk.ask((api, session) => api.setPaper(session, paper));
    if (problem) this.desk.problem = problem;
    this.back();
  }
}
