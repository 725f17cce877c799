// The photographs of a session's paper sheet, while their bar is shown: the list, the picture looked at,
// the file chosen and not kept yet, the one being taken away. One of these at a time; it draws nothing.
import { asProblem, type Api, type Photo, type Problem } from '../../api';
import { addressOf, LARGEST, toBase64 } from './picture';

export type Looked = { photo: Photo; /** Where it can be shown from, once read. */ address: string | null; problem: Problem | null };
export type Chosen = { file: File; address: string };

/** What was done last, for the eye and the ear. */
export type Done = 'kept' | 'removed';

const TOO_LARGE: Problem = { code: 'photo.too_large', args: {} };
const NO_PICTURE: Problem = { code: 'photo.not_a_picture', args: {} };

export class Photos {
  list = $state.raw<Photo[] | null>(null);
  looked = $state.raw<Looked | null>(null);
  chosen = $state.raw<Chosen | null>(null);
  /** Which one is being taken away. */
  leaving = $state<string | null>(null);
  problem = $state.raw<Problem | null>(null);
  done = $state<Done | null>(null);
  busy = $state(false);
  /** Which control the focus goes to next, by its `data-at`. */
  wanted = $state<string | null>('add');
  private ended = false;
  private read = 0;

  /** A picture is shown, and takes the place of the rows. */
  readonly whole = $derived(this.looked !== null || this.chosen !== null);
  /** Those whose picture is here. */
  readonly here = $derived(this.list?.filter((photo) => photo.state === 'here' || photo.state === 'received') ?? []);

  constructor(
    private readonly api: Api,
    readonly session: string,
    /** Hears why a picture was not kept, when nobody looks here any more. */
    private readonly lost: (problem: Problem) => void = () => undefined,
  ) {}

  async refresh(): Promise<void> {
    const mine = ++this.read;
    try {
      const list = await this.api.photos(this.session);
      if (mine !== this.read) return;
      if (this.list === null) this.problem = null;
      this.list = list;
      // Taken away meanwhile, on another computer.
      const shown = this.looked?.photo.id ?? this.leaving;
      if (shown === null || this.busy || list.some((photo) => photo.id === shown)) return;
      this.clear();
      this.wanted = 'add';
    } catch (e) {
      if (mine === this.read) this.problem = asProblem(e);
    }
  }

  number(photo: Photo): number {
    return (this.list?.findIndex((one) => one.id === photo.id) ?? -1) + 1;
  }

  /** A file is shown before anything of it is kept. */
  choose(file: File | null): void {
    if (!file || this.busy) return;
    this.clear();
    if (file.size > LARGEST) {
      this.problem = TOO_LARGE;
      this.wanted = 'add';
      return;
    }
    this.chosen = { file, address: URL.createObjectURL(file) };
    this.wanted = 'keep';
  }

  /** What was chosen is no picture that this window can show: the core would refuse it too. */
  unshown(): void {
    this.clear();
    this.problem = NO_PICTURE;
    this.wanted = 'add';
  }

  async keep(): Promise<void> {
    if (!this.chosen) return;
    const { file } = this.chosen;
    const kept = await this.ask(async () => this.api.addPhoto(this.session, await toBase64(file)));
    if (!kept) return;
    this.clear();
    this.done = 'kept';
    this.wanted = 'add';
  }

  async look(photo: Photo): Promise<void> {
    this.clear();
    this.looked = { photo, address: null, problem: null };
    this.wanted ??= 'back';
    const shows = () => !this.ended && this.looked?.photo.id === photo.id && this.looked.address === null;
    try {
      const picture = await this.api.photo(photo.id);
      if (shows()) this.looked = { photo, address: addressOf(picture), problem: null };
    } catch (e) {
      if (shows()) this.looked = { photo, address: null, problem: asProblem(e) };
      void this.refresh();
    }
  }

  /** The one before, or after, of those whose picture is here; none past the ends. */
  beside(step: -1 | 1): Photo | null {
    const at = this.here.findIndex((photo) => photo.id === this.looked?.photo.id);
    return at < 0 ? null : (this.here[at + step] ?? null);
  }
  turn(step: -1 | 1): void {
    const next = this.beside(step);
    if (!next) return;
    // The focus stays on the button that was pressed.
    this.wanted = step < 0 ? 'before' : 'after';
    void this.look(next);
  }

  leave(photo: Photo): void {
    if (this.busy) return;
    this.clear();
    this.leaving = photo.id;
    this.wanted = 'why';
  }
  async remove(reason: string): Promise<void> {
    const id = this.leaving;
    if (!id) return;
    if (!(await this.ask(() => this.api.removePhoto(id, reason)))) return;
    this.clear();
    this.done = 'removed';
    this.wanted = 'add';
  }

  /** One step back; answers whether there was one. What is being kept or taken away is waited for. */
  back(): boolean {
    if (this.busy) return true;
    const from = this.looked ? `see ${this.looked.photo.id}` : this.leaving ? `remove ${this.leaving}` : this.chosen ? 'add' : null;
    if (!from) return false;
    this.clear();
    this.wanted = from;
    return true;
  }

  /** The bar is gone: what it showed is given back. */
  end(): void {
    this.ended = true;
    this.clear();
  }

  private clear(): void {
    for (const shown of [this.looked, this.chosen]) if (shown?.address) URL.revokeObjectURL(shown.address);
    this.looked = this.chosen = this.leaving = this.problem = this.done = null;
  }

  /** Answers whether it was done. */
  private async ask(work: () => Promise<Photo[]>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = this.done = null;
    let problem: Problem | null = null;
    try {
      const list = await work();
      this.read += 1;
      this.list = list;
    } catch (e) {
      problem = asProblem(e);
    }
    this.busy = false;
    if (problem && this.ended) this.lost(problem);
    this.problem = problem;
    return problem === null && !this.ended;
  }
}
