// The questions that wait for somebody, one in front: what the core has, which one is shown, what was
// settled last. A question put off stays; one that has gone leaves its place to the next. It draws
// nothing and reads no key.
import { asProblem, type Api, type Label, type Look, type LookChoice, type Problem, type Undone } from '../../api';

export type Happened = { id: number; label: Label; turned: 'undo' | 'redo' | null; blocked: Undone['blocked']; left: number };

export class Looks {
  list = $state.raw<Look[] | null>(null);
  /** The place of the one in front; the length of the list when all were put off. */
  place = $state(0);
  happened = $state.raw<Happened | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** An answer is on its way to the disk: no other is heard. */
  busy = $state(false);
  readonly current = $derived<Look | null>(this.list?.[this.place] ?? null);

  private last = 0;
  private unread = false;
  private running: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(private readonly api: Api) {}

  /** Reads again; several askings before an answer begins are one. */
  read(): Promise<void> {
    this.next ??= this.running = this.running.then(() => {
      this.next = null;
      return this.fetch();
    });
    return this.next;
  }

  async settle(choice: LookChoice): Promise<void> {
    const look = this.current;
    if (!look) return;
    await this.act(async () => {
      const { label, left } = await this.api.settleLook(look.id, choice);
      return { label, left, turned: null, blocked: [] };
    });
  }

  /** Takes back the last gesture of this computer, or does it again. */
  async turn(way: 'undo' | 'redo'): Promise<void> {
    await this.act(async () => ({ ...(await this.api[way]()), turned: way, left: 0 }));
  }

  later(): void {
    if (this.current && !this.busy) this.place += 1;
  }

  /** From the first again. */
  again(): void {
    this.place = 0;
  }

  private async act(what: () => Promise<Omit<Happened, 'id'>>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const before = new Set(this.list?.map((l) => l.id));
    try {
      const done = await what();
      this.problem = null;
      await this.read();
      // What came back is what was just taken back: it is the one to see.
      const back = this.list?.findIndex((l) => !before.has(l.id)) ?? -1;
      if (done.turned && back >= 0) this.place = back;
      // What was only read cannot be taken back.
      this.happened = done.label.key === 'look-seen' ? null : { ...done, id: ++this.last };
    } catch (e) {
      const problem = asProblem(e);
      // The question may not be what it was when it was read: it is read again.
      await this.read();
      // Nothing to take back is no failure: nothing happens.
      this.problem = problem.code.endsWith('.nothing') ? null : problem;
    } finally {
      this.busy = false;
    }
  }

  private async fetch(): Promise<void> {
    try {
      const got = await this.api.looks();
      const { current } = this;
      const known = new Set(this.list?.map((l) => l.id));
      const still = current ? got.findIndex((l) => l.id === current.id) : -1;
      const fresh = got.findIndex((l) => !known.has(l.id));
      // When all were put off, only a new one comes in front by itself.
      if (still >= 0) this.place = still;
      else if (current || this.list === null) this.place = Math.min(this.place, got.length);
      else this.place = fresh >= 0 ? fresh : got.length;
      this.list = got;
      if (this.unread) this.problem = null;
      this.unread = false;
    } catch (e) {
      this.unread = true;
      this.problem = asProblem(e);
    }
  }
}
