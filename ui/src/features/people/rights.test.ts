// The rights of a person, on an in-memory centre: a copy in files with its purpose; erasing, told in
// numbers first, never one press away, then followed from computer to computer.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import { FakeApi, type Scenario } from '../../api/fake';
import { app } from '../../state.svelte';
import { settle } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';

const NOUR = '#/person/learner-2';
let shown: ReturnType<typeof mount> | null = null;
const find = (id: string) => document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`);
const focused = () => (document.activeElement as HTMLElement | null)?.dataset['testid'];
const text = () => document.body.textContent ?? '';

async function open(scenario: Scenario = 'leading', hash = NOUR, language = 'fr'): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  app.home = app.status = app.shown = null;
  location.hash = hash;
  shown = mount(App, { target: document.body });
  await app.start(api);
  await settle(120);
  return api;
}
async function press(key: string) {
  const at = document.activeElement ?? document.body;
  const heard = at.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }));
  if (heard && key === 'Enter' && at instanceof HTMLButtonElement) at.click();
  await settle();
}
async function type(id: string, value: string) {
  const field = find(id)!;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
async function copy() {
  find('export-go')!.closest('form')!.requestSubmit();
  await settle();
}
async function click(id: string) {
  find(id)!.click();
  await settle();
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('a copy', () => {
  it('is written for a purpose, and says who can read it', async () => {
    const api = await open();
    expect(find('export-purpose')!.value).toBe('Demande de la personne');
    await copy();
    expect(api.calls).toContain('export learner-2 Demande de la personne');
    expect(find('exported')!.textContent).toContain('/home/centre/Documents/Passerelle');
    expect(find('exported')!.textContent).toContain('learner-2.pdf');
    expect(find('exported')!.textContent).toContain('toute personne qui les a peut les lire');
    expect(focused()).toBe('exported');
  });
  it('needs its purpose', async () => {
    const api = await open();
    await type('export-purpose', '  ');
    await copy();
    expect(api.calls.some((call) => call.startsWith('export'))).toBe(false);
    expect(find('export-purpose')!.getAttribute('aria-invalid')).toBe('true');
    expect(focused()).toBe('export-purpose');
    expect(find('exported')).toBeNull();
  });
  it('says why it was not written', async () => {
    const api = await open();
    api.keeping.refusing = 'store.disk_full';
    await copy();
    expect(find('rights')!.querySelector('[role="alert"]')!.textContent).toContain('disque est plein');
    await copy();
    expect(find('exported')).not.toBeNull();
  });
});

describe('erasing', () => {
  it('says first what it does, in numbers, and can be given up by a key', async () => {
    const api = await open();
    find('erase-start')!.focus();
    await press('Enter');
    expect(focused()).toBe('erase-numbers');
    const said = find('erase-numbers')!.textContent!;
    expect(said).toContain('32 présences restent comme nombres sans nom');
    // This computer is not one of the others.
    expect(said).toContain('2 ordinateurs l’effaceront');
    expect(find('erase-photos')!.textContent).toContain('3 photos de feuilles papier où cette personne figure');
    expect(find('erase-unsent')!.textContent).toContain('1 de ces photos n’est pas encore au siège');
    expect(said).toContain('C’est définitif');
    await press('Enter');
    expect(api.calls.some((call) => call.startsWith('erase'))).toBe(false);
    await press('Escape');
    expect(focused()).toBe('erase-start');
    expect(location.hash).toBe(NOUR);
  });

  it('does not speak of photographs when there are none', async () => {
    const api = await open();
    const real = api.erasure.bind(api);
    api.erasure = async (person) => ({ ...(await real(person)), photos: 0, photos_unsent: 0 });
    await click('erase-start');
    expect(find('erase-numbers')).not.toBeNull();
    expect(find('erase-photos')).toBeNull();
    expect(find('erase-unsent')).toBeNull();
  });

  it('names the person on its button, then follows the computers', async () => {
    const api = await open();
    await click('erase-start');
    expect(find('erase-confirm')!.textContent).toBe('Effacer Nour Al-Hassan');
    expect(find('erase-confirm')!.querySelector('bdi')).not.toBeNull();
    await click('erase-confirm');
    await settle();
    expect(api.calls).toContain('erase learner-2');
    expect(focused()).toBe('erased');
    expect(text()).not.toContain('Nour');
    const devices = [...document.querySelectorAll<HTMLElement>('[data-testid="erased-device"]')];
    expect(devices.map((device) => device.dataset['done'])).toEqual(['true', 'false', 'false']);
    expect(devices[0]!.textContent).toMatch(/PC-1, \p{L}+ \d+ \p{L}+, \d+:\d\d/u);
    expect(devices[1]!.textContent).toBe('PC-2');
    expect(find('erase-start')).toBeNull();
    find('back')!.click();
    await settle(120);
    expect(text()).not.toContain('Nour');
  });

  it('that is refused says why, and nothing is gone', async () => {
    const api = await open();
    await click('erase-start');
    api.keeping.refusing = 'permission.role_too_low';
    await click('erase-confirm');
    expect(find('rights')!.querySelector('[role="alert"]')!.textContent).toContain('Rien n’a été changé');
    expect(find('erase-confirm')).not.toBeNull();
    expect(text()).toContain('Nour Al-Hassan');
  });

  it('that was done before is told at the person’s address', async () => {
    const api = await open('leading', '#/people');
    await api.erase('learner-2');
    app.go({ name: 'person', person: 'learner-2' });
    await settle(150);
    expect(find('erased')).not.toBeNull();
    expect(find('export-go')).toBeNull();
  });
});

describe('the card', () => {
  it('is for whoever leads, and about learners', async () => {
    await open('joined');
    expect(find('person-page')).not.toBeNull();
    expect(find('rights')).toBeNull();
    app.go({ name: 'people', find: false });
    await settle();
  });
  it('is not on a volunteer’s page', async () => {
    await open('leading', '#/person/volunteer-1');
    expect(find('person-page')!.querySelector('h1')!.textContent).toBe('Claire Fabre');
    expect(find('rights')).toBeNull();
  });
  it.each(['fr', 'en'])('can be read and used by everybody in %s', async (language) => {
    await open('leading', NOUR, language);
    const accessible = async () => {
      const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
      expect(text()).not.toMatch(/\b(?:erase|erased|export|exported|rights)-\w/);
    };
    await copy();
    await click('erase-start');
    await accessible();
    await click('erase-confirm');
    await accessible();
  });
});
