// The volunteers' screen by keys and by hand: who comes is written cell by cell and taken back, somebody is
// found and asked, a file is kept, days away are added, hours are valued.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import { ProblemError } from '../../api';
import { FakeApi, type Scenario } from '../../api/fake';
import { app } from '../../state.svelte';
import { settle, until } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';

let shown: ReturnType<typeof mount> | null = null;
const on = <T extends HTMLElement = HTMLElement>(css: string) => document.querySelector<T>(css);
const all = (css: string) => [...document.querySelectorAll<HTMLElement>(css)];
const words = (css: string) => (on(css)?.textContent ?? '').replace(/[\s\u00A0\u202F]+/g, ' ').trim();
const asked = (api: FakeApi, what: string) => api.calls.filter((call) => call.startsWith(`${what} `)).map((call) => call.slice(what.length + 1));
const last = (api: FakeApi, what: string) => JSON.parse(asked(api, what).at(-1) ?? 'null') as Record<string, unknown> | null;

async function open(scenario: Scenario = 'planning', hash = '#/volunteers', language = 'fr', prepare: (api: FakeApi) => void = () => {}): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  prepare(api);
  app.home = app.status = app.shown = null;
  location.hash = hash;
  shown = mount(App, { target: document.body });
  await app.start(api);
  await until(() => on('main [role="tablist"], main .groups'), 'the screen');
  await settle(60);
  return api;
}
async function click(css: string) {
  on(css)!.focus();
  on(css)!.click();
  await settle(60);
}
async function put(css: string, value: string) {
  const field = on<HTMLInputElement>(css)!;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle(60);
}
/** The pretend browser does not know which option is `:checked`. */
async function choose(css: string, value: string) {
  const list = on<HTMLSelectElement>(css)!;
  const option = [...list.options].find((one) => one.value === value || one.textContent === value)!;
  list.querySelector = (() => option) as typeof list.querySelector;
  list.value = option.value;
  list.dispatchEvent(new Event('change', { bubbles: true }));
  await settle(60);
}
async function press(key: string, code = '', more: KeyboardEventInit = {}) {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }));
  await settle(60);
}
/** The cell of somebody at a session takes the focus. */
async function at(person: string, session: string) {
  const row = all('[data-person]').findIndex((name) => name.dataset['person'] === person);
  const col = all('[data-session]').findIndex((head) => head.dataset['session'] === session);
  on(`[data-at="${row} ${col}"]`)!.focus();
  await settle();
}
const cell = () => document.activeElement as HTMLElement;
const stands = () => cell().dataset['state'];
/** Thursday 22 April at 14:00: Claire said no, nobody leads it. */
const DIG = 'cohort-1-session-8';

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('the rota', () => {
  it('shows a month of every group, and is in the rail of whoever leads', async () => {
    await open();
    expect(words('.rail [aria-current="page"]')).toBe('Bénévoles');
    expect(words('.rota h2')).toBe('Avril 2027');
    expect(all('[data-session]')).toHaveLength(20);
    expect(all('[data-person]')).toHaveLength(8);
    const head = words(`[data-session="${DIG}"] button`);
    expect(head).toMatch(/^jeu. 22 DIG-1 14:00, de 14:00 à 16:00, Salle B, séance 8 sur 10, 3 bénévoles sur 4/);
    expect(head).toContain('personne n’est responsable');
    const short = on('.seats.short')!;
    expect(short.textContent).toMatch(/2 bénévoles sur 4, il en manque 2, 1 sans réponse/);
    expect(all('td[tabindex="0"], th [tabindex="0"]')).toHaveLength(1);
    const states = new Set(all('td[data-state]').map((one) => one.dataset['state']));
    expect([...states].sort()).toEqual(['asked', 'away', 'confirmed', 'declined', 'elsewhere', 'free', 'no_show', 'present', 'unavailable']);
  });
  it('goes round by Enter, says what it did, and keeps the focus', async () => {
    const api = await open();
    await at('volunteer-8', DIG);
    expect(stands()).toBe('free');
    await press('Enter');
    expect(stands()).toBe('asked');
    expect(last(api, 'assign')).toEqual({ session: DIG, volunteer: 'volunteer-8', part: 'assistant', answer: 'asked' });
    expect(words('[data-testid="rota-said"]')).toBe('Nathalie Okafor-Delacroix, jeudi 22 avril, DIG-1 : sans réponse, assiste. 3 bénévoles sur 4, il en manque 1, 1 sans réponse');
    await press('Enter');
    expect(stands()).toBe('confirmed');
    await press('Enter');
    expect([stands(), last(api, 'assign')]).toEqual(['free', { session: DIG, volunteer: 'volunteer-8', part: null, answer: null }]);
    expect(words('[data-testid="toast"]')).toContain('Nathalie Okafor-Delacroix');
  });
  it('takes keys that come fast one after the other', async () => {
    await open();
    await at('volunteer-8', DIG);
    for (let n = 0; n < 2; n += 1) cell().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
    await settle(150);
    expect(stands()).toBe('confirmed');
  });
  it('hears letters: lead, yes, no, off; the lead there was becomes an assistant', async () => {
    const api = await open();
    await at('volunteer-2', 'cohort-1-session-9');
    await press('l', 'KeyL');
    expect(cell().dataset['part']).toBe('lead');
    await at('volunteer-1', 'cohort-1-session-9');
    expect(cell().dataset['part']).toBe('assistant');
    await press('n', 'KeyN');
    expect(stands()).toBe('declined');
    await press('y', 'KeyY');
    expect(stands()).toBe('confirmed');
    await press('Delete');
    expect(last(api, 'assign')).toMatchObject({ part: null });
    expect(document.activeElement?.closest('[data-testid="rota"]')).not.toBeNull();
  });
  it('leaves what the register says', async () => {
    const api = await open();
    await at('volunteer-1', 'cohort-1-session-2');
    expect(stands()).toBe('present');
    await press('Delete');
    await press('l', 'KeyL');
    expect(asked(api, 'assign')).toEqual([]);
    expect(words('[data-testid="rota-said"]')).toContain('se corrige dans le registre');
    expect(on<HTMLButtonElement>('[data-do="off"]')!.disabled).toBe(true);
  });
  it('is fixed where a session has been, also for whoever was not there', async () => {
    const api = await open();
    await at('volunteer-8', 'cohort-1-session-2');
    expect(cell().classList.contains('over')).toBe(true);
    await press('Enter');
    expect([asked(api, 'assign'), words('[data-testid="rota-said"]')]).toEqual([[], 'La séance est terminée : cela se corrige dans le registre.']);
    await press('f', 'KeyF');
    expect([on('[data-testid="find-volunteer"]'), on<HTMLButtonElement>('[data-do="find"]')!.disabled]).toEqual([null, true]);
  });
  it('is worked by hand too, and the focus goes back to the cell', async () => {
    const api = await open();
    await at('volunteer-8', DIG);
    await click('[data-do="yes"]');
    expect([stands(), cell().dataset['at']]).toEqual(['confirmed', on('.here')!.dataset['at']]);
    await click('[data-do="observer"]');
    expect(last(api, 'assign')).toMatchObject({ part: 'observer', answer: 'confirmed' });
    expect(words('[data-testid="rota-tools"] p')).toBe('Nathalie Okafor-Delacroix jeudi 22 avril, DIG-1 vient, observe');
    // A click on what is chosen does as Enter.
    cell().click();
    await settle(60);
    expect(stands()).toBe('free');
  });
  it('is walked by arrows up to the heads, and never out', async () => {
    await open();
    await at('volunteer-3', DIG);
    await press('Home');
    expect(cell().dataset['at']).toBe('0 0');
    await press('ArrowUp');
    expect(cell().closest('[data-session]')).not.toBeNull();
    await press('ArrowUp');
    await press('ArrowLeft');
    expect(cell().dataset['at']).toBe('-1 0');
    await press('End');
    expect(cell().dataset['at']).toBe('-1 19');
  });
  it('is undone and done again by Ctrl Z', async () => {
    await open();
    await at('volunteer-8', DIG);
    await press('y', 'KeyY');
    await press('z', 'KeyZ', { ctrlKey: true });
    await settle(100);
    expect(words('[data-testid="toast"]')).toContain('Annulé');
    await at('volunteer-8', DIG);
    expect(stands()).toBe('free');
    await press('z', 'KeyZ', { ctrlKey: true, shiftKey: true });
    await settle(100);
    await at('volunteer-8', DIG);
    expect(stands()).toBe('confirmed');
  });
  it('turns its pages, and shows one group alone', async () => {
    await open();
    await at('volunteer-3', DIG);
    await press('PageDown');
    await settle(80);
    expect(words('.rota h2')).toBe('Mai 2027');
    expect(document.activeElement?.closest('[data-testid="rota"]')).not.toBeNull();
    await click('[data-turn="before"]');
    await choose('#rota-group', 'cohort-2');
    expect(all('[data-session]').every((head) => head.dataset['session']!.startsWith('cohort-2'))).toBe(true);
    await choose('#rota-group', '');
    for (let n = 0; n < 12; n += 1) await click('[data-turn="after"]');
    expect(words('.empty-state h2')).toBe('Aucune séance ces jours-là');
  });
  it('takes a name that is dragged onto a session', async () => {
    const api = await open();
    const grid = on('[data-testid="rota"]')!;
    const box = (left: number) => () => ({ left, right: left + 60, top: 0, bottom: 40, x: left, y: 0, width: 60, height: 40 }) as DOMRect;
    all('[data-session]').forEach((head, i) => (head.getBoundingClientRect = box(300 + i * 60)));
    const col = all('[data-session]').findIndex((head) => head.dataset['session'] === DIG);
    const pointer = (on: HTMLElement, type: string, x: number) => on.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, button: 0, pointerType: 'mouse', clientX: x, clientY: 10 }));
    const name = on('[data-person="volunteer-8"]')!;
    pointer(name, 'pointerdown', 20);
    pointer(grid, 'pointermove', 310 + col * 60);
    await settle();
    expect(on(`[data-session="${DIG}"]`)!.classList.contains('target')).toBe(true);
    await press('Escape');
    pointer(grid, 'pointerup', 310 + col * 60);
    await settle();
    expect(asked(api, 'assign')).toEqual([]);
    pointer(name, 'pointerdown', 20);
    pointer(grid, 'pointermove', 310 + col * 60);
    pointer(grid, 'pointerup', 310 + col * 60);
    await settle(80);
    expect(last(api, 'assign')).toMatchObject({ session: DIG, volunteer: 'volunteer-8', answer: 'asked' });
    expect(stands()).toBe('asked');
  });
  it('lights no session that is over, and takes no name there', async () => {
    const api = await open();
    const over = all('[data-session]').findIndex((head) => head.querySelector('[aria-disabled="true"]'));
    const open_ = all('[data-session]').findIndex((head) => !head.querySelector('[aria-disabled="true"]'));
    all('[data-session]').forEach((head, i) => (head.getBoundingClientRect = () => ({ left: 300 + i * 60, right: 360 + i * 60, top: 0, bottom: 40 }) as DOMRect));
    const grid = on('[data-testid="rota"]')!;
    const pointer = (to: HTMLElement, type: string, x: number) => to.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, button: 0, pointerType: 'mouse', clientX: x, clientY: 10 }));
    pointer(on('[data-person="volunteer-8"]')!, 'pointerdown', 20);
    pointer(grid, 'pointermove', 310 + open_ * 60);
    await settle();
    expect(all('.target').length).toBeGreaterThan(0);
    pointer(grid, 'pointermove', 310 + over * 60);
    await settle();
    expect([over >= 0, all('.target').length, grid.classList.contains('dragging')]).toEqual([true, 0, true]);
    pointer(grid, 'pointerup', 310 + over * 60);
    await settle(80);
    expect(asked(api, 'assign')).toEqual([]);
  });
  it('shows who said yes and is away, in words, and does not count them', async () => {
    await open();
    // Ana said yes to Tuesday 27 April, and is away that week.
    await at('volunteer-3', 'cohort-1-session-9');
    expect([stands(), cell().dataset['hindered']]).toEqual(['confirmed', 'away']);
    expect(cell().querySelector('small')!.textContent).toBe('absence');
    expect(words('[data-testid="rota-tools"]')).toContain('vient, mais pas là ce jour-là, assiste');
    const col = all('[data-session]').findIndex((head) => head.dataset['session'] === 'cohort-1-session-9');
    const bar = all('.seats')[col]!;
    expect(bar.title).toContain('1 qui ne pourra pas venir');
    expect(bar.querySelectorAll('i.hindered')).toHaveLength(1);
    expect(bar.querySelectorAll('i.taken').length).toBe(Number(bar.querySelector('b')!.textContent!.trim().charAt(0)));
  });
  it('asks a second time before it writes somebody who is away, by a key held or not', async () => {
    const api = await open();
    const away = on('td[data-state="away"]:not(.over)')!;
    const where = away.dataset['at'];
    away.focus();
    await settle();
    await press('Enter');
    expect([asked(api, 'assign'), stands()]).toEqual([[], 'away']);
    expect(words('[data-testid="rota-doubt"]')).toContain('n’est pas là ce jour-là. Refaites le même geste');
    expect(words('[data-testid="rota-said"]')).toContain('n’est pas là ce jour-là');
    await press('Enter', '', { repeat: true });
    expect(asked(api, 'assign')).toEqual([]);
    // Elsewhere and back, it is asked about anew.
    await press('ArrowUp');
    await press('ArrowDown');
    expect([cell().dataset['at'], on('[data-testid="rota-doubt"]')]).toEqual([where, null]);
    await press('Enter');
    expect(asked(api, 'assign')).toEqual([]);
    await press('Enter');
    expect([asked(api, 'assign').length, stands(), cell().dataset['hindered'], on('[data-testid="rota-doubt"]')]).toEqual([1, 'asked', 'away', null]);
  });
  it('asks about a name that is dragged onto a day away, and takes it by hand', async () => {
    const api = await open();
    const away = on('td[data-state="away"]:not(.over)')!;
    const [row, col] = away.dataset['at']!.split(' ').map(Number) as [number, number];
    all('[data-session]').forEach((head, i) => (head.getBoundingClientRect = () => ({ left: 300 + i * 60, right: 360 + i * 60, top: 0, bottom: 40 }) as DOMRect));
    const grid = on('[data-testid="rota"]')!;
    const pointer = (to: HTMLElement, type: string, x: number) => to.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, button: 0, pointerType: 'mouse', clientX: x, clientY: 10 }));
    pointer(all('[data-person]')[row]!, 'pointerdown', 20);
    pointer(grid, 'pointermove', 310 + col * 60);
    pointer(grid, 'pointerup', 310 + col * 60);
    await settle(80);
    expect(asked(api, 'assign')).toEqual([]);
    await click('[data-do="anyway"]');
    expect(last(api, 'assign')).toMatchObject({ volunteer: all('[data-person]')[row]!.dataset['person'], answer: 'asked' });
    expect([stands(), cell().dataset['hindered']]).toEqual(['asked', 'away']);
  });
  it('says why when it cannot write, and shows what was', async () => {
    const api = await open();
    await at('volunteer-8', DIG);
    api.failing = true;
    await press('Enter');
    expect(words('.rota [role="alert"]')).toContain('Le disque est plein');
    expect(stands()).toBe('free');
  });
  it('says what it is for when there is nobody', async () => {
    await open('empty');
    expect(words('.empty-state h2')).toBe('Aucun bénévole pour l’instant');
  });
  it('is not in the rail of a volunteer', async () => {
    await open('joined', '#/cohorts');
    expect(all('.rail a').some((stop) => stop.getAttribute('href') === '#/volunteers')).toBe(false);
  });
});

