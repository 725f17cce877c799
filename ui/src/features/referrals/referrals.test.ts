// The referrals' screen by keys and by hand: a card is carried, a seat is given, answers are kept, the
// partner is told, and each is taken back.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import { FakeApi, type Scenario } from '../../api/fake';
import { app } from '../../state.svelte';
import { settle, until } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';
import { looked } from './look.svelte';

let shown: ReturnType<typeof mount> | null = null;
const on = <T extends HTMLElement = HTMLElement>(css: string) => document.querySelector<T>(css);
const all = (css: string) => [...document.querySelectorAll<HTMLElement>(css)];
const words = (css: string) => (on(css)?.textContent ?? '').replace(/[\s\u00A0\u202F]+/g, ' ').trim();
const asked = (api: FakeApi, what: string) => api.calls.filter((call) => call.startsWith(what));
const card = (id: string) => on(`[data-card="${id}"]`)!;
const columnOf = (id: string) => card(id).closest<HTMLElement>('[data-column]')!.dataset['column'];
const focused = () => (document.activeElement as HTMLElement | null)?.dataset['card'] ?? null;

async function open(scenario: Scenario = 'planning', address = '#/referrals', prepare: (api: FakeApi) => void = () => {}, language = 'fr'): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  prepare(api);
  app.home = app.status = app.shown = null;
  location.hash = address;
  shown = mount(App, { target: document.body });
  await app.start(api);
  await until(() => on('.board, .empty-state, .said, [data-testid="ref-panel"]'), 'the referrals');
  await settle();
  return api;
}
async function click(css: string) {
  on(css)!.focus();
  on(css)!.click();
  await settle();
}
async function put(css: string, value: string) {
  const field = on<HTMLInputElement>(css)!;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
/** The pretend browser does not know which option is `:checked`. */
async function choose(css: string, value: string) {
  const list = on<HTMLSelectElement>(css)!;
  const option = [...list.options].find((one) => one.value === value)!;
  list.querySelector = (() => option) as typeof list.querySelector;
  list.value = value;
  list.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}
async function press(key: string, more: KeyboardEventInit = {}) {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, code: key.length === 1 ? `Key${key.toUpperCase()}` : key, bubbles: true, cancelable: true, ...more }));
  await settle();
}
const part = (name: string) => click(`[data-testid="ref-part-${name}"]`);

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
  looked.look = 'board';
});

