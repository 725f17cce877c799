// Closing a register: what is missing, what would be remarked later, and the reasons given for it. It
// asks the core what it remarks each time the register has changed; it draws nothing.
import { asProblem, type Api, type Closing, type Problem, type Warning } from '../../api';
import type { Desk } from './desk.svelte';
import { isHere, lacking } from './signatures';

/** What a person must see to before a register can be closed. */
export type Missing = 'unsaved' | 'unmarked' | 'unsigned' | 'reason' | 'warning';

/** Minutes go by while somebody reads: a warning that was noted stays noted. */
export function warningId(warning: Warning): string {
  const { minutes: _, ...args } = warning.args;
  return JSON.stringify([warning.code, args]);
}

export class Close {
  private view = $state.raw<Closing | null>(null);
  /** The one reason for leaving some without a mark or a signature; none until it is asked for. */
  blank = $state<string | null>(null);
  /** What is said of each warning, and which ones have been seen. */
  reasons = $state<Record<string, string>>({});
  noted = $state.raw<ReadonlySet<string>>(new Set());
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  /** What stopped the last try. */
  stopped = $state<Missing | null>(null);
  private asked = 0;

  readonly warnings = $derived(this.view?.warnings ?? []);
  readonly unmarked = $derived.by(() => {
    const learners = this.desk.register?.learners.filter((l) => !l.mark) ?? [];
    return learners.filter((l) => !this.view || this.view.unmarked.includes(l.id));
  });
  /** Who is here and has not signed, or must sign again. On paper it is signed on paper. */
  readonly unsigned = $derived.by(() => {
    const { sheet, learners } = this.desk.register ?? {};
    if (!learners || sheet?.paper) return [];
    return learners.filter((row) => isHere(row.mark) && lacking(row.signed).length > 0).filter((row) => !this.view || this.view.unsigned.includes(row.id));
  });
  /** How many signatures that is: of a day, two for each person. */
  readonly signatures = $derived(this.unsigned.reduce((sum, row) => sum + lacking(row.signed).length, 0));
  private readonly incomplete = $derived(this.unmarked.length + this.unsigned.length > 0);

  constructor(
    private readonly api: Api,
    private readonly desk: Desk,
  ) {}

  async look(): Promise<void> {
    const asked = ++this.asked;
    try {
      await this.desk.settled();
      const view = await this.api.closing(this.desk.session);
      if (asked === this.asked) this.view = view;
    } catch (e) {
      if (asked === this.asked) this.problem = asProblem(e);
    }
  }

  /** The others are absent: one mark each, as if it were pressed in each row. */
  absent(): void {
    for (const learner of this.unmarked) this.desk.mark(learner.id, { kind: 'absent' }, false);
  }

  /** Those who are here signed a sheet of paper, and this register is copied from it. */
  async paper(): Promise<void> {
    const { problem } = await this.desk.ask((api, session) => api.setPaper(session, true));
    this.problem = problem;
  }

  leaveBlank(): void {
    this.blank ??= '';
  }

  note(warning: Warning): void {
    this.noted = new Set([...this.noted, warningId(warning)]);
  }
  reopen(warning: Warning): void {
    this.noted = new Set([...this.noted].filter((id) => id !== warningId(warning)));
  }

  private missing(): Missing | null {
    if (this.desk.unsaved.failed > 0) return 'unsaved';
    if (this.unmarked.length > 0 && this.blank === null) return 'unmarked';
    if (this.unsigned.length > 0 && this.blank === null) return 'unsigned';
    if (this.incomplete && !this.blank?.trim()) return 'reason';
    const seen = (w: Warning) => this.noted.has(warningId(w)) || Boolean(this.reasons[warningId(w)]?.trim());
    return this.warnings.every(seen) ? null : 'warning';
  }

  /** Answers whether it is closed. */
  async close(): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    // What was remarked a moment ago may not be what is remarked now.
    await this.look();
    this.stopped = this.missing();
    if (this.stopped === null && this.problem === null) {
      const reason = this.incomplete ? (this.blank?.trim() ?? null) : null;
      const kept = this.warnings.map((w) => ({ code: w.code, reason: (this.reasons[warningId(w)] ?? '').trim() }));
      const { problem } = await this.desk.ask((api, session) => api.closeSession(session, reason, kept));
      this.problem = problem;
      if (problem?.code === 'closing.reason_missing') this.leaveBlank();
    }
    this.busy = false;
    return this.stopped === null && this.problem === null;
  }
}
