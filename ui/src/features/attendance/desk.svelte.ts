// A register being taken: what the core has, what is on its way in the order of the keys, and what it
// refused. Nothing asked is ever dropped without being kept, replaced by the same person's next mark,
// or undone by hand. It draws nothing and reads no key.
import { asProblem, type Api, type Label, type MarkInput, type Marked, type Problem, type Register, type Undone } from '../../api';
import type { Unsaved } from '../../state.svelte';
import { labelOf, paint, reconcile, type Gesture } from './optimistic';

/** What happened last, for the toast and for the ear. */
export type Happened = { id: number; label: Label; person: string | null; turned: 'undo' | 'redo' | null; blocked: Undone['blocked']; /** Never taken back. */ lasting?: boolean };

/** How something asked of the whole register ended: why it was refused, or whose row is new. */
export type Answered = { problem: Problem | null; came: string | null };

export class Desk {
  private readonly api: Api;
  readonly session: string;
  private confirmed = $state.raw<Register | null>(null);
  private gestures = $state.raw<Gesture[]>([]);
  happened = $state.raw<Happened | null>(null);
  /** The register could not be read, or an undo was refused. */
  problem = $state.raw<Problem | null>(null);

  readonly register = $derived(this.confirmed && paint(this.confirmed, this.gestures));
  readonly waiting = $derived(this.gestures.filter((g) => !g.problem));
  readonly saving = $derived(new Set(this.waiting.flatMap((g) => g.targets)));
  readonly refused = $derived(new Map(this.gestures.filter((g) => g.problem).flatMap((g) => g.targets.map((p) => [p, g] as const))));

  /** What is asked of the whole register and not answered yet. */
  private asked = $state(0);
  private queue: Promise<void> = Promise.resolve();
  private last = 0;
  /** What undoing takes back, as far as this desk has seen it kept: the latest last. */
  private kept: number[] = [];
  /** What was taken back, the latest last: what the core took back, or what it had refused to keep. */
  private undone: ('core' | Gesture)[] = [];
  /** Grows with each commit: an answer read before one is stale. */
  private commits = 0;
  private reading = false;
  private askedAgain = false;

  constructor(api: Api, session: string) {
    this.api = api;
    this.session = session;
  }

  get unsaved(): Unsaved {
    return { saving: this.saving.size + this.asked, failed: this.refused.size, session: this.session };
  }

  /** Of what was asked until now, the last. */
  get latest(): number {
    return this.last;
  }

  /** Reads the register again; answers that a commit has overtaken are read once more. */
  async read(): Promise<void> {
    // Something changed while an answer is on its way: that answer may be too old.
    this.askedAgain = true;
    if (this.reading) return;
    this.reading = true;
    try {
      for (;;) {
        await this.queue;
        this.askedAgain = false;
        const at = this.commits;
        const got = await this.api.register(this.session);
        if (at === this.commits && this.waiting.length === 0) {
          this.confirmed = reconcile(this.confirmed, got);
          this.problem = null;
          if (!this.askedAgain) return;
        }
      }
    } catch (e) {
      this.problem = asProblem(e);
    } finally {
      this.reading = false;
    }
  }

  mark(person: string, input: MarkInput, volunteer: boolean): void {
    this.add({ kind: 'mark', targets: [person], input, text: '', volunteer });
  }

  note(person: string, text: string): void {
    this.add({ kind: 'note', targets: [person], input: { kind: 'clear' }, text, volunteer: false });
  }

  restPresent(): void {
    const targets = this.register?.learners.filter((l) => !l.mark).map((l) => l.id) ?? [];
    if (targets.length) this.add({ kind: 'rest', targets, input: { kind: 'present' }, text: '', volunteer: false });
  }

  /**
   * What is asked of the whole register: closing it, an interruption, somebody who comes in. It has its
   * turn among the marks, in the order of the keys. `lasting` is what no undo takes back.
   */
  ask(work: (api: Api, session: string) => Promise<Marked>, lasting = false): Promise<Answered> {
    this.asked += 1;
    const id = ++this.last;
    const turn = this.queue.then(async (): Promise<Answered> => {
      try {
        const before = new Set(this.confirmed?.learners.map((l) => l.id));
        const kept = await work(this.api, this.session);
        this.commits += 1;
        this.confirmed = reconcile(this.confirmed, kept.register);
        if (!lasting) this.keep(id);
        this.undone = [];
        this.happened = { id, label: kept.label, person: null, turned: null, blocked: [], lasting };
        return { problem: null, came: kept.register.learners.find((l) => !before.has(l.id))?.id ?? null };
      } catch (e) {
        return { problem: asProblem(e), came: null };
      } finally {
        this.asked -= 1;
      }
    });
    this.queue = turn.then(() => undefined);
    return turn;
  }

  /**
   * What is asked next waits until it is certain that a hand asked it. Answers how to take it back
   * meanwhile, as if it had never been asked.
   */
  hold(certain: Promise<void>): () => void {
    const { gestures, undone, last } = this;
    this.queue = this.queue.then(() => certain);
    return () => {
      // Kept already, on a computer that was slow to hear: taken back like anything else.
      if (this.kept.some((id) => id > last)) return this.turn('undo');
      this.gestures = gestures.flatMap((g) => (g.problem ? [g] : this.gestures.filter((now) => now.id === g.id)));
      this.undone = undone;
    };
  }

  /** Once everything asked until now is kept or refused. */
  async settled(): Promise<void> {
    await this.queue;
  }

  /** Tries again what was refused for this person. */
  retry(person: string): void {
    const again = new Map(this.gestures.filter((g) => g.problem && g.targets.includes(person)).map((g) => [g, ++this.last]));
    // Trying again is the last thing that was done.
    this.gestures = this.gestures.map((g) => (again.has(g) ? { ...g, id: again.get(g)!, problem: null } : g));
    for (const id of again.values()) this.send(id);
  }

