// For tests: the whole window on an in-memory centre, keys as a browser sends them, and what is shown.
// Loaded by tests only; nothing of the window imports it.
import { flushSync, mount, unmount } from 'svelte';
import App from './App.svelte';
import { FakeApi, type Scenario } from './api/fake';
import { app } from './state.svelte';
import { showLanguage } from './words/words.svelte';

let shown: ReturnType<typeof mount> | null = null;

/** Turns of the loop without a change after which a page is still. */
const STILL_TURNS = 4;
const TURNS_MAX = 400;

/** Waits a little, then until the page has stopped changing: counted in turns of the loop and not in time,
    so that a machine that does something else meanwhile is only slow. */
export async function settle(ms = 40): Promise<void> {
  await new Promise((go) => setTimeout(go, ms));
  flushSync();
  let changed = false;
  const watcher = new MutationObserver(() => (changed = true));
  watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  for (let turn = 0, still = 0; turn < TURNS_MAX && still < STILL_TURNS; turn += 1) {
    changed = false;
    await new Promise((go) => setTimeout(go));
    flushSync();
    still = changed ? 0 : still + 1;
  }
  watcher.disconnect();
}

/** Waits for something to become true: how long things take depends on the machine. */
export async function until(true_: () => unknown, what = 'what was awaited'): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (true_()) return;
    await settle(20);
  }
  throw new Error(`${what} never came`);
}

export const find = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
export const row = (person: string) => document.querySelector<HTMLElement>(`[data-row="${person}"]`);
/** Whose row has the focus. */
export const focused = () => document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? null;

/** The register of the session that is on, ready for its first key. */
export async function openRegister(scenario: Scenario, language = 'fr'): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  app.home = app.status = app.shown = null;
  location.hash = '#/register/session-2';
  shown = mount(App, { target: document.body });
  await app.start(api);
  await until(() => find('register-grid') && focused(), 'the register');
  return api;
}

export async function shut(): Promise<void> {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
}

export async function press(key: string, code = `Key${key.toUpperCase()}`, more: KeyboardEventInit = {}): Promise<void> {
  const on = document.activeElement ?? document.body;
  on.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }));
  await settle();
}

export async function type(id: string, text: string): Promise<void> {
  const field = find(id) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await settle();
}

export async function click(id: string): Promise<void> {
  find(id)!.click();
  await settle();
}

/** A right click, or the menu key, on somebody's row. */
export async function menuOf(person: string): Promise<void> {
  const on = row(person)!.querySelector('[data-cell]')!;
  on.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
  await settle();
}
