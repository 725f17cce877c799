// From somebody's tile to a sheet that is closed, by keys alone: a way in, ten marks, a signature by a code and
// one by pictures, the trainer's PIN, the closing. Nothing here is pressed by a pointer.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, it } from 'vitest';
import App from '../../App.svelte';
import { FakeApi } from '../../api/fake';
import { PIN } from '../../api/fake-people';
import { app } from '../../state.svelte';
import { find, focused, row, settle, until } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';

let shown: ReturnType<typeof mount> | null = null;
let pointed = 0;
const points = (event: Event) => {
  // A click that a key makes has no button held down.
  if (event.type !== 'click' || !byKey) pointed += 1;
};
let byKey = false;
afterEach(async () => {
  for (const name of ['click', 'pointerdown']) window.removeEventListener(name, points, true);
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

const here = () => document.activeElement as HTMLElement;
/** What a browser does with a key that nobody has kept: Enter on a button or a link, Tab, a letter in a field. */
async function press(key: string, code = key, more: KeyboardEventInit = {}): Promise<void> {
  const on = document.activeElement ?? document.body;
  const free = on.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }));
  if (free) {
    byKey = true;
    if (key === 'Tab') tab(more.shiftKey ? -1 : 1);
    else if (key === 'Enter' && (on instanceof HTMLButtonElement || on instanceof HTMLAnchorElement)) on.click();
    else if (key === 'Enter' && on instanceof HTMLInputElement) on.form?.requestSubmit();
    else if (key.length === 1 && on instanceof HTMLInputElement) {
      on.value += key;
      on.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    byKey = false;
  }
  flushSync();
  await settle(10);
}
function tab(step: 1 | -1) {
  const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex]')];
  const stops = all.filter((one) => one.tabIndex >= 0 && !one.hasAttribute('disabled'));
  const from = here();
  // From what Tab does not stop at, to what comes next on the page.
  const after = (one: HTMLElement) => Boolean(from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  const at = stops.indexOf(from);
  const ahead = step === 1 ? stops.findIndex(after) : stops.findLastIndex((one) => one !== from && !after(one) && !one.contains(from));
  const next = from === document.body ? 0 : at >= 0 ? at + step : ahead;
  (stops[(next + stops.length) % stops.length] ?? document.body).focus();
}
/** Tab, until it has come to it; how often is no more than a page has stops. */
async function tabTo(css: string, shiftKey = false): Promise<void> {
  for (let stops = 0; stops < 60; stops += 1) {
    if (here().matches(css)) return;
    await press('Tab', 'Tab', { shiftKey });
  }
  throw new Error(`Tab never came to ${css}`);
}
/** A key, until it has led there. */
async function pressTo(css: string, key: string): Promise<void> {
  for (let times = 0; times < 40 && !here().closest(css); times += 1) await press(key);
  expect(here().closest(css)).not.toBeNull();
}
async function digits(text: string) {
  for (const digit of text) await press(digit, `Digit${digit}`);
}
const there = (css: string) => document.querySelector<HTMLElement>(css);
const tile = (person: string) => there(`[data-tile="${person}"]`);
const missing = () => [...document.querySelectorAll<HTMLElement>('[data-missing]')].map((one) => one.dataset['missing']);

/** Back in the register, by the PIN of whoever gave the computer. */
async function giveBack() {
  await tabTo('[data-do="leave"]', true);
  await press('Enter');
  expect(here().id).toBe('pin');
  await digits(PIN);
  await until(() => find('register-grid') && focused(), 'the register');
}