describe('somebody for a session', () => {
  it('is looked for by F, asked by Enter, and written to', async () => {
    const api = await open();
    await at('volunteer-4', DIG);
    await press('f', 'KeyF');
    expect(document.activeElement).toBe(on('#find-text'));
    expect(words('#find-h')).toBe('Trouver quelqu’un, jeudi 22 avril, DIG-1');
    await put('#find-text', 'javascript');
    expect(all('[data-found]').map((one) => one.dataset['found']).sort()).toEqual(['volunteer-6', 'volunteer-7']);
    await press('ArrowDown');
    const who = cell().dataset['found'];
    cell().click();
    await settle(100);
    expect(last(api, 'assign')).toMatchObject({ session: DIG, volunteer: who, answer: 'asked' });
    expect(words('[data-testid="letter"]')).toContain('Bonjour');
    expect(document.activeElement).toBe(on('[data-testid="letter-copy"]'));
    await press('Escape');
    expect(on('[data-testid="find-volunteer"]')).toBeNull();
    expect(cell().closest('[data-testid="rota"]')).not.toBeNull();
  });
  it('is the first who answers what was typed, asked once however long Enter is held', async () => {
    const api = await open();
    await at('volunteer-4', DIG);
    await press('f', 'KeyF');
    const field = on<HTMLInputElement>('#find-text')!;
    field.value = 'javascript';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    const form = on<HTMLFormElement>('[data-testid="find-volunteer"]')!;
    form.requestSubmit();
    form.requestSubmit();
    await settle(120);
    expect(asked(api, 'assign')).toHaveLength(1);
    expect(['volunteer-6', 'volunteer-7']).toContain(last(api, 'assign')!['volunteer']);
    const again = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true, cancelable: true });
    on('#find-text')!.dispatchEvent(again);
    expect(again.defaultPrevented).toBe(true);
  });
  it('is asked by Enter once the search that failed is answered, and never later', async () => {
    const api = await open();
    await at('volunteer-4', DIG);
    await press('f', 'KeyF');
    const search = api.findVolunteer.bind(api);
    api.findVolunteer = () => Promise.reject(new ProblemError({ code: 'store.io', args: {} }));
    await put('#find-text', 'javascript');
    const form = on<HTMLFormElement>('[data-testid="find-volunteer"]')!;
    form.requestSubmit();
    await settle(80);
    expect(on('[data-testid="find-volunteer"] [role="alert"]')).not.toBeNull();
    // Searched again, but nobody waits for this answer.
    api.findVolunteer = search;
    api.say('records-changed');
    await settle(120);
    expect(asked(api, 'assign')).toEqual([]);
    api.findVolunteer = () => Promise.reject(new ProblemError({ code: 'store.io', args: {} }));
    await put('#find-text', 'css');
    api.findVolunteer = search;
    form.requestSubmit();
    await settle(120);
    expect(asked(api, 'assign')).toHaveLength(1);
  });
  it('is sent no e-mail longer than mail takes: the message is copied', async () => {
    await open('planning', '#/volunteers', 'fr', (api) => (api.askText = async () => ({ subject: 'DIG-1', text: 'é'.repeat(400) })));
    await at('volunteer-4', DIG);
    await press('f', 'KeyF');
    await put('#find-text', 'css');
    on<HTMLFormElement>('[data-testid="find-volunteer"]')!.requestSubmit();
    await settle(100);
    expect([on('[data-testid="letter"] a[href]'), on('[data-testid="letter-copy"]') !== null]).toEqual([null, true]);
  });
  it('is first whoever has what is asked for, and the others are apart with what they lack', async () => {
    const api = await open();
    await at('volunteer-4', DIG);
    await press('f', 'KeyF');
    await choose('#find-language', 'pt');
    const list = () => all('#found > li').map((li) => li.querySelector<HTMLElement>('[data-found]')?.dataset['found'] ?? li.dataset['testid']);
    expect(list().slice(0, 2)).toEqual(['volunteer-3', 'found-lacking']);
    expect(list()).toHaveLength(8);
    expect(words('#found [data-found="volunteer-6"] .lacks')).toBe('ne parle pas portugais');
    // Nobody speaks it: Enter asks nobody, and shows who there is and what they lack.
    await choose('#find-language', 'ti');
    expect(list()[0]).toBe('found-lacking');
    on<HTMLFormElement>('[data-testid="find-volunteer"]')!.requestSubmit();
    await settle(100);
    expect(asked(api, 'assign')).toEqual([]);
    expect(words('[data-testid="find-volunteer"]')).toContain('Personne ne répond à tout cela');
    expect(cell().querySelector('.lacks')!.textContent).toContain('ne parle pas');
  });
  it('is asked about when they cannot come, and asked at the second time', async () => {
    const api = await open();
    await at('volunteer-3', 'cohort-1-session-9');
    const away = on('td[data-state="away"]:not(.over)')!;
    const [row, col] = away.dataset['at']!.split(' ').map(Number) as [number, number];
    const name = all('[data-person]')[row]!.querySelector('bdi')!.textContent!;
    await at(all('[data-person]')[row]!.dataset['person']!, all('[data-session]')[col]!.dataset['session']!);
    await press('f', 'KeyF');
    await put('#find-text', name);
    on<HTMLFormElement>('[data-testid="find-volunteer"]')!.requestSubmit();
    await settle(100);
    expect(asked(api, 'assign')).toEqual([]);
    expect(words('[data-testid="find-doubt"]')).toContain(`${name} n’est pas là ce jour-là`);
    on<HTMLFormElement>('[data-testid="find-volunteer"]')!.requestSubmit();
    await settle(100);
    expect(asked(api, 'assign')).toHaveLength(1);
    expect(words(`[data-found="${all('[data-person]')[row]!.dataset['person']}"] small`)).toContain('sans réponse, mais pas là ce jour-là');
  });
  it('may be written an e-mail when there is an address', async () => {
    await open();
    await at('volunteer-4', DIG);
    await press('f', 'KeyF');
    await put('#find-text', 'css');
    on<HTMLFormElement>('[data-testid="find-volunteer"]')!.requestSubmit();
    await settle(100);
    expect(on<HTMLAnchorElement>('[data-testid="letter"] a[href]')!.getAttribute('href')).toMatch(/^mailto:thomas.riviere@numeria.example\?subject=DIG-1/);
    await put('#find-text', 'nobody at all');
    expect(words('[data-testid="find-volunteer"]')).toContain('Personne ne répond à tout cela');
  });
});

