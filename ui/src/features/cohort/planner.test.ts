// The groups' screen by keys and by hand: a new group is seen before it is written and goes with undo, a
// clash has its way out, a session moves or is cancelled with a reason, a place is kept.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { FakeApi, Scenario } from '../../api/fake';
import { app } from '../../state.svelte';
import { all, barriers, choose, click, on, open as openScreen, press, put, shut, words } from '../../test-screen';
import { settle, until } from '../../test-window';
import { now } from '../../words/clock';
import { forgetDraft } from './draft.svelte';
import Sessions from './Sessions.svelte';

const asked = (api: FakeApi, what: string) => api.calls.filter((call) => call.startsWith(what));
const open = (scenario: Scenario, language = 'fr', prepare?: (api: FakeApi) => void) => openScreen('#/cohorts', '[data-testid="add-cohort"]', scenario, language, prepare);
/** DIG-1 from Thursday 22 April, Mondays and Thursdays, 9:30 in Salle B. */
async function begin() {
  await click('[data-testid="add-cohort"]');
  await choose('#level', 'level-dig-1');
  await choose('.generator select[aria-label="Jour"], .generator select[aria-label="Day"]', '22');
  await put('#start', '9:30');
  await choose('#venue', 'venue-b');
  await until(() => on('[data-fate="moved"]'), 'the preview');
  await settle();
}
const create = () => on<HTMLButtonElement>('.preview footer .button.primary, .preview footer .button')!;

afterEach(async () => {
  await shut();
  forgetDraft();
});

describe('the list of groups', () => {
  it('has three parts, and shows the table while none is chosen', async () => {
    await open('planning');
    expect(all('.cohorts h2').map((h) => h.textContent)).toEqual(['En cours', 'À venir', 'Terminés']);
    expect(words('[data-group="cohort-1"]')).toBe('DIG-1, mars séance 7 sur 10 · 10 / 12');
    expect(all('[data-cohort]').length).toBe(6);
    expect(words('.cohorts [aria-current="page"]')).toBe('Tous les groupes');
  });
  it('is walked through by arrows and chosen with Enter', async () => {
    await open('planning');
    on('.cohorts [tabindex="0"]')!.focus();
    await press('ArrowDown');
    await press('ArrowDown');
    expect(document.activeElement).toBe(on('[data-group="cohort-2"]'));
    expect(all('.cohorts .cohort[tabindex="0"]').length).toBe(1);
    (document.activeElement as HTMLElement).click();
    await settle();
    expect(words('.cohorts [aria-current="page"] b')).toBe('DIG-2, avril');
    expect(words('h1')).toBe('DIG-2 Intermédiaire');
    await press('Escape');
    expect(all('[data-cohort]').length).toBe(6);
    expect(document.activeElement).not.toBe(document.body);
  });
});