it('goes from locked to closed by keys alone', async () => {
  showLanguage('fr');
  const api = new FakeApi('joined');
  api.signing_.choices = { ways: ['drawn', 'pictures', 'code'], languages: [] };
  // Nobody is marked yet.
  const { learners: all, volunteers } = await api.register('session-2');
  for (const person of [...all, ...volunteers]) if (person.mark) await api.mark('session-2', person.id, { kind: 'clear' });
  api.team_.locked = true;
  app.home = app.status = app.shown = null;
  location.hash = '#/today';
  for (const name of ['click', 'pointerdown']) window.addEventListener(name, points, true);
  shown = mount(App, { target: document.body });
  await app.start(api);
  await until(() => there('[data-testid="tile-0"], [data-testid="pin"], .tiles button, main button'), 'the tiles');

  // In: one's tile, one's PIN; then the session that is on.
  if (!find('pin')) {
    await until(() => here() !== document.body, 'a tile in focus');
    await press('Enter');
  }
  await until(() => here().id === 'pin', 'the PIN');
  await digits(PIN);
  await until(() => there('.today a'), 'the day');
  await until(() => here() instanceof HTMLAnchorElement, 'the session in focus');
  await press('Enter');
  await until(() => find('register-grid') && focused() === 'learner-1', 'the register');

  // Ten marks, thirteen keys: one absent, one late by fifteen minutes, eight here.
  await press('a', 'KeyQ');
  for (const [key, code] of [['r', 'KeyR'], ['&', 'Digit1'], ['(', 'Digit5'], ['Enter', 'Enter']] as const) await press(key, code);
  for (let n = 0; n < 8; n += 1) await press('p', 'KeyP');
  await until(() => find('counts')!.querySelector('[data-count="present"] b')!.textContent === '8' && row('learner-10')!.dataset['saving'] === 'false', 'ten marks');

  // Somebody signs by a code of digits: S on their row.
  await pressTo('[data-row="learner-3"]', 'ArrowUp');
  await press('s', 'KeyS');
  await until(() => there('.pad') && here().matches('[data-first]'), 'the pad');
  expect(there('#sign-me')!.textContent).toContain('Oksana');
  await tabTo('[data-way="code"]');
  await press('Enter');
  await digits('25832583');
  await until(() => here().matches('[data-do="sign"]'), 'the code kept');
  await press('Enter');
  await until(() => tile('learner-3')?.dataset['state'] === 'done', 'signed by a code');

  // Somebody else by pictures, chosen by keys too.
  await until(() => here().matches('[data-tile]'), 'the tiles');
  await press('Home');
  await pressTo('[data-tile="learner-4"]', 'ArrowRight');
  await press('Enter');
  await until(() => there('.pad'), 'the pad');
  await tabTo('[data-way="pictures"]');
  await press('Enter');
  for (const round of [1, 2]) {
    for (const picture of ['0', '7', 'b']) {
      await tabTo(`[data-picture="${picture}"]`, picture === '0');
      await press('Enter');
    }
    if (round === 1) expect(there('.asks')!.textContent).toContain('Encore une fois');
  }
  await until(() => here().matches('[data-do="sign"]'), 'the pictures kept');
  await press('Enter');
  await until(() => tile('learner-4')?.dataset['state'] === 'done', 'signed by pictures');
  await giveBack();

  // Closed: the others gave a reason not to sign.
  await press('Enter', 'Enter', { ctrlKey: true });
  await until(() => missing().includes('unsigned'), 'what is missing');
  await tabTo('[data-missing="unsigned"] [data-way="reason"]', true);
  await press('Enter');
  await until(() => here().matches('[data-testid="closing-reason"]'), 'the reason');
  for (const letter of 'Panne') await press(letter, `Key${letter.toUpperCase()}`);
  await press('Enter', 'Enter', { ctrlKey: true });
  await until(() => find('closed'), 'the closed register');

  const { sheet, session } = await api.register('session-2');
  expect([sheet.state, sheet.paper, sheet.reason]).toEqual(['closed', false, 'Panne']);
  expect(session.tally).toEqual({ present: 8, late: 1, absent: 1, excused: 0, unmarked: 0 });
  expect(api.calls.filter((call) => /^(sign|chooseCode) /.test(call))).toEqual([
    'chooseCode learner-3 code 2583',
    'sign learner-3 afternoon {"way":"code","code":"2583"}',
    'chooseCode learner-4 pictures 07b',
    'sign learner-4 afternoon {"way":"pictures","code":"07b"}',
  ]);
  expect(pointed).toBe(0);
}, 120_000);
