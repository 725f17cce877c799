// A computer that is being prepared, on an in-memory centre: the PIN, what is shown once, and the sheet
// that is left for later; then who opens it, in the settings.
import axe from 'axe-core';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import { FakeApi, type Scenario } from '../../api/fake';
import { PHRASE, PIN, RECOVERY } from '../../api/fake-people';
import { app } from '../../state.svelte';
import { showLanguage } from '../../words/words.svelte';

const CHOSEN = '530162';
let shown: ReturnType<typeof mount> | null = null;
const soon = (ms = 60) => new Promise((go) => setTimeout(go, ms));
const find = (id: string) => document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`);
const focused = () => (document.activeElement as HTMLElement | null)?.dataset['testid'];
const text = () => document.body.textContent ?? '';
const word = (rank: number) => PHRASE.split(' ')[rank - 1]!;

async function settle(ms?: number) {
  await soon(ms);
  flushSync();
}
async function open(scenario: Scenario, hash = ''): Promise<FakeApi> {
  showLanguage('fr');
  const api = new FakeApi(scenario);
  app.home = app.status = app.shown = null;
  location.hash = hash;
  shown = mount(App, { target: document.body });
  await app.start(api);
  await settle();
  return api;
}
async function put(css: string, value: string) {
  const field = document.querySelector<HTMLInputElement>(css)!;
  field.value = value;
  field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
  await settle();
}
const type = (id: string, value: string) => put(`[data-testid="${id}"]`, value);
async function click(id: string) {
  find(id)!.click();
  await settle();
}
async function submit(css: string) {
  document.querySelector<HTMLElement>(css)!.closest('form')!.requestSubmit();
  await settle();
}
async function choose(pin: string, again = pin) {
  await type('new-pin', pin);
  await type('new-pin-again', again);
  await submit('[data-testid="new-pin"]');
}
async function found() {
  await open('first-run');
  await put('#centre', 'Bègles');
  await put('#founder', 'Inès Faure');
  await submit('#founder');
}
async function accessible() {
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
  localStorage.clear();
  vi.unstubAllGlobals();
});

describe('a new centre', () => {
  it('is two steps, then what is shown once', async () => {
    await found();
    expect(focused()).toBe('new-pin');
    await accessible();
    await choose(CHOSEN, '530163');
    expect(text()).toContain('ne sont pas les mêmes');
    await choose('123456');
    expect(document.querySelector('[role="alert"]')!.textContent).toContain('deviné');
    await choose(CHOSEN);
    expect(find('shown-recovery')!.textContent).toBe(RECOVERY);
    expect(find('shown-phrase')!.textContent).toContain(word(6));
    await accessible();
  });

  it('comes back to the door with the focus, and with what was typed', async () => {
    await found();
    document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await settle();
    expect(document.querySelector<HTMLInputElement>('#founder')!.value).toBe('Inès Faure');
    expect(document.activeElement?.closest('[data-testid="door-new"]')).not.toBeNull();
  });

  it('does not go on before a word of the phrase is given back', async () => {
    await found();
    await choose(CHOSEN);
    expect(find('shown-done')!.disabled).toBe(true);
    await type('shown-word', word(2));
    expect(find('shown-done')!.disabled).toBe(true);
    await type('shown-word', ` ${word(3).toUpperCase()} `);
    expect(find('shown-done')!.disabled).toBe(false);
  });

  it('hears no key of another screen meanwhile', async () => {
    await found();
    await choose(CHOSEN);
    for (const [key, code] of [['g', 'KeyG'], ['e', 'KeyE']] as const) {
      find('shown-print')!.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true }));
    }
    await settle();
    expect(location.hash).toBe('#/today');
  });

  it('leaves the sheet for later: the day says so, even with no group, until another is printed', async () => {
    await found();
    await choose(CHOSEN);
    await type('shown-word', word(3));
    await click('shown-done');
    expect(document.querySelector('[data-need="sheet"]')).not.toBeNull();
    app.go({ name: 'settings', keys: false });
    await settle(120);
    await click('team-sheet');
    // The one that was printed before would open nothing any more: that is said first.
    expect(text()).toContain('n’ouvrira plus rien');
    expect(app.shown).toBeNull();
    await click('team-do');
    const print = vi.fn();
    vi.stubGlobal('print', print);
    window.print = print;
    expect(find('shown-phrase')).toBeNull();
    await click('shown-print');
    expect(print).toHaveBeenCalledOnce();
    await click('shown-done');
    app.go({ name: 'today', date: null });
    await settle(120);
    expect(document.querySelector('[data-need="sheet"]')).toBeNull();
  });

  it('shows a phrase alone, with its title and the focus where it is asked back', async () => {
    await open('joined', '#/today');
    app.shown = { recovery: null, phrase: PHRASE };
    await settle();
    expect(document.querySelector('h1')).not.toBeNull();
    expect(focused()).toBe('shown-word');
    await accessible();
  });
});

describe('a computer that headquarters had erased', () => {
  it.each([['fr', 'Le siège a fait effacer ce PC'], ['en', 'Head office']])('says so above the doors in %s', async (language, said) => {
    await open('wiped');
    showLanguage(language);
    flushSync();
    expect(find('first-problem')!.textContent).toContain(said);
    expect(find('door-join')).not.toBeNull();
    await accessible();
  });
  it('says it no more while a PIN is chosen', async () => {
    await open('wiped');
    await put('#centre', 'Bègles');
    await put('#founder', 'Inès Faure');
    await submit('#founder');
    expect(find('first-problem')).toBeNull();
  });
});

describe('a code without a connection', () => {
  it('says on the day that nothing has come yet, and what is safe', async () => {
    await open('waiting', '#/today');
    expect(find('awaiting')!.textContent).toContain('Rien n’est encore arrivé du siège');
    await accessible();
  });
  it('says nothing of it once something has come', async () => {
    await open('joined', '#/today');
    expect(find('awaiting')).toBeNull();
  });
});

describe('people of this computer', () => {
  async function team(scenario: Scenario = 'leading'): Promise<FakeApi> {
    const api = await open(scenario, '#/settings');
    await settle(120);
    return api;
  }
  it('let a new volunteer in, and say so', async () => {
    const api = await team();
    await click('team-add');
    await accessible();
    await type('team-name', 'Paul Roux');
    await choose(CHOSEN);
    expect(api.team_.tiles.map((tile) => tile.name)).toContain('Paul Roux');
    expect(find('team-said')!.textContent).toContain('Paul Roux');
    // The form that had the focus is gone; the focus is not.
    expect(focused()).toBe('team-add');
  });
  it('let in somebody of the centre, chosen by name', async () => {
    const api = await team();
    const [volunteer] = (await api.people()).filter((person) => person.is_volunteer && !api.team_.tiles.some((tile) => tile.id === person.id));
    await click('team-add');
    await type('team-who', volunteer!.id);
    expect(find('team-name')).toBeNull();
    await choose(CHOSEN);
    expect(api.team_.tiles.find((tile) => tile.id === volunteer!.id)?.name).toBe(volunteer!.name);
  });
  it('give another PIN, together with whoever forgot it', async () => {
    const api = await team();
    await click('team-pin-2');
    expect(text()).toContain('Omar Haddad choisit et tape');
    expect(focused()).toBe('new-pin');
    await choose(CHOSEN);
    expect(api.team_.tiles[2]!.has_pin).toBe(true);
  });
  it('take a place away only after saying what that does, and not one’s own', async () => {
    const api = await team();
    expect(find('team-remove-1')).toBeNull();
    await click('team-remove-2');
    expect(text()).toContain('n’ouvrira plus ce PC');
    expect(api.team_.tiles.length).toBe(3);
    expect(focused()).toBe('team-cancel');
    await click('team-do');
    expect(api.team_.tiles.length).toBe(2);
  });
  it('change one’s own PIN against the one before', async () => {
    const api = await team();
    await click('team-mine');
    await type('old-pin', '111112');
    await choose(CHOSEN);
    expect(document.querySelector('[role="alert"]')!.textContent).toContain('Ce n’est pas le bon code');
    await type('old-pin', PIN);
    await choose(CHOSEN);
    expect(find('team-said')).not.toBeNull();
    await api.lock();
    await expect(api.unlock('person-ines', CHOSEN)).resolves.toMatchObject({ phase: 'ready' });
  });
  it('are only seen, and let volunteers in, by a volunteer', async () => {
    await team('joined');
    expect(find('team-add')).not.toBeNull();
    for (const id of ['team-sheet', 'team-pin-1', 'team-remove-1']) expect(find(id)).toBeNull();
  });
});