describe('a group', () => {
  it('has its own rota, all sessions at once', async () => {
    const api = await open('planning', '#/cohorts');
    await click('[data-group="cohort-1"]');
    await click('[data-testid="part-volunteers"]');
    await settle(80);
    expect(all('[data-session]')).toHaveLength(10);
    await at('volunteer-8', DIG);
    await press('Enter');
    expect(last(api, 'assign')).toMatchObject({ session: DIG, volunteer: 'volunteer-8' });
    expect(words('[data-testid="toast"]')).toContain('Nathalie');
  });
});

describe('people', () => {
  it('are listed, found, and opened as files', async () => {
    await open();
    await click('[data-testid="volunteers-people"]');
    expect(all('[data-volunteer]')).toHaveLength(8);
    await put('.find input[type="search"]', 'garonne');
    expect(all('[data-volunteer]')).toHaveLength(3);
    await click('[data-volunteer="volunteer-4"] a');
    await until(() => on('[data-testid="volunteer-form"]'), 'the file');
    expect(words('#file-h')).toContain('Fiche de Marc Lefort');
    expect(location.hash).toBe('#/volunteers/volunteer-4');
    expect(document.activeElement).toBe(on('#volunteer-state'));
  });
  it('have a file that is kept whole', async () => {
    const api = await open('planning', '#/volunteers/volunteer-1');
    await until(() => on('[data-testid="volunteer-form"]'), 'the file');
    await choose('#volunteer-state', 'paused');
    await put('#volunteer-skills', 'Son');
    on('#volunteer-skills')!.focus();
    await press('Enter');
    expect(asked(api, 'saveVolunteer')).toEqual([]);
    await click('[data-testid="add-time"]');
    const times = all('[data-testid="volunteer-form"] li input');
    expect(times).toHaveLength(6);
    await put('#volunteer-email', 'claire@');
    on<HTMLFormElement>('[data-testid="volunteer-form"]')!.requestSubmit();
    await settle();
    expect(words('#email-wrong')).toContain('adresse de courriel');
    expect(document.activeElement).toBe(on('#volunteer-email'));
    await put('#volunteer-email', 'claire@exemple.org');
    on<HTMLFormElement>('[data-testid="volunteer-form"]')!.requestSubmit();
    await settle(120);
    expect(last(api, 'saveVolunteer')).toMatchObject({ id: 'volunteer-1', state: 'paused', company: 'Atelier Numéria', skills: ['Tableur', 'Pédagogie', 'Son'], languages: ['fr', 'en'], email: 'claire@exemple.org', charter: '2026-09-14' });
    expect((last(api, 'saveVolunteer')!['availability'] as unknown[]).length).toBe(3);
    expect(on('[data-testid="volunteer-form"]')).toBeNull();
    expect(document.activeElement).toBe(on('[data-volunteer="volunteer-1"] a'));
    expect(words('[data-testid="toast"]')).toContain('Claire Fabre');
  });
  it('keep what is typed when it is refused, and give up by Escape', async () => {
    const api = await open('planning', '#/volunteers/volunteer-2');
    await until(() => on('[data-testid="volunteer-form"]'), 'the file');
    await put('#volunteer-company', 'Garonne Services');
    api.failing = true;
    on<HTMLFormElement>('[data-testid="volunteer-form"]')!.requestSubmit();
    await settle(80);
    expect(words('[data-testid="volunteer-form"] [role="alert"]')).toContain('Le disque est plein');
    expect(on<HTMLInputElement>('#volunteer-company')!.value).toBe('Garonne Services');
    on('#volunteer-company')!.focus();
    await press('Escape');
    expect([on('[data-testid="volunteer-form"]'), location.hash]).toEqual([null, '#/volunteers']);
  });
  it('have days away, with the sessions that they touch', async () => {
    const api = await open('planning', '#/volunteers/volunteer-3');
    await until(() => on('[data-testid="absences"]'), 'the file');
    expect(words('[data-absence="absence-1"]')).toContain('du lundi 26 avril au vendredi 30 avril touche');
    await put('#volunteer-note', 'En train d’écrire');
    await click('[data-testid="add-absence"]');
    await choose('[data-testid="absences"] form select[aria-label="Jour"]', '22');
    on<HTMLFormElement>('[data-testid="absences"] form')!.requestSubmit();
    await settle(120);
    expect(last(api, 'saveAbsence')).toEqual({ id: null, volunteer: 'volunteer-3', first: '2027-04-22', last: '2027-04-22' });
    expect(all('[data-absence]')).toHaveLength(2);
    expect(document.activeElement).toBe(on('[data-testid="add-absence"]'));
    // What was being typed in the file is still there.
    expect(on<HTMLTextAreaElement>('#volunteer-note')!.value).toBe('En train d’écrire');
    await click('[data-absence="absence-1"] button');
    expect(asked(api, 'removeAbsence')).toEqual(['absence-1']);
    expect(all('[data-absence]')).toHaveLength(1);
  });
  it('are each their own: days away that were being added are not another’s', async () => {
    await open('planning', '#/volunteers/volunteer-3');
    await until(() => on('[data-testid="add-absence"]'), 'the file');
    await click('[data-testid="add-absence"]');
    await click('[data-volunteer="volunteer-4"] a');
    await until(() => words('#file-h').includes('Marc Lefort'), 'the other file');
    expect([on('[data-testid="absences"] form'), all('[data-absence]').length]).toEqual([null, 0]);
  });
  it('are names and hours where nothing private is', async () => {
    await open('planning', '#/volunteers', 'fr', (api) => (api.volunteers_.isPrivateHere = false));
    await click('[data-testid="volunteers-people"]');
    expect(words('[data-testid="bare"]')).toContain('que les noms et les heures');
    expect(all('[data-volunteer] a')).toEqual([]);
    expect(all('[data-testid="volunteers-table"] thead th').map((th) => th.textContent)).toEqual(['Nom', 'Heures (un an)', 'À venir', 'Manquées']);
  });
});

