// A damaged centre, on an in-memory one: what is told in numbers, the two steps by keys alone, who may
// not, and a backup that is not there.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import { FakeApi, type Scenario } from '../../api/fake';
import { PIN } from '../../api/fake-people';
import { app } from '../../state.svelte';
import { settle } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';

let shown: ReturnType<typeof mount> | null = null;
const find = (id: string) => document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`);
const focused = () => (document.activeElement as HTMLElement | null)?.dataset['testid'];
const text = () => document.body.textContent ?? '';

async function open(scenario: Scenario, prepare: (api: FakeApi) => void = () => {}, language = 'fr'): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  prepare(api);
  app.home = app.status = app.shown = null;
  location.hash = '#/today';
  shown = mount(App, { target: document.body });
  await app.start(api);
  await settle();
  return api;
}
async function press(key: string, more: KeyboardEventInit = {}) {
  const at = document.activeElement ?? document.body;
  const heard = at.dispatchEvent(new KeyboardEvent('keydown', { key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true, ...more }));
  if (heard && key === 'Enter' && at instanceof HTMLButtonElement) at.click();
  await settle();
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('a damaged centre', () => {
  it('says what is safe and what is missing, in numbers', async () => {
    await open('damaged');
    expect(find('damage')).not.toBeNull();
    expect(text()).toContain('Rien n’a été effacé');
    expect(find('damage-newest')!.textContent).toMatch(/il y a 43\smin/);
    expect(find('damage-missing')!.textContent).toContain('32 présences ou notes');
    expect(find('damage-missing')!.textContent).toContain('1 personne');
    expect(find('damage-missing')!.textContent).toContain('31 changements sur 33');
    expect(find('damage-unread')!.textContent).toContain('2 changements n’ont pas pu être lus');
    expect(find('status-kept')).toBeNull();
  });

  it('is put right in two steps, by keys alone, and says so', async () => {
    const api = await open('damaged');
    expect(focused()).toBe('damage-restore');
    expect(find('damage-restore')!.textContent).toMatch(/^Remettre la sauvegarde de \p{L}+ \d+:\d\d$/u);
    await press('Enter');
    // The step that counts is not under the finger.
    expect(focused()).toBe('damage-cancel');
    expect(api.calls).not.toContain('restoreNewest');
    await press('Escape');
    expect(focused()).toBe('damage-restore');
    await press('Enter');
    find('damage-confirm')!.focus();
    await press('Enter');
    expect(api.calls).toContain('restoreNewest');
    expect(find('open-register')).not.toBeNull();
    expect(find('told')!.textContent).toContain('La sauvegarde est en place');
  });

  it('says what went wrong, and can be tried again', async () => {
    await open('damaged', (api) => (api.keeping.refusing = 'store.disk_full'));
    await press('Enter');
    find('damage-confirm')!.click();
    await settle();
    expect(document.querySelector('[role="alert"]')!.textContent).toContain('disque est plein');
    find('damage-confirm')!.click();
    await settle();
    expect(find('damage')).toBeNull();
  });

  it('is not a volunteer’s to put right: another person opens it', async () => {
    await open('damaged-volunteer');
    expect(find('damage-restore')).toBeNull();
    expect(text()).toContain('appelez une personne de la coordination');
    expect(focused()).toBe('damage-other');
    await press('Enter');
    expect(find('tile-0')).not.toBeNull();
    find('tile-1')!.click();
    await settle();
    const pin = find('pin')!;
    pin.value = PIN;
    pin.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    expect(focused()).toBe('damage-restore');
  });

  it('hears Ctrl+L and no other way to go', async () => {
    await open('damaged');
    await press('g');
    await press('e');
    expect(location.hash).toBe('#/today');
    await press('l', { ctrlKey: true });
    expect(find('tile-0')).not.toBeNull();
  });

  it('without a backup asks to call head office', async () => {
    await open('damaged', (api) => (api.keeping.damage = { ...api.keeping.damage!, newest_at: null, missing: [], salvageable: 0 }));
    expect(text()).toContain('Il n’y a pas de bonne sauvegarde');
    expect(find('damage-restore')).toBeNull();
    expect(focused()).toBe('damage-again');
  });

  it('is shown as soon as it is found, in place of what may not be true', async () => {
    const api = await open('leading');
    expect(find('open-register')).not.toBeNull();
    api.keeping.damage = new FakeApi('damaged').keeping.damage;
    api.say('damage-found');
    await settle();
    expect(find('damage')).not.toBeNull();
    expect(find('open-register')).toBeNull();
  });

  it.each(['fr', 'en'])('can be read and used by everybody in %s', async (language) => {
    await open('damaged', undefined, language);
    find('damage-restore')!.click();
    await settle();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
    expect(text()).not.toMatch(/damage-|missing-/);
  });
});