describe('the board', () => {
  it('counts what is new and what is late, and opens the most urgent', async () => {
    await open();
    expect(words('[data-testid="ref-inbox"]')).toContain('4 nouvelles orientations');
    expect(words('[data-testid="ref-inbox"]')).toContain('2 réponses en retard');
    expect(all('[data-column="received"] [data-card]').length).toBe(4);
    expect(words('[data-card="ref-1"]').replaceAll(' ,', ',')).toBe('Yonas Tekle, Mission locale des Graves, DIG-1, 16 jours, En retard');
    await click('[data-testid="ref-first"]');
    expect(words('[data-testid="ref-panel"] h2')).toBe('Davit Kapanadze');
    expect(location.hash).toBe('#/referrals/ref-9');
  });

  it('has one card in the tab order, from which arrows go on', async () => {
    await open();
    expect(all('.board [data-card][tabindex="0"]').length).toBe(1);
    card('ref-1').focus();
    await press('ArrowDown');
    expect(focused()).toBe('ref-2');
    await press('ArrowRight');
    expect(focused()).toBe('ref-6');
    await press('Home');
    expect(focused()).toBe('ref-5');
  });

  it('carries a card by keys, tells each step, and takes it back', async () => {
    const api = await open();
    card('ref-1').focus();
    await press(' ');
    expect(words('[data-testid="ref-said"]')).toContain('Yonas Tekle, carte prise dans Nouvelles');
    await press('ArrowRight');
    expect(words('[data-testid="ref-said"]')).toBe('Contact pris');
    for (let i = 0; i < 3; i += 1) await press('ArrowRight');
    expect(words('[data-testid="ref-said"]')).toBe('Inscrites : pas possible depuis cette étape.');
    await press('Enter');
    expect(asked(api, 'moveReferral')).toEqual([]);
    for (let i = 0; i < 3; i += 1) await press('ArrowLeft');
    await press('Enter');
    expect(asked(api, 'moveReferral')).toEqual(['moveReferral ref-1 contacted']);
    await until(() => columnOf('ref-1') === 'contacted', 'the card in its column');
    expect(focused()).toBe('ref-1');
    expect(words('[data-testid="toast"]')).toContain('Yonas Tekle');
    await press('z', { ctrlKey: true });
    await until(() => columnOf('ref-1') === 'received', 'the card where it was');
    await press('z', { ctrlKey: true, shiftKey: true });
    await until(() => columnOf('ref-1') === 'contacted', 'the card again');
  });

  it('gives up on Escape, and moves nothing', async () => {
    const api = await open();
    card('ref-8').focus();
    await press(' ');
    await press('ArrowLeft');
    await press('Escape');
    expect(words('[data-testid="ref-said"]')).toBe('Rien n’est déplacé.');
    expect([focused(), asked(api, 'move')]).toEqual(['ref-8', []]);
  });

  it('asks how it ended, and in which group', async () => {
    const api = await open();
    card('ref-8').focus();
    await press(' ');
    for (let i = 0; i < 3; i += 1) await press('ArrowRight');
    await press('Enter');
    await until(() => on('.ends button'), 'the question');
    expect((document.activeElement as HTMLElement).dataset['stateTo']).toBe('no_answer');
    await click('[data-state-to="not_eligible"]');
    expect(asked(api, 'moveReferral')).toEqual(['moveReferral ref-8 not_eligible']);
    await until(() => columnOf('ref-8') === 'done', 'the card among those that are done');
    card('ref-10').focus();
    await press(' ');
    await press('ArrowRight');
    await press('Enter');
    await until(() => on('[data-testid="ref-enrol"]'), 'the groups');
  });

  it('is dragged by a mouse over a column', async () => {
    const api = await open();
    all('[data-column]').forEach((lane, i) => (lane.getBoundingClientRect = () => ({ left: i * 100, right: i * 100 + 99, top: 0, bottom: 500 }) as DOMRect));
    const pointer = (type: string, target: HTMLElement, x: number) => target.dispatchEvent(Object.assign(new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: 10, button: 0 }), { pointerId: 1, pointerType: 'mouse' }));
    pointer('pointerdown', card('ref-5'), 110);
    pointer('pointermove', card('ref-5'), 160);
    pointer('pointermove', card('ref-5'), 250);
    await settle();
    expect(words('[data-testid="ref-ghost"]')).toBe('Nour Al-Hassan');
    pointer('pointerup', card('ref-5'), 250);
    await settle();
    expect(asked(api, 'moveReferral')).toEqual(['moveReferral ref-5 interview']);
  });

  it('is narrowed, and says when nothing is left', async () => {
    await open();
    await put('[data-testid="ref-text"]', 'talence');
    expect(all('[data-card]').length).toBe(6);
    await choose('[data-testid="ref-by-level"]', 'level-dig-2');
    expect(all('[data-card]').map((one) => one.dataset['card'])).toEqual(['ref-7']);
    await put('[data-testid="ref-text"]', 'zzz');
    await click('.empty-state button');
    expect(all('[data-card]').length).toBe(14);
  });

  it('is a table too, from which the same file opens', async () => {
    await open();
    looked.look = 'table';
    await settle();
    expect(all('tbody tr').length).toBe(14);
    expect(words('[data-line="ref-9"]')).toContain('Réponse en retard');
    await click('[data-open="ref-9"]');
    expect(words('[data-testid="ref-panel"] h2')).toBe('Davit Kapanadze');
    await press('Escape');
    await settle();
    expect(document.activeElement).toBe(on('[data-open="ref-9"]'));
  });
});