describe('hours', () => {
  it('are those of this year, by person and by company, and only signed ones are worth something', async () => {
    const api = await open();
    await click('[data-testid="volunteers-hours"]');
    expect(words('[data-testid="hours"] h2')).toBe('2027');
    expect(words('[data-testid="hours"]')).toContain('comptes 864 et 875');
    expect(all('caption').map((one) => one.textContent)).toEqual(['Par personne', 'Par entreprise']);
    expect(words('[data-hours="volunteer-1"]')).toContain('487,50 €');
    await put('#hour-value', '20');
    on<HTMLFormElement>('[data-testid="hour-value"]')!.requestSubmit();
    await settle(120);
    expect(asked(api, 'setHourValue')).toEqual(['2000']);
    expect(words('[data-hours="volunteer-1"]')).toContain('650 €');
    // Read again, it stays as it is typed.
    await put('#hour-value', '21');
    api.say('records-changed');
    await settle(100);
    expect(on<HTMLInputElement>('#hour-value')!.value).toBe('21');
    await put('#hour-value', 'beaucoup');
    expect(words('#hour-value-wrong')).toContain('Un montant en euros');
  });
  it('turn by months and quarters, and are none when there are none', async () => {
    await open();
    await click('[data-testid="volunteers-hours"]');
    all('.choice .button').find((one) => one.textContent === 'Mois')!.click();
    await settle(80);
    expect(words('[data-testid="hours"] h2')).toBe('Avril 2027');
    for (let n = 0; n < 3; n += 1) await click('[data-turn="after"]');
    expect(words('.empty-state h2')).toBe('Aucune heure ces jours-là');
  });
  it('are printed alone, on white, and the window comes back as it was', async () => {
    await open();
    await click('[data-testid="volunteers-hours"]');
    document.documentElement.dataset['theme'] = 'dark';
    let seen: (string | undefined)[] = [];
    window.print = () => (seen = [document.documentElement.dataset['theme'], words('[data-print-part] .on-paper'), String(all('[data-print-part] [id]').length)]);
    all('.controls button').at(-1)!.click();
    expect(seen).toEqual(['light', 'Heures des bénévoles, 2027', '0']);
    window.dispatchEvent(new Event('afterprint'));
    expect([on('[data-print-part]'), document.documentElement.dataset['theme'], document.documentElement.dataset['printingPart']]).toEqual([null, 'dark', undefined]);
    delete document.documentElement.dataset['theme'];
  });
  it('are copied as a table, or chosen to be copied when they cannot be', async () => {
    await open();
    await click('[data-testid="volunteers-hours"]');
    let text = '';
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (given: string) => void (text = given) } });
    await click('[data-testid="copy-csv"]');
    expect(text.split('\r\n')[0]).toBe('Nom;Entreprise;Séances;Signées;Non signées;Valeur;Manquées');
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: () => Promise.reject(new Error('no')) } });
    await click('[data-testid="copy-csv"]');
    expect(document.activeElement?.tagName).toBe('TEXTAREA');
  });
});

const LOOKED: [string, Scenario, string, () => Promise<unknown>][] = [
  ['the rota', 'planning', '#/volunteers', async () => {}],
  ['nobody', 'empty', '#/volunteers', async () => {}],
  ['somebody looked for', 'planning', '#/volunteers', () => at('volunteer-4', DIG).then(() => press('f', 'KeyF')).then(() => on<HTMLFormElement>('[data-testid="find-volunteer"]')!.requestSubmit())],
  ['people', 'planning', '#/volunteers', () => click('[data-testid="volunteers-people"]')],
  ['a file', 'planning', '#/volunteers/volunteer-3', () => until(() => on('[data-testid="add-absence"]')).then(() => click('[data-testid="add-absence"]'))],
  ['hours', 'planning', '#/volunteers', () => click('[data-testid="volunteers-hours"]')],
];
describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it.each(LOOKED)('%s', async (_, scenario, hash, act) => {
    await open(scenario, hash, language);
    await act();
    await settle(200);
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
});
