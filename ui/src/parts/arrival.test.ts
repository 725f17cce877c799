// What is heard while a centre arrives: each quarter once, and the end only when all of it is here.
import { describe, expect, it } from 'vitest';
import type { FirstContact, Problem } from '../api';
import { nextHeard, percentOf, type Heard } from './arrival';

const view = (first: FirstContact | null, failure: Problem | null = null) => ({
  progress: first && { sent: 0, to_send: 0, received: 0, bytes: 0, first, photos: null },
  failure,
});
const rest = (done: number): FirstContact => ({ stage: 'rest', done, total: 1000 });

describe('an arrival', () => {
  it('is heard at each quarter, once', () => {
    const heard: number[] = [];
    let last: Heard | null = null;
    for (const done of [0, 3, 249, 250, 251, 499, 760, 999, 1000]) {
      const next = nextHeard(last, view(rest(done)));
      if (!next) continue;
      heard.push(next.percent);
      last = next;
    }
    expect(heard).toEqual([0, 25, 75, 100]);
  });

  it('begins again with the older sessions, then says that all is here', () => {
    const begun = nextHeard(null, view({ stage: 'start', done: 5, total: 10 }))!;
    expect(begun).toEqual({ stage: 'start', percent: 50 });
    const later = nextHeard(begun, view(rest(0)))!;
    expect(later).toEqual({ stage: 'rest', percent: 0 });
    const end = nextHeard(later, view(null))!;
    expect(end.stage).toBe('done');
    expect(nextHeard(end, view(null))).toBeNull();
  });

  it('does not claim the end when it was stopped, and says nothing of an ordinary exchange', () => {
    expect(nextHeard({ stage: 'rest', percent: 50 }, view(null, { code: 'exchange.stopped', args: {} }))).toBeNull();
    expect(nextHeard(null, view(null))).toBeNull();
    expect(percentOf({ stage: 'start', done: 0, total: 0 })).toBe(0);
  });
});
