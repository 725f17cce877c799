// A preview is asked a moment after the last change; a late answer is dropped, and the one before stays.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlanPreview } from '../../api';
import { NOTICED, PAUSE, Previewing } from './previewing.svelte';

const plan = (sessions: number): PlanPreview => ({ days: [], sessions, minutes: 0, planned_minutes: 0, last: null, clashes: [], more_clashes: 0, heard_ms: null });
/** Answers when told to. */
function answers() {
  const waiting: { go: (value: PlanPreview) => void; fail: (e: unknown) => void }[] = [];
  return { waiting, call: vi.fn(() => new Promise<PlanPreview>((go, fail) => waiting.push({ go, fail }))) };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a preview', () => {
  it('is asked once, after the last change', async () => {
    const preview = new Previewing();
    const { call } = answers();
    preview.ask(call);
    await pass(PAUSE - 1);
    preview.ask(call);
    await pass(PAUSE - 1);
    expect(call).not.toHaveBeenCalled();
    await pass(1);
    expect(call).toHaveBeenCalledTimes(1);
  });
  it('drops an answer that comes after another question', async () => {
    const preview = new Previewing();
    const { call, waiting } = answers();
    preview.ask(call);
    await pass(PAUSE);
    preview.ask(call);
    await pass(PAUSE);
    waiting[1]!.go(plan(2));
    await pass(0);
    waiting[0]!.go(plan(1));
    await pass(0);
    expect([preview.value?.sessions, preview.awaited]).toEqual([2, false]);
  });
  it('keeps the one before, and is late only when that is noticed', async () => {
    const preview = new Previewing();
    preview.ask(async () => plan(1));
    await pass(PAUSE);
    const { call, waiting } = answers();
    preview.ask(call);
    await pass(NOTICED - 1);
    expect([preview.value?.sessions, preview.awaited, preview.late]).toEqual([1, true, false]);
    await pass(1);
    expect(preview.late).toBe(true);
    waiting[0]!.go(plan(3));
    await pass(0);
    expect([preview.value?.sessions, preview.late]).toEqual([3, false]);
  });
  it('tells why it was refused, and forgets that with the next answer', async () => {
    const preview = new Previewing();
    preview.ask(() => Promise.reject(new Error('no')));
    await pass(PAUSE);
    expect(preview.problem?.code).toBe('window.unknown');
    preview.ask(async () => plan(1));
    await pass(PAUSE);
    expect([preview.problem, preview.value?.sessions]).toEqual([null, 1]);
  });
  it('is waited for by somebody quick', async () => {
    const preview = new Previewing();
    preview.ask(async () => plan(4));
    await preview.settled();
    expect(preview.value?.sessions).toBe(4);
    await preview.settled();
  });
  it('is nothing when the input makes no sense, even when an answer comes', async () => {
    const preview = new Previewing();
    const { call, waiting } = answers();
    preview.ask(call);
    await pass(PAUSE);
    preview.forget();
    waiting[0]!.go(plan(1));
    await pass(NOTICED);
    expect([preview.value, preview.awaited, preview.late]).toEqual([null, false, false]);
  });
  it('hears nothing once it is left', async () => {
    const preview = new Previewing();
    const { call } = answers();
    preview.ask(call);
    preview.end();
    await pass(PAUSE);
    expect(call).not.toHaveBeenCalled();
  });
});