describe('the panel', () => {
  it('takes the focus, and gives it back to the card', async () => {
    await open();
    card('ref-3').focus();
    await press('Enter');
    await until(() => on('[data-testid="ref-panel"] h2'), 'the panel');
    expect(document.activeElement).toBe(on('[data-testid="ref-panel"] h2'));
    await press('Escape');
    expect([on('[data-testid="ref-panel"]'), focused(), location.hash]).toEqual([null, 'ref-3', '#/referrals']);
  });

  it('moves on by its buttons', async () => {
    const api = await open('planning', '#/referrals/ref-5');
    await click('[data-state-to="interview"]');
    expect(asked(api, 'moveReferral')).toEqual(['moveReferral ref-5 interview']);
    await until(() => words('.ways .chip') === 'Entretien', 'the next step');
  });

  it('keeps answers given by digits once they pause, as one gesture', async () => {
    const api = await open('planning', '#/referrals/ref-3');
    await part('positioning');
    on('[data-question="0"] input')!.focus();
    for (const digit of ['2', '3', '1', '0', '2', '2', '2', '2', '2', '3']) await press(digit);
    expect(words('[data-testid="ref-points"]')).toBe('19 sur 30 Conseil : le deuxième niveau');
    expect(document.activeElement).toBe(on('#ref-french'));
    await part('file');
    await until(() => asked(api, 'positionReferral').length > 0, 'the answers kept');
    expect(asked(api, 'positionReferral')).toEqual(['positionReferral ref-3 2310222223 null']);
    await press('z', { ctrlKey: true });
    await until(() => api.pipeline_.one('ref-3').answers === '----------', 'the answers taken back');
  });

  it('keeps what was answered when it cannot be kept, and tries again', async () => {
    const api = await open('planning', '#/referrals/ref-3');
    await part('positioning');
    api.failing = true;
    on('[data-question="0"] input')!.focus();
    await press('2');
    await until(() => on('[data-testid="ref-positioning"] .said'), 'the refusal');
    api.failing = false;
    await click('[data-testid="ref-positioning"] .said button');
    await until(() => api.pipeline_.one('ref-3').answers === '2---------', 'the answer kept');
  });

  it('asks whether it is the same person before it enrols', async () => {
    const api = await open('planning', '#/referrals/ref-5');
    await part('enrol');
    await click('[data-testid="ref-accept"]');
    await until(() => on('[data-testid="ref-enrol"]'), 'the form');
    const button = () => on<HTMLButtonElement>('[data-testid="ref-enrol"] button[type="submit"]')!;
    expect([button().disabled, words('#ref-enrol-why')]).toEqual([true, 'Dites d’abord si c’est la même personne.']);
    await click('input[name="ref-who"][value="learner-2"]');
    await click('input[name="ref-into"][value="cohort-4"]');
    expect(button().disabled).toBe(false);
    expect(button().textContent).toContain('PASS-A');
    await click('input[name="ref-who"][value="new"]');
    await click('input[name="ref-into"][value="cohort-3"]');
    on<HTMLFormElement>('[data-testid="ref-enrol"]')!.requestSubmit();
    await until(() => on('[data-testid="ref-enrolled"]'), 'the seat');
    expect(asked(api, 'enrolReferral')).toEqual(['enrolReferral ref-5 cohort-3 null']);
    expect(words('[data-testid="toast"]')).toContain('Nour Al-Hassan inscrit dans COD-1');
  });

  it('counts seats that are offered as not free, and says when somebody waits', async () => {
    const api = await open('planning', '#/referrals/ref-11');
    await part('enrol');
    await click('input[name="ref-into"][value="cohort-4"]');
    await until(() => words('[data-testid="ref-enrol"] button[type="submit"]').startsWith('Mettre en attente'), 'the seats counted');
    on<HTMLFormElement>('[data-testid="ref-enrol"]')!.requestSubmit();
    await until(() => on('[data-testid="ref-enrolled"]'), 'the place in the queue');
    expect(words('[data-testid="toast"]')).toContain('Leila Haddad attend une place dans PASS-A');
    expect(words('[data-testid="ref-enrolled"]')).toContain('PASS-A : attend, n° 4');
    expect(words('[data-card="ref-11"]')).toContain('attend, n° 4');
    expect(asked(api, 'enrolReferral')).toEqual(['enrolReferral ref-11 cohort-4 null']);
  });

  it('knows no number of free seats where a group says none', async () => {
    await open('planning', '#/referrals/ref-11', (api) => {
      const cohorts = api.cohorts.bind(api);
      api.cohorts = async () => (await cohorts()).map((one) => (one.id === 'cohort-3' ? { ...one, capacity: 0 } : one));
    });
    await part('enrol');
    await click('input[name="ref-into"][value="cohort-3"]');
    expect(words('label:has([value="cohort-3"]) .chip')).toBe('places non dites');
  });

  it('counts the chosen group again when the groups are told again, and forgets what it counted of others', async () => {
    const api = await open('planning', '#/referrals/ref-11', (api) => {
      const cohorts = api.cohorts.bind(api);
      api.cohorts = async () => [...(await cohorts())];
    });
    await part('enrol');
    const free = (cohort: string) => words(`label:has([value="${cohort}"]) .chip`);
    await click('input[name="ref-into"][value="cohort-4"]');
    await until(() => free('cohort-4') === 'complet', 'the seats counted');
    await click('input[name="ref-into"][value="cohort-3"]');
    await until(() => asked(api, 'waiting cohort-3').length === 1, 'the other count');
    expect(free('cohort-4')).toBe('complet');
    api.say('records-changed');
    await until(() => asked(api, 'waiting cohort-3').length === 2, 'the count again');
    expect([free('cohort-4'), asked(api, 'waiting cohort-4').length]).toEqual(['2 places libres', 1]);
  });

  it('has a text for the partner in the language that is shown', async () => {
    const api = await open('planning', '#/referrals/ref-12');
    const read = vi.spyOn(api, 'feedbackText');
    await part('partner');
    await until(() => on('[data-testid="letter"]'), 'the text');
    showLanguage('en');
    await until(() => read.mock.calls.length === 2, 'the other text');
    expect(read.mock.calls.map(([, language]) => language)).toEqual(['fr', 'en']);
  });

  it('reads the text for the partner again when somebody stands elsewhere, and not for nothing', async () => {
    const api = await open('planning', '#/referrals/ref-12');
    const read = vi.spyOn(api, 'feedbackText');
    await part('partner');
    await until(() => on('[data-testid="letter"]'), 'the text');
    api.say('records-changed');
    await settle(60);
    expect(read).toHaveBeenCalledTimes(1);
    await api.waiting('cohort-1');
    await api.cancelEnrolment('cohort-1', 'learner-3');
    await until(() => read.mock.calls.length === 2, 'another text');
  });

  it('has a text for the partner, to copy, to print, and says that they were told', async () => {
    const api = await open('planning', '#/referrals/ref-12');
    const written: string[] = [];
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text: string) => void written.push(text) } });
    const print = vi.fn(() => expect(document.querySelector('[data-print] article h1')!.textContent).toContain('Oksana Kovalchuk'));
    vi.stubGlobal('print', print);
    await part('partner');
    await until(() => on('[data-testid="letter"]'), 'the text');
    await click('[data-testid="letter-copy"]');
    expect([written.length, words('[data-testid="letter"] small')]).toEqual([1, 'Le texte est copié.']);
    await click('[data-testid="letter-print"]');
    expect(print).toHaveBeenCalledOnce();
    window.dispatchEvent(new Event('afterprint'));
    expect(document.querySelector('[data-print]')).toBeNull();
    await click('[data-testid="ref-told"]');
    await until(() => words('[data-testid="ref-feedback"]').includes('informé mardi 20 avril'), 'the day');
    expect(asked(api, 'feedbackSent')).toEqual(['feedbackSent ref-12']);
    vi.unstubAllGlobals();
  });

  it('warns of what somebody lacks', async () => {
    await open('planning', '#/referrals/ref-3');
    expect(words('[data-testid="ref-gaps"]')).toContain('son français n’est pas noté');
  });
});