  /** Takes back the last thing that was done, kept or refused, or brings back what was taken back last. */
  turn(way: 'undo' | 'redo'): void {
    this.queue = this.queue.then(async () => {
      const refused = this.gestures.findLast((g) => g.problem);
      if (way === 'undo' && refused && refused.id > (this.kept.at(-1) ?? 0)) return this.forget(refused);
      const back = this.undone.at(-1);
      if (way === 'redo' && back && back !== 'core') {
        this.undone.pop();
        return this.again(back);
      }
      try {
        const done = await this.api[way](this.session);
        this.commits += 1;
        this.confirmed = reconcile(this.confirmed, await this.api.register(this.session));
        this.turned(way);
        this.happened = { id: ++this.last, label: done.label, person: null, turned: way, blocked: done.blocked };
        this.problem = null;
      } catch (e) {
        const problem = asProblem(e);
        const nothing = /\.nothing(_here)?$/.test(problem.code);
        // Nothing to take back is no failure: nothing happens, unless something waits that was not kept.
        this.problem = nothing ? null : problem;
        if (!nothing) return;
        if (way === 'redo') this.undone = this.undone.filter((one) => one !== 'core');
        else this.kept = [];
        if (way === 'undo' && refused) this.forget(refused);
      }
    });
  }

  /** It never reached the disk: taking it back is forgetting it, and is said like any other. */
  private forget(gesture: Gesture): void {
    this.gestures = this.gestures.filter((g) => g.id !== gesture.id);
    this.undone.push(gesture);
    this.happened = { id: ++this.last, label: labelOf(gesture, this.confirmed), person: null, turned: 'undo', blocked: [] };
  }

  private again(gesture: Gesture): void {
    const id = ++this.last;
    this.gestures = [...withoutReplaced(this.gestures, gesture), { ...gesture, id, problem: null }];
    this.send(id);
  }

  /** What undoing takes back next; the core brings back nothing that was taken back before it. */
  private keep(id: number): void {
    this.kept.push(id);
    this.undone = this.undone.filter((back) => back !== 'core');
  }
  private turned(way: 'undo' | 'redo'): void {
    if (way === 'redo') {
      this.undone.pop();
      this.kept.push(++this.last);
      return;
    }
    this.kept.pop();
    this.undone.push('core');
  }

  private add(asked: Omit<Gesture, 'id' | 'problem'>): void {
    const gesture: Gesture = { ...asked, id: ++this.last, problem: null };
    // Something new was done: what was taken back before it does not come back.
    this.undone = [];
    this.gestures = [...withoutReplaced(this.gestures, gesture), gesture];
    this.send(gesture.id);
  }

  private send(id: number): void {
    this.queue = this.queue.then(() => this.commit(id));
  }

  private async commit(id: number): Promise<void> {
    const gesture = this.gestures.find((g) => g.id === id);
    if (!gesture || gesture.problem) return;
    const [person = ''] = gesture.targets;
    try {
      const kept =
        gesture.kind === 'rest'
          ? await this.api.markRestPresent(this.session)
          : gesture.kind === 'note'
            ? await this.api.note(this.session, person, gesture.text)
            : gesture.volunteer
              ? await this.api.markVolunteer(this.session, person, gesture.input)
              : await this.api.mark(this.session, person, gesture.input);
      this.commits += 1;
      this.confirmed = reconcile(this.confirmed, kept.register);
      this.gestures = this.gestures.filter((g) => g.id !== id);
      this.keep(id);
      this.happened = { id, label: kept.label, person: gesture.kind === 'rest' ? null : person, turned: null, blocked: [] };
    } catch (e) {
      const problem = asProblem(e);
      this.gestures = this.gestures.map((g) => (g.id === id ? { ...g, problem } : g));
    }
  }
}

/** A person's new mark takes the place of the refused one; a note of a refused note. */
function withoutReplaced(gestures: Gesture[], next: Gesture): Gesture[] {
  const slot = (g: Gesture) => (g.kind === 'note' ? 'note' : 'mark');
  return gestures.flatMap((g) => {
    if (!g.problem || slot(g) !== slot(next)) return [g];
    const targets = g.targets.filter((p) => !next.targets.includes(p));
    return targets.length ? [{ ...g, targets }] : [];
  });
}

const open = new Map<string, { desk: Desk; end: () => void }>();

/** What all the registers that were opened still have to save; a refused mark comes first. */
function unsavedOfAll(): Unsaved {
  const all = [...open.values()].map(({ desk }) => desk.unsaved);
  const first = all.find((u) => u.failed) ?? all.find((u) => u.saving);
  const sum = (of: 'saving' | 'failed') => all.reduce((n, u) => n + u[of], 0);
  return { saving: sum('saving'), failed: sum('failed'), session: first?.session ?? null };
}

/** The desk of a session: the one left with unsaved marks, when there is one. */
export function deskOf(api: Api, session: string, report: (unsaved: Unsaved) => void): Desk {
  for (const [id, { desk, end }] of open) {
    if (desk.unsaved.failed + desk.unsaved.saving > 0) continue;
    end();
    open.delete(id);
  }
  const left = open.get(session);
  if (left) return left.desk;
  // A desk outlives its screen: what is on its way when the register is left must still be told about,
  // so it must not stop with the component that opened it.
  let desk: Desk;
  const end = $effect.root(() => {
    desk = new Desk(api, session);
    open.set(session, { desk, end: () => {} });
    $effect(() => report(unsavedOfAll()));
  });
  open.set(session, { desk: desk!, end });
  return desk!;
}
