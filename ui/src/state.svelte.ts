// What every screen may need to know: the centre that is open, the status bar's facts, where the
// window is, and what a register still has to save. It asks the core again when the core says that
// something changed. It holds no screen's own data.
import { tick } from 'svelte';
import { asProblem, type Api, type Home, type Problem, type Shown, type Signing, type StatusBar } from './api';
import { address, readRoute, type Route } from './route';
import { showLanguage } from './words/words.svelte';
import { showTheme } from './parts/theme.svelte';

/** Marks painted and not yet kept by the core, and those it refused, of one register. */
export type Unsaved = { saving: number; failed: number; session: string | null };

/** A form, or a part of a screen, by name; a group by its id. */
export type Wants = 'person' | 'cohort' | 'places' | { group: string; part?: 'seating' };

/** How often the core is told, at most, that somebody is at the keys. */
const SEEN_EVERY = 20_000;
/** How long marks on their way are waited for before the centre is closed all the same. */
const LAST_MARKS = 2_000;
/** How many steps back are remembered. */
const TRAIL = 20;
/** Remembers, without any secret, on which computer's centre a recovery sheet is still to be printed. */
const UNPRINTED = 'passerelle.sheet-unprinted';

export function leads(home: Home | null): boolean {
  return home?.role === 'coordinator' || home?.role === 'headquarters';
}

class AppState {
  api!: Api;
  home = $state.raw<Home | null>(null);
  problem = $state.raw<Problem | null>(null);
  status = $state.raw<StatusBar | null>(null);
  route = $state.raw<Route>({ name: 'today', date: null });
  unsaved = $state.raw<Unsaved>({ saving: 0, failed: 0, session: null });
  /** The register reopened after a restart: until when everything had been kept. */
  keptUntil = $state.raw<{ session: string; at: number } | null>(null);
  /** The form that the next screen opens with: who asked for it need not ask twice. */
  wants = $state.raw<Wants | null>(null);
  /** What lies over the screen, until Escape or another screen. */
  over = $state<'palette' | 'keys' | null>(null);
  /** What the sessions that were opened are called, for their history. */
  readonly called = new Map<string, string>();
  /** Where one was before, the latest last: the way back. */
  private trail: Route[] = [];
  /** What is shown once, in place of everything else, until the person goes on. */
  shown = $state.raw<Shown | null>(null);
  /** The centre is being closed: nothing of it is on the screen any more. */
  closing = $state(false);
  /** What sign mode begins with, when this window has just begun it, and whose tile was chosen. */
  begun: { view: Signing; person: string | null } | null = null;
  /** The key of a line that the next screen shows for a while. */
  told = $state<string | null>(null);
  private unprinted = $state(localStorage.getItem(UNPRINTED));
  /** This computer's name, which a centre that is locked does not tell. */
  private device: string | null = null;
  private asked = false;
  /** Whether the register that was open at the last end has been gone back to, or had its chance. */
  private returned = false;
  private seenAt = -Infinity;

  async start(api: Api): Promise<void> {
    this.api = api;
    this.returned = false;
    this.unprinted = localStorage.getItem(UNPRINTED);
    window.addEventListener('hashchange', () => {
      // In sign mode the way back of a mouse or a keyboard leads nowhere.
      if (!this.home?.signing) this.arrive(readRoute(location.hash));
    });
    this.route = readRoute(location.hash);
    this.trail = [];
    this.before = null;
    api.on('records-changed', () => this.refreshStatus());
    api.on('exchange-changed', () => this.refreshStatus());
    // Told while it is closed already, there is nothing to take away but what is typed on the way in.
    const again = () => {
      if (this.open && !this.closing) void this.shut(() => api.home());
    };
    api.on('locked', again);
    api.on('damage-found', again);
    await this.ask();
  }

  /** Somebody's PIN has opened the centre, whole or damaged. */
  private get open(): boolean {
    return this.home?.phase === 'ready' || this.home?.phase === 'damaged';
  }

