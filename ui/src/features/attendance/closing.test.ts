// Closing a register: no dialog, each missing thing with its own way out, reasons kept, and a closed one
// that is read only until it is opened again.
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { FakeApi, Scenario } from '../../api/fake';
import { click, find, focused, menuOf, openRegister, press, row, settle, shut, type, until } from '../../test-window';
import { warningId } from './closing.svelte';

afterEach(shut);
const closed = (api: FakeApi) => api.calls.filter((call) => call.startsWith('close '));
const missing = () => [...document.querySelectorAll<HTMLElement>('[data-missing]')].map((li) => li.dataset['missing']);
const ctrlEnter = () => press('Enter', 'Enter', { ctrlKey: true });

describe('the bar', () => {
  it('takes the place of the counts, and Escape goes back to the row', async () => {
    await openRegister('joined');
    await ctrlEnter();
    expect(find('closing-bar')).not.toBeNull();
    expect(find('counts')).toBeNull();
    expect(document.querySelector('[role="dialog"]')).toBeNull();
    expect(document.activeElement).toBe(find('close'));
    expect(find('closing-bar')!.textContent).toContain('2 non marqués');
    await press('Escape', 'Escape');
    expect(find('counts')).not.toBeNull();
    expect(focused()).toBe('learner-9');
  });

  it('closes nothing while somebody is not marked, and says what to do', async () => {
    const api = await openRegister('joined');
    await click('close-open');
    await click('close');
    expect(closed(api)).toEqual([]);
    expect(find('closing-stopped')!.textContent).toBe('Marquez ces personnes, ou laissez vide avec une raison.');
    expect(document.activeElement).toBe(find('closing-absent'));
  });

  it('marks the others absent, one mark each, then closes', async () => {
    const api = await openRegister('joined');
    await click('close-open');
    await click('closing-absent');
    api.everybodySigns();
    await until(() => missing().length === 0);
    expect(document.activeElement).toBe(find('close'));
    expect(row('learner-9')!.dataset['mark']).toBe('absent');
    await ctrlEnter();
    await until(() => find('closed'));
    expect(closed(api)).toEqual(['close [null,[]]']);
    expect(find('toast')!.textContent).toContain('appel clos');
  });

  it('leaves rows blank with one reason, asked in one field', async () => {
    const api = await openRegister('joined');
    await click('close-open');
    await click('closing-blank');
    expect(document.activeElement).toBe(find('closing-reason'));
    await press('Enter', 'Enter');
    expect(closed(api)).toEqual([]);
    expect(find('closing-reason')!.getAttribute('aria-invalid')).toBe('true');
    await type('closing-reason', 'Partis avant l’appel');
    await press('Enter', 'Enter');
    await until(() => find('closed'));
    expect(closed(api)).toEqual(['close ["Partis avant l’appel",[]]']);
    expect(find('closed')!.textContent).toContain('Clos par Claire F.');
    expect(find('closed')!.textContent).toContain('Partis avant l’appel');
    expect(row('learner-9')!.textContent).toContain('laissé vide');
  });

  it('shows who is missing, one after the other, where they can be marked', async () => {
    const api = await openRegister('joined');
    await click('close-open');
    await click('closing-show');
    expect(focused()).toBe('learner-10');
    await click('closing-show');
    expect(focused()).toBe('learner-9');
    await press('p');
    await press('p');
    // Counted by the core, once it has the marks.
    await until(() => missing().join() === 'unsigned' && find('closing-bar')!.textContent!.includes('4 signatures manquent'));
    api.everybodySigns();
    await until(() => missing().length === 0);
    expect(find('closing-bar')).not.toBeNull();
  });

  it('asks of each warning a reason or that it be noted', async () => {
    const api = await openRegister('warned');
    await press('P', 'KeyP', { shiftKey: true });
    await until(() => row('learner-10')!.dataset['saving'] === 'false');
    api.everybodySigns();
    await ctrlEnter();
    await until(() => missing().length === 2);
    expect(find('closing-bar')!.textContent).toContain('Saisi 95 minutes après la fin de la séance.');
    expect(find('closing-bar')!.textContent).toContain('Nour Al-Hassan est aussi marqué présent en DIG-2');
    await click('close');
    expect(closed(api)).toEqual([]);
    expect(document.activeElement).toBe(find('warning-reason'));
    await type('warning-reason', 'Panne de courant');
    await press('Enter', 'Enter');
    expect(closed(api)).toEqual([]);
    document.querySelectorAll<HTMLElement>('[data-testid="warning-note"]')[1]!.click();
    await settle();
    await ctrlEnter();
    await until(() => find('closed'));
    expect(closed(api)).toEqual(['close [null,[{"code":"after_end","reason":"Panne de courant"},{"code":"two_places","reason":""}]]']);
  });

  it('keeps a warning noted while its minutes go by, and asks again when it is another', () => {
    const late = (minutes: string) => warningId({ code: 'after_end', args: { minutes } });
    const full = (count: string) => warningId({ code: 'over_capacity', args: { count, capacity: '12' } });
    expect(late('31')).toBe(late('32'));
    expect(full('13')).not.toBe(full('14'));
    expect(late('31')).not.toBe(full('31'));
  });

  it('does not close over marks that are not saved', async () => {
    const api = await openRegister('joined');
    api.everybodySigns();
    api.failing = true;
    await press('p');
    await press('p');
    await click('close-open');
    await until(() => missing().join() === 'unsaved');
    await click('close');
    expect(closed(api)).toEqual([]);
    api.failing = false;
    await click('closing-retry');
    await until(() => missing().join() === 'unsigned');
    api.everybodySigns();
    await until(() => missing().length === 0);
    await click('close');
    await until(() => find('closed'));
  });

  it('says why the core refused', async () => {
    const api = await openRegister('joined');
    await press('P', 'KeyP', { shiftKey: true });
    await until(() => row('learner-10')!.dataset['saving'] === 'false');
    api.everybodySigns();
    await ctrlEnter();
    await until(() => missing().length === 0);
    api.failing = true;
    await click('close');
    expect(find('closing-stopped')!.textContent).toContain('disque est plein');
    expect(find('closing-bar')).not.toBeNull();
  });
});