describe('a new group', () => {
  it('is shown day by day before anything is written', async () => {
    const api = await open('planning');
    await begin();
    expect(words('[data-testid="cohort-summary"]')).toBe('10 séances, 20 h fin le lundi 31 mai');
    expect(all('.planned').length).toBe(12);
    expect(words('[data-day="2027-05-06"]')).toBe('– jeu. 6 mai Ascension, férié');
    expect(words('[data-day="2027-05-10"]')).toBe('5 lun. 10 mai Salle B accueille DIG-3');
    expect(asked(api, 'addCohort')).toEqual([]);
    expect([create().disabled, words('#plan-why')]).toEqual([true, '1 séance est à régler d’abord.']);
  });
  it('lets the pages of the week be turned, and comes back to a line that is chosen', async () => {
    await open('planning');
    await begin();
    expect(words('.calendar h2')).toBe('Semaine du lundi 10 mai');
    await click('[data-turn="after"]');
    await settle(150);
    expect(words('.calendar h2')).toBe('Semaine du lundi 17 mai');
    await put('#seats', '9');
    await settle(250);
    expect(words('.calendar h2')).toBe('Semaine du lundi 17 mai');
    await click('[data-day="2027-04-29"] .line');
    expect(words('.calendar h2')).toBe('Semaine du lundi 26 avril');
  });
  it('asks once for a burst of typing', async () => {
    const api = await open('planning');
    await begin();
    const before = asked(api, 'previewCohort').length;
    for (const n of ['1', '12', '1', '15']) {
      on<HTMLInputElement>('#sessions')!.value = n;
      on('#sessions')!.dispatchEvent(new Event('input', { bubbles: true }));
      flushSync();
    }
    await settle(300);
    expect(asked(api, 'previewCohort').length).toBe(before + 1);
    expect(words('[data-testid="cohort-summary"] h2')).toBe('15 séances, 30 h');
    expect(words('[data-testid="cohort-summary"]')).toContain('cela fait 10 h de plus');
  });
  it('takes a way out, is created, and goes with Ctrl+Z', async () => {
    const api = await open('planning');
    await begin();
    expect(words('[data-testid="clash"]')).toContain('Lundi 10 mai : Salle B accueille déjà DIG-3 de 9:00 à 12:00.');
    expect(words('[data-testid="clash"]')).toContain('Prévu par Farid Benali. D’après ce que cet ordinateur a reçu mer. 14 avr. 14:10.');
    await click('[data-testid="clash"] .button');
    await until(() => !on('.clash-fix'), 'the clash to go');
    expect(words('[data-day="2027-05-10"]')).toContain('à la main : 9:30 – 11:30, Salle A');
    expect(create().disabled).toBe(false);
    create().click();
    await until(() => on('[data-testid="sessions-table"]'), 'the new group');
    expect(words('.cohorts [aria-current="page"] b')).toBe('DIG-1, avril');
    expect(all('[data-session]').length).toBe(10);
    expect(words('[data-testid="toast"]')).toContain('DIG-1 créé avec 10 séances');
    expect(JSON.parse(asked(api, 'addCohort')[0]!.slice(10)).changes).toEqual([{ from: '2027-05-10', date: '2027-05-10', start: null, end: null, venue: 'venue-a' }]);
    await press('z', { ctrlKey: true });
    await settle(100);
    expect(words('[data-testid="toast"]')).toContain('Annulé');
    expect(all('.cohorts [data-group]').length).toBe(6);
    expect(all('[data-cohort]').length).toBe(6);
  });
  it('is created by somebody quicker than the preview', async () => {
    const api = await open('planning');
    await click('[data-testid="add-cohort"]');
    void choose('#level', 'level-cod-1');
    flushSync();
    on<HTMLButtonElement>('form .button.primary')!.click();
    await until(() => on('[data-testid="sessions-table"]'), 'the new group');
    expect(all('[data-session]').length).toBe(24);
    expect(asked(api, 'addCohort').length).toBe(1);
  });
  it('leaves days out and takes them back by keys', async () => {
    await open('planning');
    await begin();
    all('.planned .line')[1]!.focus();
    await press('ArrowUp');
    expect(document.activeElement).toBe(all('.planned .line')[0]);
    await press('End');
    await press('Home');
    await press('Delete');
    await settle(250);
    expect(words('[data-day="2027-04-22"]')).toContain('laissé de côté à la main');
    expect(words('[data-testid="cohort-summary"] h2')).toBe('10 séances, 20 h');
    expect((document.activeElement as HTMLElement).classList.contains('line')).toBe(true);
    await click('[data-day="2027-04-22"] .line');
    await until(() => on('[data-day="2027-04-22"] .tools'));
    all('[data-day="2027-04-22"] .tools button').at(-1)!.click();
    await settle(250);
    expect(words('[data-day="2027-04-22"] .line')).toBe('1 jeu. 22 avril Souris et clavier');
  });
  it('lets one session go to another day', async () => {
    const api = await open('planning');
    await begin();
    await click('[data-day="2027-05-10"] .line');
    all('[data-day="2027-05-10"] .tools .button')[1]!.click();
    await settle();
    expect(document.activeElement?.tagName).toBe('SELECT');
    await choose('.go select', '12');
    await click('.go .button');
    await settle(300);
    expect(words('[data-day="2027-05-12"] .line')).toBe('5 mer. 12 mai à la main, au lieu du lundi 10');
    expect([on('.clash-fix'), asked(api, 'addCohort').length]).toEqual([null, 0]);
    expect(document.activeElement).not.toBe(document.body);
  });
  it('ends on a day when that is asked for, and takes a place in words', async () => {
    await open('planning');
    await begin();
    await click('[data-testid="end-on"]');
    expect(on('#sessions')).toBeNull();
    await click('[data-testid="end-after"]');
    expect(on<HTMLInputElement>('#sessions')!.value).toBe('10');
    await choose('#venue', 'elsewhere');
    await put('#room', 'Gymnase');
    await settle(250);
    expect([on('.clash-fix'), create().disabled]).toEqual([null, false]);
    // Nothing is in the way, by what was heard six days ago.
    expect(words('[data-testid="clash"]')).toMatch(/^Rien ne gêne, d’après ce que cet ordinateur a reçu mer\. 14/);
  });
  it('says nothing of what was heard while it is of today and nothing is in the way', async () => {
    await open('planning', 'fr', (api) => {
      const before = api.previewCohort.bind(api);
      api.previewCohort = async (cohort) => ({ ...(await before(cohort)), clashes: [], heard_ms: now() - 3_600_000 });
    });
    await begin();
    expect(words('[data-testid="clash"]')).toBe('');
  });
  it('says what is missing, and is kept while one looks elsewhere', async () => {
    await open('planning');
    await click('[data-testid="add-cohort"]');
    expect([create().disabled, words('#plan-why')]).toEqual([true, 'Choisissez d’abord un niveau.']);
    await choose('#level', 'level-dig-2');
    await put('#end', '9:00');
    expect(words('#plan-why')).toContain('L’heure de fin vient après');
    await click('[data-group="cohort-1"]');
    await click('[data-testid="add-cohort"]');
    expect(on<HTMLSelectElement>('#level')!.value).toBe('level-dig-2');
    await click('[data-testid="give-up"]');
    await click('[data-testid="add-cohort"]');
    expect(on<HTMLSelectElement>('#level')!.value).toBe('');
  });
  it('says why it was not created, and keeps what was typed', async () => {
    const api = await open('planning');
    await click('[data-testid="add-cohort"]');
    await choose('#level', 'level-dig-1');
    await settle(250);
    api.failing = true;
    create().click();
    await settle(150);
    expect(words('[role="alert"]')).toContain('Le disque est plein');
    expect(on<HTMLSelectElement>('#level')!.value).toBe('level-dig-1');
  });
  it('says that head office was never heard', async () => {
    await open('alone');
    await begin();
    expect(words('[data-testid="clash"]')).toContain('qui n’a encore rien reçu du siège');
    await choose('#venue', 'elsewhere');
    await put('#room', 'Gymnase');
    await settle(250);
    expect(words('[data-testid="clash"]')).toBe('Rien ne gêne, d’après cet ordinateur seul, qui n’a encore rien reçu du siège.');
  });
});