  /** Closes the centre until somebody's PIN; the screen stays the one that it is. */
  async lock(): Promise<void> {
    if (!this.open || this.home?.demo || this.closing) return;
    // A note that is being written is kept when its field is left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await this.shut(async () => {
      await this.lastMarks();
      return this.api.lock();
    });
  }

  /** Takes everything off the screen before it asks: nothing can be read behind what does not answer. */
  private async shut(answer: () => Promise<Home>): Promise<void> {
    this.closing = true;
    this.told = this.over = this.wants = null;
    this.status = null;
    this.trail = [];
    this.called.clear();
    try {
      this.enter(await answer());
    } catch (e) {
      this.home = null;
      this.problem = asProblem(e);
    }
    this.closing = false;
  }

  /** What was marked by this person is written by this person, or refused while they can still see it. */
  private async lastMarks(): Promise<void> {
    const until = performance.now() + LAST_MARKS;
    await tick();
    while (this.unsaved.saving > 0 && performance.now() < until) await new Promise((go) => setTimeout(go, 10));
  }

  /** Hands the computer over to learners: nothing but sign mode until whoever began it gives their PIN. */
  async beginSigning(session: string, person: string | null): Promise<void> {
    if (!this.home || this.home.signing) return;
    // A note that is being written is kept when its field is left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    await this.lastMarks();
    const view = await this.api.beginSigning(session);
    this.begun = { view, person };
    this.told = this.over = null;
    this.home = { ...this.home, signing: session };
  }

  /** The PIN was given: back to the register that was signed. */
  doneSigning(session: string): void {
    this.begun = null;
    if (this.home) this.home = { ...this.home, signing: null };
    this.go({ name: 'register', session });
    this.refreshStatus();
  }

  tell(key: string | null): void {
    this.told = key;
  }

  /** Somebody is at the keys. */
  seen(): void {
    if (!this.open || performance.now() - this.seenAt < SEEN_EVERY) return;
    this.seenAt = performance.now();
    void this.api.stillHere().catch(() => null);
  }

  doneShowing(printed: boolean): void {
    const sheet = this.shown?.recovery != null;
    this.shown = null;
    if (!sheet) return;
    this.unprinted = printed ? null : this.device;
    if (this.unprinted === null) localStorage.removeItem(UNPRINTED);
    else localStorage.setItem(UNPRINTED, this.unprinted);
  }

  /** Whoever is at the keys answers for the centre, and does not only mark. */
  get leads(): boolean {
    return leads(this.home);
  }

  /** The sheet that was left for later; whoever leads prints another. */
  get sheetDue(): boolean {
    const { home } = this;
    return this.unprinted !== null && home?.device === this.unprinted && this.leads && !home.demo;
  }

  async ask(): Promise<void> {
    this.problem = null;
    try {
      this.enter(await this.api.home());
    } catch (e) {
      this.problem = asProblem(e);
    }
  }

  /** Shows the centre (or the three doors) that the core has just answered with. */
  enter(home: Home): void {
    if (home.language) showLanguage(home.language);
    if (home.theme) showTheme(home.theme);
    if (home.reopen?.kept_until && !this.returned) {
      this.keptUntil = { session: home.reopen.session, at: home.reopen.kept_until };
      this.go({ name: 'register', session: home.reopen.session });
    }
    if (home.link && !this.returned) {
      // Somebody opened the QR code of a printed sheet.
      this.go({ name: 'register', session: home.link });
    }
    if (home.phase === 'ready') this.returned = true;
    if (home.device) this.device = home.device;
    if (home.shown) this.shown = home.shown;
    this.home = home;
    if (home.phase === 'ready') this.refreshStatus();
  }

  go(route: Route): void {
    location.hash = address(route);
    this.arrive(route);
    // Asked for again where we already are: the screen is told all the same.
    this.route = route;
  }

  /** Back to where one was, or to where one would have been. */
  back(otherwise: Route): void {
    this.go(this.trail.at(-1) ?? otherwise);
  }
  /** The screen that was left for this one. */
  get left(): Route | null {
    return this.before;
  }
  private before: Route | null = null;

  /** A register that is left is no longer the one to come back to after a restart. */
  private arrive(route: Route): void {
    if (this.route.name === 'register' && route.name !== 'register') {
      this.keptUntil = null;
      void this.api.closeRegister().catch(() => null);
    }
    if (address(route) === address(this.route)) return;
    this.over = null;
    const last = this.trail.at(-1);
    if (last && address(last) === address(route)) this.trail.pop();
    else this.trail = [...this.trail, this.route].slice(-TRAIL);
    this.before = this.route;
    this.route = route;
  }

  /** Several signals in a row ask once. */
  refreshStatus(): void {
    // Sign mode shows no bar, and the core answers nothing else meanwhile.
    if (this.asked || this.home?.signing) return;
    this.asked = true;
    setTimeout(async () => {
      this.asked = false;
      try {
        this.status = await this.api.status();
      } catch (e) {
        // The bar keeps what it last knew, and the screen in front shows its own problem; but a centre
        // that is no more here was erased by headquarters' order, and nothing of it stays on screen.
        if (asProblem(e).code === 'exchange.wiped' && this.open && !this.closing) void this.shut(() => this.api.home());
      }
    }, 30);
  }
}

export const app = new AppState();

/**
 * From a register: sign mode for this session, with that person's tile chosen. A refusal is thrown, to be
 * said where it was asked for.
 */
export function openSigning(session: string, person?: string): Promise<void> {
  return app.beginSigning(session, person ?? null);
}
