// Somebody who came in with a name only: told in the day's list to whoever leads, completed on their page
// with what is known already, and by nobody else.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import { FakeApi, type Scenario } from '../../api/fake';
import { app } from '../../state.svelte';
import { settle, until } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';
import { firstInput, isProvisional, knownOf, shownFields, toNewPerson } from './inputs';

const ZEINAB = '#/person/learner-11';
let shown: ReturnType<typeof mount> | null = null;
const on = <T extends HTMLElement = HTMLElement>(css: string) => document.querySelector<T>(css);
const text = () => document.body.textContent ?? '';

async function open(scenario: Scenario = 'leading', hash = ZEINAB, language = 'fr'): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  app.home = app.status = app.shown = null;
  location.hash = hash;
  shown = mount(App, { target: document.body });
  await app.start(api);
  await settle(120);
  return api;
}
async function fill(id: string, value: string) {
  const field = on<HTMLInputElement>(`#${id}`)!;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle(20);
}
const value = (id: string) => on<HTMLInputElement>(`#${id}`)!.value;
const asked = (api: FakeApi) => api.calls.filter((call) => call.startsWith('completePerson'));
async function send() {
  on<HTMLFormElement>('[data-complete] form')!.requestSubmit();
  await settle();
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('what is known', () => {
  const person = { id: 'x', is_volunteer: false, name: 'Zeinab Osman', own_name: null, language: 'ar', cohorts: [], attended: null };
  const detail = { person, fields: [{ name: 'given', value: 'Zeinab Osman' }, { name: 'is_provisional', value: 'true' }, { name: 'language', value: 'ar' }], locked: false };
  it('fills the form, and never names the mark itself', () => {
    expect(isProvisional(detail)).toBe(true);
    expect(isProvisional({ ...detail, fields: [] })).toBe(false);
    expect(isProvisional({ ...detail, person: { ...person, is_volunteer: true } })).toBe(false);
    expect(knownOf(detail)).toEqual(firstInput({ given: 'Zeinab Osman', language: 'ar' }));
    expect(shownFields(detail).map(({ name }) => name)).toEqual(['given', 'language']);
  });
  it('is told without spaces around it, and without what is empty', () => {
    expect(toNewPerson(firstInput({ given: ' Zeinab ', own: ' ', group: 'c' }))).toEqual({ given: 'Zeinab', family: '', own_name: null, language: null, cohort: 'c', volunteer: false });
    expect(toNewPerson(firstInput({ given: 'Ana', group: 'c', volunteer: true })).cohort).toBeNull();
  });
});

describe('the day', () => {
  it('leads whoever completes people to their page', async () => {
    await open('leading', '#/today');
    const need = on('[data-need="to_complete"]')!;
    expect(need.textContent).toContain('Zeinab Osman\u202F: fiche à compléter');
    expect(need.querySelector('a')!.getAttribute('href')).toBe(ZEINAB);
    app.go({ name: 'person', person: 'learner-11' });
    await until(() => on('[data-complete]'));
  });
  it('says nothing of it to a volunteer', async () => {
    await open('joined', '#/today');
    expect(on('[data-need="to_complete"]')).toBeNull();
  });
});

describe('a person who came in with a name only', () => {
  it('is completed with the fields of a new one, and is whole then', async () => {
    const api = await open();
    expect(on('[data-complete] h2')!.textContent).toBe('À compléter');
    expect([value('given'), value('family'), value('group')]).toEqual(['Zeinab Osman', '', '']);
    expect(on('#role')).toBeNull();
    expect(on('[data-field="is_provisional"]')).toBeNull();
    expect(document.querySelectorAll('#group option').length).toBe(4);
    await fill('given', ' Zeinab ');
    await fill('family', 'Osman');
    await fill('own', 'زينب عثمان');
    on('[data-complete] .button')!.focus();
    await send();
    expect(asked(api)).toEqual(['completePerson learner-11 {"given":"Zeinab","family":"Osman","own_name":"زينب عثمان","language":null,"cohort":null,"volunteer":false}']);
    expect(on('[data-complete]')).toBeNull();
    expect(document.activeElement).toBe(on('#fields-h'));
    expect(text()).toContain('La fiche de Zeinab Osman est complète.');
    expect(on('#fields-h')!.textContent).toContain('زينب عثمان');
  });
  it('keeps what was typed while records change, and when it is refused', async () => {
    const api = await open();
    await fill('family', 'Osman');
    api.say('records-changed');
    await settle();
    expect(value('family')).toBe('Osman');
    api.completePerson = () => Promise.reject(new Error('no'));
    await send();
    expect(on('[data-complete] [role="alert"]')).not.toBeNull();
    expect(value('family')).toBe('Osman');
  });
  it('is completed by whoever leads only, and once', async () => {
    await open('leading', '#/person/learner-2');
    expect(on('[data-complete]')).toBeNull();
    const api = new FakeApi('leading');
    api.team_.me = 'person-claire';
    await app.start(api);
    app.go({ name: 'person', person: 'learner-11' });
    await settle(120);
    expect(on('[data-testid="person-page"]')).not.toBeNull();
    expect(on('[data-complete]')).toBeNull();
  });
});

describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it.each([ZEINAB, '#/today'])('%s', async (hash) => {
    await open('leading', hash, language);
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
});
