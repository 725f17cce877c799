// The catalogue: hours as they are typed and drawn, a level while it is changed, and the screen by hand, by keys
// and by the grip of a module.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError, type CatalogueLevel, type LevelInput } from '../../api';
import { FakeApi } from '../../api/fake';
import { app } from '../../state.svelte';
import { all, asked, barriers, choose, click, on, open, press, put, shut, submit, words } from '../../test-screen';
import { settle, until } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';
import { AREAS, COMPETENCES, competenceName, entryText, hoursText, readMinutes, slices } from './catalogue';
import { LevelDraft, draftOf, forgetDraft } from './level-draft.svelte';

beforeEach(() => showLanguage('fr'));
afterEach(async () => {
  await shut();
  forgetDraft();
});
const plain = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ');

describe('hours', () => {
  it.each([['2 h', 120], ['2h', 120], ['1 h 30', 90], ['1h30', 90], ['1:30', 90], ['2,5 h', 150], ['0.5h', 30], ['90', 90], ['45 min', 45], ['1\u00A0h\u00A005', 65], ['420 h', 25_200]])('%s is read', (typed, minutes) => expect(readMinutes(typed)).toBe(minutes));
  it.each(['', 'long', '1 h 75', '-5', '2 jours', '1999999', '9999 h'])('%s is none', (typed) => expect(readMinutes(typed)).toBeNull());
  it('are drawn by module, and what takes none takes no room', () => {
    const module = (minutes: number) => ({ title: '', minutes, discipline: 'digital' });
    expect(slices([module(60), module(0), module(180)]).map(({ rank, from, share }) => [rank, from, share])).toEqual([[1, 0, 25], [2, 25, 0], [3, 25, 75]]);
    expect(slices([module(0)]).map(({ share }) => share)).toEqual([0]);
  });
  it('tell the length of a session when it comes out even', () => {
    expect([hoursText(1200, 10), hoursText(100, 3), hoursText(120, 1), hoursText(0, 5)].map(plain)).toEqual(['20 h en 10 séances de 2 h', '1 h 40 en 3 séances', '2 h en 1 séance', '0 min en 5 séances']);
  });
});

describe('DigComp', () => {
  it('has five areas and twenty-one competences, each with its name', () => {
    for (const language of ['fr', 'en']) {
      showLanguage(language);
      const names = [...AREAS.map(({ area }) => area), ...COMPETENCES].map(competenceName);
      expect([AREAS.length, COMPETENCES.length, new Set(names).size]).toEqual([5, 21, 26]);
      expect(names.filter((name) => name.startsWith('digcomp-'))).toEqual([]);
    }
  });
});

describe('a level that is changed', () => {
  let levels: CatalogueLevel[] = [];
  beforeEach(async () => {
    levels = (await new FakeApi('planning').catalogue()).programmes.flatMap((row) => row.levels);
  });
  const level = () => levels.find((one) => one.id === 'level-dig-1')!;

  it('goes out as it came in', () => {
    for (const one of levels) {
      const { minutes: _, version: __, version_day: ___, cohorts: ____, ...kept } = one;
      const draft = new LevelDraft(one, 'programme-digital');
      expect(draft.input()).toEqual({ ...kept, programme: 'programme-digital' });
      expect([draft.changed, draft.minutes, draft.wrong]).toEqual([false, one.minutes, null]);
    }
  });
  it('knows what cannot be kept, one thing at a time', () => {
    const draft = new LevelDraft(null, 'p');
    const wrong = (change: () => void) => (change(), draft.wrong);
    expect(wrong(() => {})).toEqual({ field: 'title' });
    expect(wrong(() => (draft.title = 'Atelier'))).toEqual({ field: 'code' });
    expect(wrong(() => (draft.code = 'A'))).toBeNull();
    for (const bad of [0, 1001, 1.5, NaN]) expect(wrong(() => (draft.sessions = bad))).toEqual({ field: 'sessions' });
    expect(wrong(() => (draft.sessions = 2))).toBeNull();
    expect(wrong(() => draft.add())).toEqual({ field: 'module', at: 0 });
    expect(wrong(() => (draft.modules[0]!.title = 'Un'))).toBeNull();
    expect(wrong(() => (draft.modules[0]!.time = 'long'))).toEqual({ field: 'time', at: 0 });
  });
  it('keeps its modules whole while they change places', () => {
    const draft = new LevelDraft(level(), 'p');
    const [first, second] = draft.modules.map((one) => one.key);
    expect([draft.move(first!, -1), draft.move(first!, 1), draft.move(first!, 99), draft.move(first!, 99)]).toEqual([false, true, true, false]);
    expect([draft.placeOf(first!), draft.placeOf(second!), draft.modules.length, draft.minutes]).toEqual([7, 0, 8, 1200]);
    draft.move(first!, 0);
    expect(draft.changed).toBe(false);
    draft.remove(second!);
    expect(draft.input().modules.map((one) => one.id)).not.toContain('level-dig-1-module-2');
  });
  it('writes competences in the order of their numbers, however they were chosen', () => {
    const draft = new LevelDraft(level(), 'p');
    draft.modules[0]!.competences = ['5.4', '1.1', '4.2'];
    expect(draft.input().modules[0]!.competences).toEqual(['1.1', '4.2', '5.4']);
  });
  it('is not lost while one looks elsewhere, and is nobody else’s', () => {
    const draft = draftOf('ines', level(), 'p');
    draft.title = 'Autre';
    expect(draftOf('ines', level(), 'p').title).toBe('Autre');
    expect(draftOf('paul', level(), 'p').title).toBe('DIGITAL Initiation');
  });
  it('says what is asked before', async () => {
    const { programmes } = await new FakeApi('planning').catalogue();
    expect(levels.map((one) => entryText(one, programmes))).toEqual(['', 'après DIG-1, français A1', 'français A2', '', '', '']);
  });
});

