// What every screen may need to know: the centre that is open, the status bar's facts, where the
// window is, and what a register still has to save. It asks the core again when the core says that
// something changed. It holds no screen's own data.
import { asProblem, type Api, type Home, type Problem, type StatusBar } from './api';
import { address, readRoute, type Route } from './route';
import { showLanguage } from './words/words.svelte';
import { showTheme } from './parts/theme.svelte';

/** Marks painted and not yet kept by the core, and those it refused, of one register. */
export type Unsaved = { saving: number; failed: number; session: string | null };

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
  wants = $state.raw<'person' | 'cohort' | null>(null);
  private asked = false;

  async start(api: Api): Promise<void> {
    this.api = api;
    window.addEventListener('hashchange', () => this.arrive(readRoute(location.hash)));
    this.route = readRoute(location.hash);
    api.on('records-changed', () => this.refreshStatus());
    api.on('exchange-changed', () => this.refreshStatus());
    await this.ask();
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
    if (home.reopen?.kept_until && !this.home) {
      this.keptUntil = { session: home.reopen.session, at: home.reopen.kept_until };
      this.go({ name: 'register', session: home.reopen.session });
    }
    this.home = home;
    if (home.phase === 'ready') this.refreshStatus();
  }

  go(route: Route): void {
    location.hash = address(route);
    this.arrive(route);
    // Asked for again where we already are: the screen is told all the same.
    this.route = route;
  }

  /** A register that is left is no longer the one to come back to after a restart. */
  private arrive(route: Route): void {
    if (this.route.name === 'register' && route.name !== 'register') {
      this.keptUntil = null;
      void this.api.closeRegister().catch(() => null);
    }
    if (address(route) !== address(this.route)) this.route = route;
  }

  /** Several signals in a row ask once. */
  refreshStatus(): void {
    if (this.asked) return;
    this.asked = true;
    setTimeout(async () => {
      this.asked = false;
      try {
        this.status = await this.api.status();
      } catch {
        // The bar keeps what it last knew; the screen in front shows its own problem.
      }
    }, 30);
  }
}

export const app = new AppState();