describe('the form', () => {
  it('makes a new referral of a name, and shows it', async () => {
    const api = await open();
    await click('[data-testid="ref-new"]');
    expect(document.activeElement).toBe(on('#ref-given'));
    on<HTMLFormElement>('[data-testid="ref-form"]')!.requestSubmit();
    await settle();
    expect(words('#ref-wrong')).toBe('Écrivez un prénom ou un nom.');
    expect(all('[data-testid="ref-form"] [aria-invalid="true"]').map((field) => [field.id, field.getAttribute('aria-describedby')])).toEqual([['ref-given', 'ref-wrong'], ['ref-family', 'ref-wrong']]);
    await put('#ref-given', 'Abeba');
    await put('#ref-partner', 'Croix-Rouge');
    on<HTMLFormElement>('[data-testid="ref-form"]')!.requestSubmit();
    await until(() => words('[data-testid="ref-panel"] h2') === 'Abeba', 'the new file');
    const input = JSON.parse(asked(api, 'saveReferral')[0]!.replace('saveReferral ', ''));
    expect(input).toMatchObject({ id: null, given: 'Abeba', partner: 'Croix-Rouge', received: '2027-04-20', answer_day: '2027-05-05' });
    expect(words('[data-testid="toast"]')).toContain('Abeba : fiche d’orientation');
  });

  it('tells a day of the answer before the day of the referral at its field, and keeps nothing', async () => {
    const api = await open();
    await click('[data-testid="ref-new"]');
    await put('#ref-given', 'Abeba');
    await put('#ref-partner', 'Croix-Rouge');
    await choose('#ref-answer select[aria-label="Mois"]', '3');
    expect(words('[data-testid="ref-answer-early"]')).toContain('Choisissez un autre jour');
    expect(all('#ref-answer select[aria-invalid="true"][aria-describedby="ref-answer-early"]').length).toBe(3);
    on<HTMLFormElement>('[data-testid="ref-form"]')!.requestSubmit();
    await settle();
    expect([asked(api, 'saveReferral'), document.activeElement]).toEqual([[], on('#ref-answer select')]);
  });

  it('keeps the group that was asked for, wherever they went since', async () => {
    const api = await open('planning', '#/referrals/ref-13');
    await api.transfer('cohort-1', 'learner-10', 'cohort-4', false);
    await until(() => words('[data-card="ref-13"]').includes('PASS-A'), 'where they went');
    await click('[data-testid="ref-edit"]');
    on<HTMLFormElement>('[data-testid="ref-form"]')!.requestSubmit();
    await until(() => asked(api, 'saveReferral').length > 0, 'the file kept');
    expect(JSON.parse(asked(api, 'saveReferral')[0]!.replace('saveReferral ', ''))).toMatchObject({ id: 'ref-13', cohort: 'cohort-1' });
  });

  it('changes one, and gives up on Escape', async () => {
    const api = await open('planning', '#/referrals/ref-2');
    await click('[data-testid="ref-edit"]');
    await put('#ref-note', 'Le matin');
    await press('Escape');
    expect([asked(api, 'saveReferral'), words('[data-testid="ref-panel"] h2')]).toEqual([[], 'Halima Noorzai']);
    await click('[data-testid="ref-edit"]');
    await put('#ref-phones', '07 00 00 00 00');
    on<HTMLFormElement>('[data-testid="ref-form"]')!.requestSubmit();
    await until(() => words('[data-testid="ref-panel"] .facts').includes('07 00 00 00 00'), 'the change');
  });
});

