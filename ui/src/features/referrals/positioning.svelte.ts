// Answers as they are given: painted at once, kept a moment after the last one and when they are left, one
// write at a time. It draws nothing.
import { asProblem, type Api, type Problem, type ReferralDetail } from '../../api';
import { answersOf, withAnswer } from './positioning';

/** So long nothing is answered before what was answered is kept: one gesture for a run of answers. */
const QUIET = 1200;

export class Answering {
  answers = $state('');
  french = $state<string | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** Answers that are not kept yet. */
  dirty = $state(false);
  private busy = false;
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly api: Api,
    private readonly id: string,
    detail: ReferralDetail,
    private readonly kept: (detail: ReferralDetail) => void,
    private readonly quiet = QUIET,
  ) {
    this.take(detail);
  }

  /** What the records say now; answers that are being given stay. */
  take(detail: ReferralDetail): void {
    if (this.dirty) return;
    [this.answers, this.french] = [answersOf(detail.answers), detail.row.french];
  }

  answer(question: number, value: number | null): void {
    this.answers = withAnswer(this.answers, question, value);
    this.later();
  }
  speaks(french: string | null): void {
    this.french = french;
    this.later();
  }

  /** Keeps what was answered, now. */
  async keep(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!this.dirty || this.busy) return;
    this.busy = true;
    const sent = { answers: this.answers, french: this.french };
    try {
      const detail = await this.api.positionReferral(this.id, sent);
      this.problem = null;
      this.dirty = this.answers !== sent.answers || this.french !== sent.french;
      this.kept(detail);
    } catch (e) {
      this.problem = asProblem(e);
    }
    this.busy = false;
    if (this.dirty && !this.problem) this.later();
  }

  private later(): void {
    this.dirty = true;
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.keep(), this.quiet);
  }
}
