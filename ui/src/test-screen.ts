// For tests: a screen of the whole window on an in-memory centre, found by selectors, used by hand and by keys.
// Loaded by tests only; nothing of the window imports it.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import App from './App.svelte';
import { FakeApi, type Scenario } from './api/fake';
import { app } from './state.svelte';
import { settle, until } from './test-window';
import { showLanguage } from './words/words.svelte';

let shown: ReturnType<typeof mount> | null = null;

export const on = <T extends HTMLElement = HTMLElement>(css: string) => document.querySelector<T>(css);
export const all = (css: string) => [...document.querySelectorAll<HTMLElement>(css)];
export const words = (css: string) => (on(css)?.textContent ?? '').replace(/[\s\u00A0\u202F]+/g, ' ').trim();
/** What the core was asked of this name, as it was given. */
export const asked = (api: FakeApi, what: string) => api.calls.filter((call) => call.startsWith(`${what} `)).map((call): unknown => JSON.parse(call.slice(what.length + 1)));

export async function open(hash: string, ready: string, scenario: Scenario = 'planning', language = 'fr', prepare: (api: FakeApi) => void = () => {}): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  prepare(api);
  app.home = app.status = app.shown = null;
  location.hash = hash;
  shown = mount(App, { target: document.body });
  await app.start(api);
  await until(() => on(ready), ready);
  return api;
}
export async function shut(): Promise<void> {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
}
export async function click(css: string): Promise<void> {
  on(css)!.focus();
  on(css)!.click();
  await settle();
}
export async function put(css: string, value: string): Promise<void> {
  const field = on<HTMLInputElement>(css)!;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
/** The pretend browser does not know which option is `:checked`. */
export async function choose(css: string, value: string): Promise<void> {
  const list = on<HTMLSelectElement>(css)!;
  const option = [...list.options].find((one) => one.value === value || one.textContent === value)!;
  list.querySelector = (() => option) as typeof list.querySelector;
  list.value = option.value;
  list.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}
export async function press(key: string, more: KeyboardEventInit = {}): Promise<void> {
  const code = /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : key;
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }));
  await settle();
}
export async function submit(css: string): Promise<void> {
  on<HTMLFormElement>(css)!.requestSubmit();
  await settle(60);
}
/** What stands in the way of somebody who does not see or does not point; colours are measured elsewhere. */
export async function barriers(): Promise<string[]> {
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`);
}
