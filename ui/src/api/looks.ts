// What "Needs a look" and the first contact ask of the core, written by hand until the generated
// bindings have it: then this file goes, and index.ts takes the same names from bindings.ts. It is
// only types and calls; nothing is decided here.
import { invoke } from '@tauri-apps/api/core';
import { commands, type ExchangeView as GeneratedView, type Label, type Mark, type Problem, type Progress as GeneratedProgress } from './bindings';

/** Something that needs a person: answers that differ, or something to know. */
export type Look = {
  /** Stands for the sides as they are: another answer arriving makes another id. */
  id: string;
  kind: 'answers' | 'removed' | 'twins' | 'notice';
  /** A person's, a group's or a computer's name. */
  about: string;
  /** Kind and register, `attendance.mark`; for a notice, of the change it is about. */
  what: string;
  /** The session's day and its group's code, when it is about a session. */
  context: { day: string; code: string } | null;
  /** In the order of their digits. A notice may have one: the change that did not stand. */
  sides: Side[];
  /** Whether all the sides may be kept. */
  both: boolean;
  /** `seat_taken`, `not_enrolled`, `role_too_low`, `revoked`, `by_hand`, `copied`, `fork`. */
  notice: { key: string; args: Record<string, string> } | null;
};

/** One answer; neither mark nor text means removed. */
export type Side = {
  mark: Mark | null;
  text: string | null;
  by: string;
  device: string;
  /** Written on this computer. */
  here: boolean;
  /** Milliseconds since 1970. */
  at: number;
};

/** `take` is the place of a side, from 0. */
export type LookChoice = { take: number } | 'both' | 'seen';

export type Settled = { label: Label; left: number };

/** While a new laptop receives its centre: first people and the last 90 days, then the rest. */
export type FirstContact = { stage: 'start' | 'rest'; done: number; total: number };
export type Progress = GeneratedProgress & { first: FirstContact | null };
export type ExchangeView = Omit<GeneratedView, 'progress'> & { progress: Progress | null };

type Answer<T> = { status: 'ok'; data: T } | { status: 'error'; error: Problem };

async function answer<T>(command: string, args?: Record<string, unknown>): Promise<Answer<T>> {
  try {
    return { status: 'ok', data: await invoke<T>(command, args) };
  } catch (e) {
    if (e instanceof Error) throw e;
    return { status: 'error', error: e as Problem };
  }
}

export const lookCommands = {
  looks: () => answer<Look[]>('looks'),
  settleLook: (id: string, choice: LookChoice) => answer<Settled>('settle_look', { id, choice }),
  /** The generated command, whose progress may not have `first` yet. */
  exchange: async (): Promise<Answer<ExchangeView>> => {
    const got = await commands.exchange();
    if (got.status === 'error') return got;
    const { progress } = got.data;
    return { status: 'ok', data: { ...got.data, progress: progress && { first: null, ...progress } } };
  },
};
