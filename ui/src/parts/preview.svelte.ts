// A sheet, or the papers of a group, before they are written or printed: its pages once they are laid out, and which of them is in
// sight. It knows no words and draws nothing on the screen; whoever makes one ends it.
import { asProblem, type Api, type Exported, type PackAsk, type Problem } from '../api';
import { Paper } from './paper';
import { Writing } from './writing.svelte';

/** Which sheet: as it is now (no version), as it was, or to be filled in by hand. */
export type AskedSheet = { session: string; blank: boolean; version: number | null };

/** What is asked of the core for it. */
type Ways = { pages: () => Promise<string[]>; save: () => Promise<Exported>; print: () => Promise<unknown> };

function waysOf(api: Api, asked: AskedSheet | PackAsk, language: string): Ways {
  if ('cohort' in asked) return { pages: () => api.previewPack(asked, language), save: () => api.exportPack(asked, language), print: () => api.printPack(asked) };
  const { session, blank, version } = asked;
  return {
    pages: () => api.previewSheet(session, blank, version, language),
    save: () => api.exportSheet(session, blank, version, language),
    print: () => api.printSheet(session, blank, version),
  };
}

export class Preview {
  /** Where each page can be shown from, once laid out. */
  pages = $state.raw<string[] | null>(null);
  at = $state(0);
  /** Why it cannot be laid out. */
  problem = $state.raw<Problem | null>(null);
  /** Why it was not printed. */
  unprinted = $state.raw<Problem | null>(null);
  printing = $state(false);
  readonly writing = new Writing();
  private paper: Paper | null = null;
  private ended = false;

  /** There is something to save or print, and neither is under way. */
  readonly ready = $derived(this.pages !== null && !this.printing && !this.writing.busy);

  private readonly ways: Ways;

  constructor(api: Api, asked: AskedSheet | PackAsk, language: string) {
    this.ways = waysOf(api, asked, language);
  }

  async layOut(): Promise<void> {
    this.problem = null;
    try {
      const pages = await this.ways.pages();
      if (this.ended) return;
      this.pages = pages.map((page) => URL.createObjectURL(new Blob([page], { type: 'image/svg+xml' })));
      this.paper = new Paper(this.pages);
    } catch (e) {
      this.problem = asProblem(e);
    }
  }

  /** There is a page before, or after. */
  beside(step: -1 | 1): boolean {
    return this.pages !== null && this.pages[this.at + step] !== undefined;
  }
  turn(step: -1 | 1): void {
    if (this.beside(step)) this.at += step;
  }

  async save(): Promise<void> {
    if (!this.ready) return;
    this.unprinted = null;
    await this.writing.write(() => this.ways.save());
  }

  /** Every page is ready to be drawn before the system is asked to print. */
  async print(): Promise<void> {
    if (!this.ready) return;
    this.printing = true;
    this.unprinted = this.writing.problem = null;
    try {
      await this.paper?.ready();
      // Left meanwhile: what is on the page now is something else.
      if (!this.ended) await this.ways.print();
    } catch (e) {
      this.unprinted = asProblem(e);
    }
    this.printing = false;
  }

  /** It is left: what it showed is given back. */
  end(): void {
    this.ended = true;
    this.paper?.remove();
    for (const page of this.pages ?? []) URL.revokeObjectURL(page);
  }
}
