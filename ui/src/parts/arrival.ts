// How far a first contact is, as quarters: what is heard is each quarter once, never each change. Pure.
import type { ExchangeView, FirstContact } from '../api';

export type Heard = { stage: FirstContact['stage'] | 'done'; percent: number };

export function percentOf(first: FirstContact): number {
  return first.total > 0 ? Math.min(Math.floor((first.done / first.total) * 100), 100) : 0;
}

/** What there is to say now, after what was last said; nothing when it is the same quarter. */
export function nextHeard(before: Heard | null, view: Pick<ExchangeView, 'progress' | 'failure'>): Heard | null {
  const first = view.progress?.first;
  if (first) {
    const percent = Math.floor(percentOf(first) / 25) * 25;
    return before?.stage === first.stage && before.percent === percent ? null : { stage: first.stage, percent };
  }
  // It ended: with everything, unless it was stopped or cut.
  const ended = before && before.stage !== 'done' && !view.progress && !view.failure;
  return ended ? { stage: 'done', percent: 100 } : null;
}