describe('a session of a group', () => {
  const LINE = '[data-session="cohort-1-session-9"]';
  async function group() {
    const api = await open('planning');
    await click('[data-group="cohort-1"]');
    await until(() => on(LINE), 'the sessions');
    return api;
  }
  it('is opened, moved and cancelled by keys of its table only', async () => {
    await group();
    await press('m');
    expect(on('[data-testid="move"]')).toBeNull();
    on('[data-session] a[tabindex="0"]')!.focus();
    await press('m');
    expect(on('[data-testid="move"]')).toBeNull();
    expect(words('#session-fixed')).toContain('L’appel est commencé');
    await press('ArrowDown');
    await press('x');
    expect(words('#cancel-h')).toBe('Annuler la séance 8 sur 10, jeudi 22 avril');
    expect(document.activeElement).toBe(on('#session-reason'));
    await press('Escape');
    expect(document.activeElement).toBe(on('[data-session="cohort-1-session-8"] a'));
    await press('End');
    expect(on<HTMLAnchorElement>('[data-session="cohort-1-session-10"] a')).toBe(document.activeElement);
    expect(on<HTMLAnchorElement>('[data-session="cohort-1-session-10"] a')!.hash).toBe('#/register/cohort-1-session-10');
  });
  it('moves with those after it, and both lines tell', async () => {
    const api = await group();
    on(`${LINE} a`)!.focus();
    await press('m');
    expect(words('#move-why')).toContain('Choisissez un autre jour');
    await choose('[data-testid="move"] select[aria-label="Jour"]', '28');
    on<HTMLInputElement>('input[value="following"]')!.click();
    await settle(300);
    expect(words('[data-testid="move"] [data-testid="plan-days"]')).toContain('9 mer. 28 avril');
    expect(words('[data-testid="move"] [data-testid="clash"]')).toContain('d’après ce que cet ordinateur a reçu');
    expect(words('[data-testid="move"] button[type="submit"]')).toBe('Déplacer 2 séances');
    expect(words('#move-why')).toBe('Dites d’abord pourquoi.');
    await put('#session-reason', 'Stage');
    on<HTMLFormElement>('[data-testid="move"]')!.requestSubmit();
    await until(() => on('[data-testid="toast"]'), 'the toast');
    expect(asked(api, 'moveSession')).toEqual(['moveSession cohort-1-session-9 {"date":"2027-04-28","start":null,"end":null,"venue":null,"scope":"following","reason":"Stage","apart":[]}']);
    expect(words('[data-session="cohort-1-session-9-moved"] .state')).toBe('déplacée au mercredi 28 avril : Stage');
    expect(on('[data-session="cohort-1-session-9-moved"] s')).not.toBeNull();
    expect(document.activeElement?.closest('[data-session]')).toBe(on(LINE));
    await press('z', { ctrlKey: true });
    await settle(100);
    expect(on('[data-session="cohort-1-session-9-moved"]')).toBeNull();
  });
  it('is told what its new hours clash with, and takes the way out', async () => {
    await group();
    on('[data-session="cohort-1-session-8"] a')!.focus();
    await press('m');
    await put('#start', '9:30');
    await put('#end', '11:30');
    await choose('[data-testid="move"] #venue', 'venue-a');
    await until(() => on('[data-testid="move"] .clash-fix'), 'the clash');
    expect(words('[data-testid="move"] .clash-fix')).toContain('Salle A accueille déjà DIG-2');
    await click('[data-testid="move"] .clash-fix .button');
    await until(() => !on('[data-testid="move"] .clash-fix'), 'the clash to go');
    expect(on<HTMLSelectElement>('[data-testid="move"] #venue')!.value).toBe('venue-b');
  });
  it('takes a way out for the one session that it is about, and takes it back', async () => {
    const api = await open('planning');
    await click('[data-group="cohort-4"]');
    await until(() => on('[data-session="cohort-4-session-1"]'), 'the sessions');
    on('[data-session="cohort-4-session-1"] a')!.focus();
    await press('m');
    await choose('[data-testid="move"] select[aria-label="Jour"]', '4');
    on<HTMLInputElement>('input[value="all"]')!.click();
    await until(() => on('[data-testid="move"] .clash-fix'), 'the closed day');
    const days = () => all('[data-testid="move"] .planned').slice(0, 4).map((line) => line.dataset['day']);
    expect(words('[data-testid="move"] .clash-fix')).toContain('Jeudi 6 mai');
    expect(days()).toEqual(['2027-05-04', '2027-05-06', '2027-05-11', '2027-05-13']);
    await click('[data-testid="move"] .clash-fix .button');
    await until(() => !on('[data-testid="move"] .clash-fix'), 'the closed day to go');
    expect(days()).toEqual(['2027-05-04', '2027-05-07', '2027-05-11', '2027-05-13']);
    expect(on<HTMLSelectElement>('[data-testid="move"] select[aria-label="Jour"]')!.value).toBe('4');
    expect(words('[data-testid="move-apart"]')).toContain('1 séance réglée à part');
    await click('[data-testid="move-apart"] button');
    await until(() => on('[data-testid="move"] .clash-fix'), 'the closed day again');
    await click('[data-testid="move"] .clash-fix .button');
    await until(() => !on('[data-testid="move"] .clash-fix'), 'the closed day to go');
    await put('#session-reason', 'Stage');
    on<HTMLFormElement>('[data-testid="move"]')!.requestSubmit();
    await until(() => on('[data-testid="toast"]'), 'the toast');
    const input = JSON.parse(asked(api, 'moveSession')[0]!.replace('moveSession cohort-4-session-1 ', ''));
    expect(input).toEqual({ date: '2027-05-04', start: null, end: null, venue: null, scope: 'all', reason: 'Stage', apart: [{ session: 'cohort-4-session-2', date: '2027-05-07', start: 1020, end: 1140, venue: null }] });
    await click('[data-session="cohort-4-session-1"]');
    await press('z', { ctrlKey: true });
    await until(() => !on('[data-session$="-moved"]'), 'all of it taken back');
  });
  it('forgets what was settled of single sessions once something else is asked', async () => {
    const api = await open('planning');
    await click('[data-group="cohort-4"]');
    await until(() => on('[data-session="cohort-4-session-1"]'), 'the sessions');
    on('[data-session="cohort-4-session-1"] a')!.focus();
    await press('m');
    await choose('[data-testid="move"] select[aria-label="Jour"]', '4');
    on<HTMLInputElement>('input[value="all"]')!.click();
    await until(() => on('[data-testid="move"] .clash-fix'), 'the closed day');
    await click('[data-testid="move"] .clash-fix .button');
    await until(() => on('[data-testid="move-apart"]'), 'what was settled');
    on<HTMLInputElement>('input[value="one"]')!.click();
    await settle(300);
    expect([on('[data-testid="move-apart"]'), asked(api, 'moveSession').length]).toEqual([null, 0]);
  });
  it.each(['cohort-4-session-1', 'cohort-4-session-3'])('is moved as it was in the calendar, once a reason is given: %s', async (session) => {
    await open('planning');
    const told: unknown[] = [];
    const cohort = (await app.api.cohorts()).find((row) => row.id === 'cohort-4')!;
    const box = document.body.appendChild(document.createElement('div'));
    const alone = mount(Sessions, { target: box, props: { cohort, venues: await app.api.venues(), wanted: { session, to: { date: '2027-05-21', start: 600, end: 720 } }, ondone: (label) => told.push(label) } });
    await until(() => on('[data-testid="move"]'), 'the move');
    await until(() => on('[data-testid="move"] [data-testid="plan-days"]'), 'the preview');
    expect(words('[data-testid="move"] [data-testid="plan-days"]')).toContain('ven. 21 mai');
    expect(on<HTMLInputElement>('[data-testid="move"] #start')!.value).toBe('10:00');
    await put('#session-reason', 'Stage');
    on<HTMLFormElement>('[data-testid="move"]')!.requestSubmit();
    await until(() => told.length === 1, 'the gesture');
    expect(on('[data-testid="move"]')).toBeNull();
    await unmount(alone);
  });
  it('is cancelled with a reason that its line shows', async () => {
    const api = await group();
    await click(LINE);
    await click('[data-testid="session-cancel"]');
    expect(on<HTMLButtonElement>('[data-testid="cancel"] button[type="submit"]')!.disabled).toBe(true);
    await put('#session-reason', 'Neige');
    on<HTMLFormElement>('[data-testid="cancel"]')!.requestSubmit();
    await until(() => on(`${LINE}[data-state="cancelled"]`), 'the cancelled line');
    expect(words(`${LINE} .state`)).toBe('annulée : Neige');
    expect(asked(api, 'cancelSession')).toEqual(['cancelSession cohort-1-session-9 one Neige']);
    expect(words('[data-testid="toast"]')).toContain('séance 9 annulée');
  });
  it('keeps what was typed when it is refused', async () => {
    const api = await group();
    await click(LINE);
    await click('[data-testid="session-cancel"]');
    await put('#session-reason', 'Neige');
    api.failing = true;
    on<HTMLFormElement>('[data-testid="cancel"]')!.requestSubmit();
    await settle(100);
    expect(words('[data-testid="cancel"] [role="alert"]')).toContain('Le disque est plein');
    expect(on<HTMLInputElement>('#session-reason')!.value).toBe('Neige');
  });
});