const catalogue = (language = 'fr') => open('#/catalogue', '[data-testid="add-programme"]', 'planning', language);
const opened = (level = 'level-dig-1', language = 'fr') => open(`#/catalogue/${level}`, '[data-testid="level-form"]', 'planning', language);
const titles = () => all('[data-module] td:nth-child(2) input').map((field) => (field as HTMLInputElement).value.split(/[ ,]/)[0]);
const saved = (api: FakeApi) => asked(api, 'saveLevel')[0] as LevelInput;

describe('the catalogue', () => {
  it('is reached from the groups and shows programmes, levels and hours', async () => {
    await open('#/cohorts', '[data-testid="open-catalogue"]');
    location.hash = on<HTMLAnchorElement>('[data-testid="open-catalogue"]')!.hash;
    await settle(80);
    expect([words('h1'), words('.rail [aria-current]')]).toEqual(['Catalogue', 'Groupes']);
    expect(all('[data-programme] h2').map((h) => h.textContent)).toEqual(['DIGITAL', 'CODE', 'Ateliers', 'Pour les aidants']);
    expect(words('[data-level="level-dig-2"]')).toBe('DIG-2 DIGITAL Intermédiaire 20 h en 10 séances de 2 h après DIG-1, français A1 2 groupes');
    expect(words('[data-level="level-cod-0"] .chips')).toBe('atelier');
    expect(plain(on('[data-level="level-cod-0"] svg')!.getAttribute('aria-label')!)).toBe('1 Découvrir le métier de développeur 3 h');
  });
  it('takes a new programme, then a new level, and both go with undo', async () => {
    const api = await catalogue();
    await click('[data-testid="add-programme"]');
    await submit('[data-testid="programme-form"]');
    expect([words('#programme-wrong'), document.activeElement?.id]).toEqual(['Donnez un titre.', 'programme-title']);
    await put('#programme-title', 'Emploi');
    await put('#programme-code', 'EMP');
    await submit('[data-testid="programme-form"]');
    expect(asked(api, 'saveProgramme')).toEqual([{ id: null, code: 'EMP', title: 'Emploi', is_archived: false }]);
    expect(document.activeElement).toBe(on('[data-testid="add-programme"]'));
    await click('[data-programme="programme-new-1"] [data-testid="add-level"]');
    expect([words('h1'), document.activeElement?.id]).toEqual(['Nouveau niveau', 'level-title']);
    await put('#level-title', 'Entretien d’embauche');
    await put('#level-code', 'EMP-1');
    await choose('#level-form', 'workshop');
    await choose('#level-french', 'a2');
    await click('[data-testid="add-module"]');
    expect(document.activeElement).toBe(on('[data-module] input'));
    await put('[data-module] input', 'Se présenter');
    await submit('[data-testid="level-form"]');
    expect(saved(api)).toMatchObject({ id: null, programme: 'programme-new-1', code: 'EMP-1', title: 'Entretien d’embauche', form: 'workshop', entry_french: 'a2', modules: [{ id: null, title: 'Se présenter', minutes: 120, discipline: 'digital' }] });
    await settle(80);
    expect([words('h1'), app.route.name]).toEqual(['EMP-1 Entretien d’embauche', 'catalogue']);
    expect(words('[data-testid="toast"]')).toContain('niveau EMP-1');
    on('main')!.focus();
    await press('z', { ctrlKey: true });
    await press('z', { ctrlKey: true });
    await settle(80);
    expect((await api.catalogue()).programmes.length).toBe(4);
  });
  it('puts a programme away', async () => {
    const api = await catalogue();
    await click('[data-programme="programme-pass"] [data-testid="change-programme"]');
    await click('[data-testid="programme-form"] [type="checkbox"]');
    await submit('[data-testid="programme-form"]');
    expect(asked(api, 'saveProgramme')).toMatchObject([{ id: 'programme-pass', is_archived: true }]);
    expect(words('[data-programme="programme-pass"] header')).toContain('n’est plus proposé');
    expect(document.activeElement).toBe(on('[data-programme="programme-pass"] [data-testid="change-programme"]'));
  });
});

