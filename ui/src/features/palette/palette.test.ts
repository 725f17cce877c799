// The palette: what fits and what is set apart of it, people first, keys alone, what the role may do, what was
// chosen last; and the list of keys of the screen that one is on.
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeApi, type Scenario } from '../../api/fake';
import { keysAt, PLACES, SHORTCUTS } from '../../keys';
import { app } from '../../state.svelte';
import { click, find, openRegister, press, settle, shut, type, until } from '../../test-window';
import { showLanguage, t } from '../../words/words.svelte';
import { sections, type Choice } from './choices';
import { dayIn } from './farther';
import { fit, pieces } from './matching';

afterEach(async () => {
  app.over = null;
  await shut();
});

const lines = () => [...document.querySelectorAll<HTMLElement>('[role="option"]')];
const texts = () => lines().map((line) => line.querySelector('.what')!.textContent!.trim());
const kinds = () => [...document.querySelectorAll<HTMLElement>('[role="listbox"] [data-kind]')].map((part) => part.dataset['kind']);
const chosen = () => document.querySelector<HTMLElement>('[role="option"][aria-selected="true"]');

async function open(scenario: Scenario = 'planning', language = 'fr'): Promise<FakeApi> {
  const api = await openRegister(scenario, language);
  await press('k', 'KeyK', { ctrlKey: true });
  await until(() => lines().length > 0, 'the palette');
  return api;
}
/** Types, and waits for what fits it. */
async function search(text: string): Promise<void> {
  await type('palette-field', text);
  await until(() => find('palette-count')!.textContent !== '', 'an answer');
}

describe('the code of a printed sheet', () => {
  it('opens its session as soon as it is typed', async () => {
    const api = await open();
    const session = (await api.calendar('2027-01-01', '2027-12-31')).sessions[0]!.id;
    await type('palette-field', `passerelle:session/${session}`);
    await press('Enter', 'Enter');
    await settle();
    expect([app.over, app.route]).toEqual([null, { name: 'register', session }]);
  });
});

describe('what fits', () => {
  it('begins so, then its words do, then it holds it', () => {
    expect(fit('nou', 'Nouveau groupe')).toBe(0);
    expect(fit('groupe', 'Nouveau groupe')).toBe(1);
    expect(fit('veau', 'Nouveau groupe')).toBe(2);
    expect(fit('dig mars', 'Calendrier', 'dig mars')).toBe(3);
    expect(fit('zz', 'Nouveau groupe')).toBeNull();
  });
  it.each([
    ['ech', 'Échanger', ['É', 'c', 'h']],
    ['hassan', 'Nour Al-Hassan', ['Hassan']],
    ['a', 'Mariam Ahmadi', ['A']],
    ['رضا', 'رضا احمدی', ['رضا']],
    ['ed', 'E\u0301douard', ['E\u0301d']],
    ['oeu', 'Cœur', ['œu']],
  ])('%s of %s is set apart', (typed, text, hits) => {
    const found = pieces(typed, text);
    expect(found.map((piece) => piece.text).join('')).toBe(text);
    expect(found.filter((piece) => piece.hit).map((piece) => piece.text).join('')).toBe(hits.join(''));
  });
  it('puts people first by name, and after the rest when they only sound so', () => {
    const line = (kind: Choice['kind'], id: string, text: string): Choice => ({ id, kind, icon: 'list', text, own: null, language: null, beside: '', also: '', keys: [], does: { do: 'keys' }, quiet: false });
    const groups = [line('groups', 'g', 'Nour, mars')];
    expect(sections('nour', [line('people', 'p', 'Nour Al-Hassan')], groups).map(({ kind }) => kind)).toEqual(['people', 'groups']);
    expect(sections('nour', [line('people', 'p', 'Nawar')], groups).map(({ kind }) => kind)).toEqual(['groups', 'people']);
  });
});