describe('the screen', () => {
  it('says why there is nobody, where what is private is not here', async () => {
    await open('planning', '#/referrals', (api) => (api.pipeline_.isPrivate = false));
    expect(words('.empty-state')).toContain('ne sont pas sur ce PC');
    expect(on('[data-testid="ref-new"]')).toBeNull();
  });
  it('begins with one thing to do', async () => {
    await open('leading');
    await click('[data-testid="ref-new"]');
    expect(on('[data-testid="ref-form"]')).not.toBeNull();
  });
  it('is not in the way of whoever only takes attendance', async () => {
    await open('joined');
    expect(on('nav.rail a[href="#/referrals"]')).toBeNull();
  });
  it('says what went wrong, and keeps what was shown', async () => {
    const api = await open();
    api.failing = true;
    card('ref-5').focus();
    await press(' ');
    await press('ArrowRight');
    await press('Enter');
    await until(() => on('.said'), 'the refusal');
    expect([columnOf('ref-5'), all('[data-card]').length]).toEqual(['contacted', 14]);
  });
  it.each(['fr', 'en'])('has nothing that an audit finds wrong, in %s', async (language) => {
    await open('planning', '#/referrals/ref-8', undefined, language);
    const rules = { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } };
    for (const name of ['file', 'positioning', 'enrol', 'partner']) {
      await part(name);
      const { violations } = await axe.run(document.body, { rules });
      expect(violations.map((one) => `${name} ${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
    }
    looked.look = 'table';
    await settle();
    await click('[data-testid="ref-part-file"]');
    await click('[data-testid="ref-edit"]');
    const { violations } = await axe.run(document.body, { rules });
    expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
  });
});