describe('a level', () => {
  it('is shown with its edition, its groups and its hours, and says nothing has changed', async () => {
    await opened('level-dig-2');
    expect(words('.panel .facts')).toContain('Édition 3, depuis le lundi 1 février');
    expect(words('.panel .facts')).toContain('2 groupes suivent ce niveau');
    expect([words('#level-said'), on<HTMLButtonElement>('[type="submit"]')!.disabled]).toEqual(['Rien n’a changé.', true]);
    expect(words('.tree [aria-current]')).toContain('DIG-2');
  });
  it('has modules that go up and down with Alt and an arrow, from any field, and says so', async () => {
    const api = await opened();
    expect(titles()).toEqual(['Accueil', 'Ordinateur', 'Fichiers', 'Navigateur', 'Messagerie', 'Démarches', 'Sécurité', 'Bilan']);
    on('[data-module="level-dig-1-module-5"] .time input')!.focus();
    const field = document.activeElement;
    await press('ArrowUp', { altKey: true });
    await press('ArrowUp', { altKey: true });
    expect(titles().slice(0, 4)).toEqual(['Accueil', 'Ordinateur', 'Messagerie', 'Fichiers']);
    expect([words('[data-testid="module-said"]'), document.activeElement === field]).toEqual(['Messagerie : module 3 sur 8', true]);
    await press('ArrowDown');
    expect(titles()[2]).toBe('Messagerie');
    expect(words('#level-said')).toBe('C’est une nouvelle édition : les groupes déjà prévus gardent la leur.');
    await submit('[data-testid="level-form"]');
    expect(saved(api).modules.map((one) => one.id?.slice(-1))).toEqual(['1', '2', '5', '3', '4', '6', '7', '8']);
    await settle(80);
    expect(words('.panel .facts')).toContain('Édition 2');
    expect(words('#level-said')).toBe('Rien n’a changé.');
    on('main')!.focus();
    await press('z', { ctrlKey: true });
    await settle(80);
    expect(titles()[2]).toBe('Fichiers');
  });
  it('takes hours as they are typed, competences by their names, a subject', async () => {
    const api = await opened();
    await put('[data-module] .time input', '1h30');
    on('[data-module] .time input')!.dispatchEvent(new FocusEvent('blur'));
    await settle();
    expect(plain(on<HTMLInputElement>('[data-module] .time input')!.value)).toBe('1 h 30');
    expect(words('.hours b')).toBe('19 h 30 en 10 séances de 1 h 57');
    await choose('[data-module] .discipline select', 'social_codes');
    await click('[data-module] [aria-expanded]');
    expect(all('[data-module] .more [type="checkbox"]').length).toBe(21);
    expect(words('[data-module] .more fieldset:nth-child(2) label:nth-of-type(5)')).toBe('2.5 Nétiquette');
    await click('[data-module] .more input[value="2.5"]');
    await put('[data-module] .more textarea', 'Se dire bonjour');
    on('[data-module] .more textarea')!.focus();
    await press('Escape');
    expect([on('[data-module] .more textarea'), document.activeElement]).toEqual([null, on('[data-module] [aria-expanded]')]);
    expect(words('[data-module] [aria-expanded]')).toMatch(/^2\.5, /);
    await submit('[data-testid="level-form"]');
    expect(saved(api).modules[0]).toEqual({ id: 'level-dig-1-module-1', title: 'Accueil, positionnement, règlement', minutes: 90, objectives: 'Se dire bonjour', competences: ['2.5'], discipline: 'social_codes' });
  });
  it('says which module cannot be kept, and goes there', async () => {
    const api = await opened();
    await put('[data-module="level-dig-1-module-3"] .time input', 'long');
    await submit('[data-testid="level-form"]');
    expect(words('#level-said')).toBe('Module 3 : la durée se dit comme 2 h, 1 h 30 ou 45 min.');
    expect([document.activeElement, asked(api, 'saveLevel').length]).toEqual([on('[data-module="level-dig-1-module-3"] .time input'), 0]);
  });
  it('removes a module, and the focus goes to the next', async () => {
    await opened();
    await click('[data-module="level-dig-1-module-8"] [data-testid="remove-module"]');
    expect(document.activeElement).toBe(on('[data-module="level-dig-1-module-7"] input'));
    await click('[data-module="level-dig-1-module-1"] [data-testid="remove-module"]');
    expect([titles()[0], document.activeElement]).toEqual(['Ordinateur', on('[data-module="level-dig-1-module-2"] input')]);
    expect(words('[data-testid="module-said"]')).toBe('Accueil, positionnement, règlement est retiré');
  });
  it('gives up what was typed with Escape, then the level', async () => {
    await opened();
    await put('#level-title', 'Autre');
    on('#level-title')!.focus();
    await press('Escape');
    expect([on<HTMLInputElement>('#level-title')!.value, words('h1')]).toEqual(['DIGITAL Initiation', 'DIG-1 DIGITAL Initiation']);
    await press('Escape');
    await settle(60);
    expect([words('h1'), document.activeElement]).toEqual(['Catalogue', on('[data-level="level-dig-1"] a')]);
  });
  it('lets a module be taken by its grip, and put back with Escape', async () => {
    await opened();
    all('[data-module]').forEach((line, i) => (line.getBoundingClientRect = () => ({ top: i * 40, bottom: i * 40 + 40 }) as DOMRect));
    const point = (type: string, y: number, on_: Element) => on_.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, clientY: y, button: 0, pointerId: 1 }));
    const grip = on('[data-module="level-dig-1-module-1"] [data-grip]')!;
    const table = on('.modules table')!;
    point('pointerdown', 10, grip);
    point('pointermove', 90, table);
    await settle();
    expect(titles().slice(0, 3)).toEqual(['Ordinateur', 'Fichiers', 'Accueil']);
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }));
    await settle();
    expect([titles()[0], words('h1')]).toEqual(['Accueil', 'DIG-1 DIGITAL Initiation']);
    point('pointermove', 300, table);
    await settle();
    expect(titles()[0]).toBe('Accueil');
  });
  it('begins its form anew with what was read last, whichever reading it was', async () => {
    const api = await opened();
    await put('#level-title', 'Autre');
    await submit('[data-testid="level-form"]');
    await settle(80);
    on('main')!.focus();
    const read = api.catalogue.bind(api);
    const late: (() => void)[] = [];
    api.catalogue = async () => {
      const found = await read();
      await new Promise<void>((go) => late.push(go));
      return found;
    };
    await press('z', { ctrlKey: true });
    await until(() => late.length >= 2, 'the reading after what was taken back');
    const had = on('#level-title');
    // Something else is written, and read again.
    api.say('records-changed');
    await until(() => late.length >= 3, 'another reading');
    late.slice(0, -1).forEach((go) => go());
    await settle(60);
    expect(on('#level-title')).toBe(had);
    late.at(-1)!();
    await until(() => on('#level-title') !== had, 'the form anew');
    expect(on<HTMLInputElement>('#level-title')!.value).toBe('DIGITAL Initiation');
  });
  it('keeps what was typed when the disk is full', async () => {
    const api = await opened();
    await put('#level-title', 'Autre');
    api.failing = true;
    await submit('[data-testid="level-form"]');
    expect(words('.panel [role="alert"]')).toContain('Le disque est plein');
    expect(on<HTMLInputElement>('#level-title')!.value).toBe('Autre');
  });
  it('keeps an open form when the catalogue cannot be read again', async () => {
    const api = await opened();
    const field = on<HTMLInputElement>('#level-title')!;
    await put('#level-title', 'Autre');
    api.catalogue = () => Promise.reject(new ProblemError({ code: 'store.io', args: {} }));
    api.say('records-changed');
    await settle(60);
    expect(on('main [role="alert"]')).not.toBeNull();
    expect([on('#level-title'), field.value]).toEqual([field, 'Autre']);
  });
});

const LOOKED: [string, string, () => Promise<unknown>][] = [
  ['all of it', '#/catalogue', () => click('[data-testid="add-programme"]')],
  ['a level', '#/catalogue/level-dig-1', () => click('[data-module] [aria-expanded]')],
  ['a new level', '#/catalogue', () => click('[data-testid="add-level"]').then(() => click('[data-testid="add-module"]'))],
];
describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it.each(LOOKED)('%s', async (_, hash, act) => {
    await open(hash, 'main form, main li', 'planning', language);
    await act();
    expect(await barriers()).toEqual([]);
  });
});