describe('a day that is typed', () => {
  const day = (typed: string) => dayIn(typed, '2027-04-20');
  it.each([
    ['15/03', '2027-03-15', ''],
    ['dig-1 15/3', '2027-03-15', 'dig-1'],
    ['15.03.2028', '2028-03-15', ''],
    ['2027-05-13', '2027-05-13', ''],
    ['15 mars', '2027-03-15', ''],
    ['1er mai DIG', '2027-05-01', 'DIG'],
    ['3 févr', '2027-02-03', ''],
    ['20 décembre', '2026-12-20', ''],
    ['1er janvier 2029', '2029-01-01', ''],
  ])('%s', (typed, date, rest) => {
    showLanguage('fr');
    expect(day(typed)).toEqual({ date, rest });
  });
  it('is read in English too, and what is no day is none', () => {
    showLanguage('fr');
    for (const typed of ['31/02', '15/13', 'dig 1', '12 personnes', '3 jui', '1/2/3/4', '15']) expect(day(typed)).toBeNull();
    showLanguage('en');
    expect([day('March 15')?.date, day('15 march 2028')?.date, day('May 1st')?.date]).toEqual(['2027-03-15', '2028-03-15', '2027-05-01']);
  });
});

describe('the palette', () => {
  it('finds the sessions of a day beyond the two weeks that come, however it is written', async () => {
    const api = await open();
    for (const typed of ['13/05', '13 mai', '2027-05-13']) {
      await search(typed);
      expect(kinds()).toContain('sessions');
      expect(texts().filter((text) => text.includes('jeudi 13 mai')).length).toBeGreaterThan(0);
      expect(new Set(lines().map((line) => line.id)).size).toBe(lines().length);
    }
    const [code] = texts().find((text) => text.includes('jeudi 13 mai'))!.split(',');
    await search(`${code} 13/05`);
    expect(texts().every((text) => text.startsWith(code!))).toBe(true);
    // A day that is known already is told once, also in figures.
    await search('22/04');
    expect(texts().filter((text) => text.startsWith('DIG-1, jeudi 22 avril'))).toHaveLength(1);
    api.calls.length = 0;
    await press('Enter', 'Enter');
    expect(app.route.name).toBe('register');
  });
  it('finds the next sessions of a group by its code, and asks for them once', async () => {
    const api = await open();
    let times = 0;
    const before = api.cohortSessions.bind(api);
    api.cohortSessions = async (cohort) => {
      times += 1;
      return before(cohort);
    };
    await search('dig-2');
    const found = () => [...document.querySelectorAll('[data-kind="sessions"] .what')].map((line) => line.textContent!.trim());
    expect(found().length).toBeGreaterThan(4);
    expect(found().some((text) => text.includes(' mai, '))).toBe(true);
    const asked = times;
    await search('dig-2 ');
    await search('dig-2');
    expect([asked > 0, times]).toEqual([true, asked]);
  });

  it('finds a person by their name, marks what was typed, and goes there on Enter', async () => {
    const api = await open();
    expect(document.activeElement).toBe(find('palette-field'));
    await search('hassan');
    expect(kinds()[0]).toBe('people');
    expect(chosen()!.querySelector('mark')!.textContent).toBe('Hassan');
    expect(find('palette-count')!.textContent).toBe('1 résultat');
    expect(api.calls.filter((call) => call.startsWith('findPeople'))).toEqual(['findPeople hassan']);
    await press('Enter', 'Enter');
    expect(app.route.name).toBe('person');
    expect(find('palette')).toBeNull();
  });
  it('waits for the answer when Enter is faster', async () => {
    await open();
    const field = find('palette-field') as HTMLInputElement;
    field.value = 'hassan';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }));
    await until(() => app.route.name === 'person', 'the person');
  });
  it('goes through its lines with the arrows and leaves with Escape, the focus where it was', async () => {
    await open();
    const first = chosen()!.id;
    await press('ArrowDown', 'ArrowDown');
    expect(find('palette-field')!.getAttribute('aria-activedescendant')).toBe(chosen()!.id);
    expect(chosen()!.id).not.toBe(first);
    await press('ArrowUp', 'ArrowUp');
    await press('ArrowUp', 'ArrowUp');
    expect(chosen()).toBe(lines().at(-1));
    await press('Escape', 'Escape');
    expect(find('palette')).toBeNull();
    expect(app.route.name).toBe('register');
    expect(document.activeElement?.closest('[data-testid="register-grid"]')).not.toBeNull();
  });
  it('begins with the session that is on, and with what was chosen last', async () => {
    await open();
    expect(document.querySelector('[data-kind="sessions"] .what')!.textContent).toBe('DIG-1, aujourd’hui 14:00');
    await search('cod');
    await press('Enter', 'Enter');
    await until(() => app.route.name === 'cohorts' && find('part-sessions'), 'the group');
    await press('k', 'KeyK', { ctrlKey: true });
    await until(() => kinds().includes('recent'), 'the last choices');
    expect(texts()[0]).toContain('COD-1');
  });
  it('opens a form that is asked for, on the screen that shows it already', async () => {
    await open();
    await search('nouveau gr');
    await press('Enter', 'Enter');
    await until(() => find('give-up'), 'the new group');
    await press('k', 'KeyK', { ctrlKey: true });
    await search('lieux');
    await press('Enter', 'Enter');
    await until(() => find('add-venue'), 'the places');
  });
  it('offers only what the role may do', async () => {
    await open('joined');
    await search('nouveau');
    expect(texts()).not.toContain('Nouveau groupe');
    await search('cal claire');
    expect(texts().filter((text) => text.startsWith('Calendrier'))).toEqual([]);
    await press('Escape', 'Escape');
  });
  it('writes a calendar and says where, without leaving', async () => {
    const api = await open();
    await search('calendrier salle a');
    await press('Enter', 'Enter');
    await until(() => find('sheet-written'), 'where it is');
    expect(api.calls).toContain('saveCalendar venue venue-a');
    expect(find('palette')).not.toBeNull();
  });
  it('writes a volunteer’s calendar by name, for whoever leads', async () => {
    const api = await open();
    await search('cal claire');
    expect(chosen()!.textContent).toContain('Claire Fabre');
    await press('Enter', 'Enter');
    await until(() => find('sheet-written'), 'where it is');
    expect(api.calls.filter((call) => call.startsWith('saveCalendar volunteer')).length).toBe(1);
  });
  it('says what it could not read or write, and offers the rest', async () => {
    const api = await open();
    api.failing = true;
    await search('échanger');
    expect(document.querySelector('[data-testid="palette"] .absent')).not.toBeNull();
    expect(texts()).toContain('Échanger');
  });
  it('says that nothing fits', async () => {
    await open();
    await search('zzzq');
    expect(lines()).toEqual([]);
    expect(find('palette')!.textContent).toContain('Rien ne correspond à «\u202Fzzzq\u202F»');
  });
  it('is put away when the centre is locked', async () => {
    await open('leading');
    await search('hassan');
    await press('l', 'KeyL', { ctrlKey: true });
    await until(() => app.home?.phase === 'locked', 'the lock');
    expect(find('palette')).toBeNull();
    expect(app.over).toBeNull();
  });
});