describe('a closed register', () => {
  it('is read, not written: keys and presses change nothing and say so', async () => {
    const api = await openRegister('closed');
    expect(find('closed')!.textContent).toContain('Clos par Claire Fabre.');
    for (const id of ['mark-rest', 'walk-in-open', 'close-open', 'more']) expect(find(id)).toBeNull();
    await press('p');
    row('learner-9')!.querySelector<HTMLElement>('[data-cell="late"]')!.click();
    for (const key of ['n', 'w', 'i']) await press(key);
    await press('P', 'KeyP', { shiftKey: true });
    await ctrlEnter();
    await settle();
    expect(row('learner-9')!.dataset['mark']).toBe('none');
    expect(row('learner-9')!.querySelector('.mark')!.getAttribute('aria-disabled')).toBe('true');
    for (const id of ['walk-in', 'pause-bar', 'closing-bar']) expect(find(id)).toBeNull();
    expect(find('spoken')!.textContent!.trim()).toBe('L’appel est clos. Rien n’a été changé.');
    expect(api.calls.filter((call) => !/^(register|stillHere)/.test(call))).toEqual([]);
    await press('ArrowUp', 'ArrowUp');
    expect(focused()).toBe('learner-8');
  });

  it('is opened again with a reason', async () => {
    const api = await openRegister('closed');
    await click('reopen-begin');
    expect(document.activeElement).toBe(find('reopen-reason'));
    await press('Escape', 'Escape');
    expect(find('reopen-reason')).toBeNull();
    await click('reopen-begin');
    await type('reopen-reason', 'Une erreur');
    await click('reopen');
    await until(() => find('close-open'));
    expect(api.calls).toContain('reopen Une erreur');
    expect(focused()).not.toBeNull();
  });

  it('is kept by headquarters once it is sealed, and says who may help when one may not', async () => {
    const api = await openRegister('sealed');
    expect(find('closed')!.textContent).toContain('Le siège le garde');
    expect(find('reopen-begin')).toBeNull();
    api.sheetFromElsewhere({ state: 'closed', may_reopen: false });
    await until(() => find('closed')!.textContent!.includes('demandez à la personne'));
    expect(find('reopen-begin')).toBeNull();
  });

  it('takes away what was being typed when it is closed from elsewhere', async () => {
    const api = await openRegister('joined');
    await press('w');
    api.sheetFromElsewhere({ state: 'closed', by: 'Inès R.', may_reopen: true });
    await until(() => find('closed'));
    expect(find('walk-in')).toBeNull();
    expect(focused()).not.toBeNull();
  });
});

describe('the day', () => {
  it('says of a session that its register is closed', async () => {
    await openRegister('joined');
    location.hash = '#/today';
    await until(() => find('state-closed'));
    expect(find('state-closed')!.textContent).toBe('Clos');
  });
});

const STATES: [string, Scenario, () => Promise<unknown>][] = [
  ['closed', 'closed', () => settle()],
  ['sealed', 'sealed', () => settle()],
  ['of an earlier day', 'earlier', () => settle()],
  ['being closed', 'warned', () => ctrlEnter()],
  ['with an interruption being typed', 'joined', () => press('i')],
  ['with more actions', 'joined', () => click('more')],
  ['with a name being typed', 'joined', () => press('w').then(() => type('walk-in-name', 'Nu'))],
  ['full', 'full', () => press('w').then(() => type('walk-in-name', 'Zed')).then(() => press('Enter', 'Enter'))],
  ['filtered', 'joined', () => press('/', 'Slash').then(() => type('filter', 'no'))],
  ['with the menu of a row', 'joined', () => menuOf('learner-2')],
];

describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it.each(STATES)('a register %s', async (_, scenario, act) => {
    await openRegister(scenario, language);
    await act();
    await settle();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false }, region: { enabled: true } } });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
});