describe('places', () => {
  it('are listed, archived ones last, and changed', async () => {
    const api = await open('planning');
    await click('[data-testid="open-places"]');
    expect(all('[data-venue]').map((row) => row.dataset['venue'])).toEqual(['venue-a', 'venue-b', 'venue-m', 'venue-z']);
    await click('[data-venue="venue-m"] button');
    await put('#venue-value', 'cher');
    on<HTMLFormElement>('[data-testid="venue-form"]')!.requestSubmit();
    await settle();
    expect(words('#venue-wrong')).toContain('La valeur se dit en euros');
    expect(document.activeElement).toBe(on('#venue-value'));
    await put('#venue-value', '30,50');
    on<HTMLFormElement>('[data-testid="venue-form"]')!.requestSubmit();
    await settle(100);
    expect(JSON.parse(asked(api, 'saveVenue')[0]!.slice(10))).toMatchObject({ id: 'venue-m', name: 'Médiathèque', value_cents: 3050, is_step_free: false });
    expect(document.activeElement).toBe(on('[data-venue="venue-m"] button'));
  });
  it('are added, and offered to a new group at once', async () => {
    await open('planning');
    await click('[data-testid="open-places"]');
    await click('[data-testid="add-venue"]');
    await put('#venue-name', 'Lab');
    await put('#venue-capacity', '6');
    on<HTMLFormElement>('[data-testid="venue-form"]')!.requestSubmit();
    await settle(100);
    await click('[data-testid="add-cohort"]');
    expect(all('#venue option').map((option) => option.textContent)).toContain('Lab, 6 places');
    expect(all('#venue option').map((option) => option.textContent)).not.toContain('Ancienne salle, 6 places');
  });
  it('are empty at first, with one thing to do', async () => {
    await open('empty');
    await click('[data-testid="open-places"]');
    expect(words('.empty-state h2')).toBe('Aucun lieu pour l’instant');
    await click('[data-testid="add-venue"]');
    expect(document.activeElement).toBe(on('#venue-name'));
    await press('Escape');
    expect(document.activeElement).toBe(on('[data-testid="add-venue"]'));
  });
});

const LOOKED: [string, Scenario, () => Promise<unknown>][] = [
  ['all groups', 'planning', async () => {}],
  ['a new group with a clash', 'planning', () => begin().then(() => click('[data-day="2027-05-10"] .line'))],
  ['a first group', 'empty', () => click('[data-testid="add-cohort"]')],
  ['sessions', 'planning', () => click('[data-group="cohort-1"]')],
  ['a move', 'planning', () => click('[data-group="cohort-1"]').then(() => click('[data-session="cohort-1-session-9"]')).then(() => click('[data-testid="session-move"]'))],
  ['a cancellation', 'planning', () => click('[data-group="cohort-1"]').then(() => click('[data-session="cohort-1-session-9"]')).then(() => click('[data-testid="session-cancel"]'))],
  ['weeks of a group', 'planning', () => click('[data-group="cohort-1"]').then(() => click('[data-testid="part-weeks"]'))],
  ['places', 'planning', () => click('[data-testid="open-places"]').then(() => click('[data-venue="venue-m"] button'))],
];
describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it.each(LOOKED)('%s', async (_, scenario, act) => {
    await open(scenario, language);
    await act();
    await settle(300);
    expect(await barriers()).toEqual([]);
  });
});