describe('both', () => {
  it.each([['k', 'KeyK', { ctrlKey: true }], ['?', 'KeyM', { shiftKey: true }]] as const)('are in order for whoever does not see them: %s', async (key, code, more) => {
    await openRegister('planning');
    await press(key, code, more);
    await settle();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
});

describe('the keys', () => {
  it('of the screen come first, and Escape goes back to it', async () => {
    await openRegister('demo');
    await press('?', 'KeyM', { shiftKey: true });
    const shown = [...document.querySelectorAll<HTMLElement>('[data-testid="key-sheet"] [data-keys]')].map((list) => list.dataset['keys']);
    expect(shown).toEqual(['register', 'everywhere']);
    await press('Escape', 'Escape');
    expect(find('key-sheet')).toBeNull();
    expect(document.activeElement?.closest('[data-testid="register-grid"]')).not.toBeNull();
  });
  it('lead from the sheet to the whole list', async () => {
    await openRegister('demo');
    await press('?', 'KeyM', { shiftKey: true });
    await click('keys-all');
    await until(() => find('habit-singles'), 'the settings');
    await settle();
    expect(document.querySelectorAll('[data-keys]').length).toBe(PLACES.length);
  });
  it('are each declared once in their place, with words in both languages', () => {
    for (const place of PLACES) {
      const keys = keysAt(place).map((one) => one.keys.join(' '));
      expect(new Set(keys).size).toBe(keys.length);
    }
    for (const language of ['fr', 'en']) {
      showLanguage(language);
      for (const { title, keys } of SHORTCUTS) {
        expect(t(title)).not.toBe(title);
        for (const key of keys.filter((one) => /^(?:key|letter)-/.test(one))) expect(t(key)).not.toBe(key);
      }
    }
  });
});
