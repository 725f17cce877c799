// History on an in-memory centre: from the register and back by keys, the filter, what was replaced;
// somebody's page from the list and back to their name.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import { FakeApi, type Scenario } from '../../api/fake';
import { app } from '../../state.svelte';
import { settle, until } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';

const HISTORY = '#/history/session/session-2';
let shown: ReturnType<typeof mount> | null = null;
const find = (id: string) => document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`);
const lines = () => [...document.querySelectorAll<HTMLElement>('[data-testid="history-line"]')];
const text = () => document.body.textContent ?? '';

async function open(scenario: Scenario, hash: string, language = 'fr', prepare: (api: FakeApi) => void = () => {}): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  prepare(api);
  app.home = app.status = app.shown = null;
  location.hash = hash;
  shown = mount(App, { target: document.body });
  await app.start(api);
  await settle(120);
  return api;
}
async function press(key: string, code = `Key${key.toUpperCase()}`) {
  const at = document.activeElement ?? document.body;
  const heard = at.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
  if (heard && key === 'Enter' && at instanceof HTMLAnchorElement) app.go({ name: 'person', person: decodeURIComponent(at.hash.split('/')[2]!) });
  await settle();
}
async function type(id: string, value: string) {
  const field = find(id)!;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('the history of a session', () => {
  it('is one key away from the register, and Escape comes back to it', async () => {
    await open('joined', '#/register/session-2');
    expect(find('open-history')!.getAttribute('href')).toBe(HISTORY);
    await press('h');
    expect(location.hash).toBe(HISTORY);
    expect(text()).toContain('DIG-1 Initiation');
    await press('Escape', 'Escape');
    expect(find('register-grid')).not.toBeNull();
    expect(document.activeElement?.closest('[data-row]')).not.toBeNull();
  });

  it('tells the newest first: when, who, on which computer, about whom, what', async () => {
    await open('joined', HISTORY);
    const [first] = lines();
    expect(first!.textContent!.replace(/\s+/g, ' ')).toMatch(/\d+:\d\d Reza Ahmadi, présence : absent Claire F., sur PC-1/);
    expect(text()).toContain('Mariam Jalloh, note de séance\u202F: effacé');
    expect(document.querySelectorAll('section > .day').length).toBeGreaterThan(1);
  });

  it('strikes through what was replaced, and says so', async () => {
    await open('joined', HISTORY);
    const gone = lines().find((line) => line.dataset['stands'] === 'false')!;
    expect(gone.querySelector('s')!.textContent).toContain('présent');
    expect(gone.textContent).toContain('remplacé');
    expect(lines()[0]!.querySelector('s')).toBeNull();
  });

  it('is narrowed down to a person when it is long, without accents', async () => {
    const api = await open('joined', HISTORY);
    const all = lines().length;
    expect(all).toBeGreaterThan(20);
    await type('history-who', 'OKSANA');
    expect(lines().length).toBe(3);
    expect(text()).toContain(`3 sur ${all}`);
    await type('history-who', 'personne');
    expect(text()).toContain('Rien d’écrit sur une personne de ce nom');
    api.keeping.history = () => [];
    api.say('records-changed');
    await settle();
    expect(find('history-who')).toBeNull();
  });

  it('is empty at first, in words', async () => {
    await open('nobody', HISTORY, 'en');
    expect(text()).toContain('Nothing written yet');
  });

  it('says why it cannot be read, and tries again', async () => {
    const api = await open('error', HISTORY);
    expect(document.querySelector('[role="alert"]')!.textContent).toContain('en sûreté');
    api.failing = false;
    document.querySelector<HTMLElement>('[role="alert"] button')!.click();
    await settle();
    expect(lines().length).toBeGreaterThan(0);
  });

  it('says that it is read only when that takes long', async () => {
    await open('joined', HISTORY, 'fr', (api) => (api.history = () => new Promise(() => {})));
    expect(find('reading')!.textContent).toBe('');
    await settle(300);
    expect(find('reading')!.textContent).toBe('Lecture…');
  });
});

describe('the versions of a sheet', () => {
  const told = (version: number) => document.querySelector(`[data-version="${version}"]`)!.textContent!.replace(/[ \n\t]+/g, ' ').trim();
  it('say until when each stood, what ended it, and who must sign again', async () => {
    const api = await open('versions', HISTORY);
    expect(told(1)).toContain('Version 1, jusqu’à mardi 14:07 (a changé\u202F: présence de Giorgi Beridze, par Inès Rousseau)');
    expect(told(1)).toContain('Doivent signer de nouveau\u202F: Giorgi Beridze et Abdirahman Warsame');
    expect(told(2)).toContain('Version 2, depuis mardi 14:07\u202F: celle qui vaut');
    expect(lines().length).toBeGreaterThan(2);
    api.signed_.versions = api.signed_.versions.map((one) => (one.change ? { ...one, change: { key: 'unheard-of', args: {} } } : one));
    api.say('records-changed');
    await settle();
    expect(told(1)).toContain('a changé\u202F: changé');
  });
  it('are seen as they were, then written, and say where', async () => {
    const api = await open('versions', HISTORY);
    const button = document.querySelector<HTMLElement>('[data-version="1"] button')!;
    expect(button.getAttribute('aria-label')).toBe('Ouvrir la version 1');
    button.focus();
    button.click();
    await until(() => find('sheet-page'), 'the page');
    expect(api.calls).toContain('previewSheet session-2 false 1');
    expect(api.calls.some((call) => call.startsWith('exportSheet'))).toBe(false);
    expect(find('sheet-preview')!.textContent).toContain('Feuille remplie, version 1, page 1 sur 2');
    find('sheet-save')!.click();
    await settle();
    expect(api.calls).toContain('exportSheet session-2 false 1');
    expect(text()).toContain('FEUILLE-session-2-v1.pdf est dans');
    api.failing = true;
    find('sheet-save')!.click();
    await settle();
    expect(text()).toContain('Le disque est plein');
    // Back to the list, and from the list to where it was opened from.
    await press('Escape', 'Escape');
    await until(() => find('sheet-preview') === null, 'the list');
    expect(document.activeElement).toBe(button);
    expect(location.hash).toBe(HISTORY);
  });
  it('are nothing to tell of when there is only one', async () => {
    await open('joined', HISTORY);
    expect(document.querySelector('[data-version]')).toBeNull();
  });
});

describe('a person’s page', () => {
  it('is reached by the name in the list, and comes back to it', async () => {
    await open('joined', '#/people');
    document.querySelector<HTMLElement>('[data-person="learner-2"] a')!.focus();
    await press('Enter', 'Enter');
    expect(location.hash).toBe('#/person/learner-2');
    expect(find('person-page')!.querySelector('h1')!.textContent).toBe('Nour Al-Hassan');
    expect(lines().length).toBeGreaterThan(2);
    await press('Escape', 'Escape');
    await settle();
    expect(location.hash).toBe('#/people');
    expect(document.activeElement?.closest('[data-person]')?.getAttribute('data-person')).toBe('learner-2');
  });

  it('names the fields that it knows, and says what others may read', async () => {
    await open('joined', '#/person/learner-2');
    expect(text()).toContain('Prénom');
    expect(document.querySelector('[data-field="language"]')!.textContent).toBe('arabe');
    expect(document.querySelector('[data-field="phone"]')).toBeNull();
    expect(find('person-locked')).not.toBeNull();
  });

  it('shows a field of a later version by its own name', async () => {
    await open('leading', '#/person/learner-2', 'en');
    expect(text()).toContain('bus_pass');
    expect(text()).toContain('Year of birth');
    expect(find('person-locked')).toBeNull();
  });

  it('of nobody says so', async () => {
    await open('joined', '#/person/nobody');
    expect(document.querySelector('[role="alert"]')).not.toBeNull();
    find('back')!.click();
    await settle();
    expect(location.hash).toBe('#/people');
  });
});

const STATES: [Scenario, string][] = [
  ['versions', HISTORY],
  ['joined', HISTORY],
  ['nobody', HISTORY],
  ['joined', '#/person/learner-2'],
  ['leading', '#/person/learner-2'],
];
describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it.each(STATES)('%s %s', async (scenario, hash) => {
    await open(scenario, hash, language);
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
});
