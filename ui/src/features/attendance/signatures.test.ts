// Signatures from the register's side: what a row shows, the ways to sign, to be attested and to be made
// void, what closing asks of those who have not signed, and what a sheet that is shut says.
import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { SignedHalf } from '../../api';
import { FakeApi, type Scenario } from '../../api/fake';
import { click, find, focused, menuOf, openRegister, press, row, settle, shut, type, until } from '../../test-window';
import { showLanguage, t } from '../../words/words.svelte';
import { Desk } from './desk.svelte';
import { Hands } from './hands.svelte';
import { lacking, shortNames, signedWords, standing, tallySigned } from './signatures';

afterEach(shut);
const on = (css: string) => document.querySelector<HTMLElement>(css);
const words = (element: Element | null) => element?.textContent?.replace(/[ \n\t]+/g, ' ').trim();
const signs = (person: string) => [...(row(person)?.querySelectorAll<SVGElement>('[data-signed]') ?? [])].map((mark) => mark.dataset['signed']);
const asked = (api: FakeApi, what: string) => api.calls.filter((call) => call.startsWith(what));
const missing = () => [...document.querySelectorAll<HTMLElement>('[data-missing]')].map((li) => li.dataset['missing']);
const items = () => [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].map((item) => item.dataset['item']);
async function choose(person: string, item: string) {
  await menuOf(person);
  on(`[data-item="${item}"]`)!.click();
  await settle();
}
const why = () => on('.reason .why') as HTMLInputElement;
async function give(reason: string) {
  why().value = reason;
  why().dispatchEvent(new InputEvent('input', { bubbles: true }));
  on('.reason')!.closest('form')!.requestSubmit();
  await settle();
}

const half = (state: SignedHalf['state'], more: Partial<SignedHalf> = {}): SignedHalf => ({ half: 'afternoon', state, way: 'drawn', at_ms: null, id: state === 'none' ? null : 'x', ...more });

describe('what is shown', () => {
  it('counts the signatures of who is here, and none of who is not', () => {
    const present = { status: 'present', late: null, left: null } as const;
    const away = { status: 'absent', late: null, left: null } as const;
    const rows = [
      { mark: present, signed: [half('signed'), half('none')] },
      { mark: { ...present, status: 'remote' as const }, signed: [half('again'), half('signed')] },
      { mark: away, signed: [half('none'), half('none')] },
      { mark: null, signed: [half('signed'), half('none')] },
    ];
    expect(tallySigned(rows)).toEqual({ count: 2, of: 4 });
  });
  it('knows what is still to be signed, and what can be made void', () => {
    const all = (['none', 'signed', 'again', 'void', 'broken'] as const).map((state) => half(state));
    expect(lacking(all).map((one) => one.state)).toEqual(['none', 'again', 'void', 'broken']);
    expect(standing(all).map((one) => one.state)).toEqual(['signed', 'again', 'broken']);
  });
  it('says each half, how and when', () => {
    showLanguage('fr');
    const day = [half('signed', { half: 'morning', at_ms: 5 }), half('none')];
    expect(signedWords(day, t, () => '9:05')).toBe('matin\u202F: signé, dessin, 9:05 · après-midi\u202F: pas encore signé');
    expect(signedWords([half('signed', { way: 'witnessed' })], t, () => '')).toBe('signé, attesté');
  });
  it('shortens names where nobody is mistaken for another', () => {
    expect(shortNames(['Nour Al-Hassan', 'Giorgi Beridze', 'Zeinab', 'رضا احمدی'])).toEqual(['Nour A.', 'Giorgi B.', 'Zeinab', 'رضا ا.']);
    expect(shortNames(['Ali Reza', 'Ali Rahimi'])).toEqual(['Ali Reza', 'Ali Rahimi']);
    expect(shortNames(['Ali Reza'], ['Ali Reza', 'Ali Rahimi'])).toEqual(['Ali Reza']);
  });
});

describe('a row', () => {
  it('shows its signature at its end, in a shape and in words', async () => {
    await openRegister('joined');
    expect(['learner-1', 'learner-4', 'learner-6', 'learner-9'].map(signs)).toEqual([['signed'], ['none'], [], []]);
    expect(row('learner-1')!.querySelector('.cell-sign [role="img"]')!.getAttribute('aria-label')).toBe('Tesfay Gebremedhin\u202F: signé, dessin, 14:10');
    const asks = row('learner-4')!.querySelector('[data-cell="sign"]')!;
    expect(asks.getAttribute('aria-label')).toBe('Giorgi Beridze\u202F: pas encore signé. Faire signer.');
    expect(row('learner-1')!.querySelector('[data-cell="sign"]')).toBeNull();
    expect(signs('volunteer-1')).toEqual(['none']);
  });
  it('shows two small marks for two halves', async () => {
    await openRegister('two-halves', 'en');
    expect(signs('learner-1')).toEqual(['signed', 'none']);
    expect(row('learner-1')!.querySelector('[data-cell="sign"]')!.getAttribute('aria-label')).toContain('morning: signed, drawing, 14:10 · afternoon: not signed yet');
  });
  it('must be signed again once its line has changed, and not after that is undone', async () => {
    await openRegister('joined');
    row('learner-1')!.querySelector<HTMLElement>('[data-cell="late"]')!.click();
    await settle();
    await press('Enter', 'Enter');
    await until(() => signs('learner-1').join() === 'again');
    await press('z', 'KeyW', { ctrlKey: true });
    await until(() => signs('learner-1').join() === 'signed');
  });
});

describe('sign mode', () => {
  it('is one key away from a row, with that person', async () => {
    const api = new FakeApi('joined');
    const desk = new Desk(api, 'session-2');
    await desk.read();
    const opened: (string | undefined)[] = [];
    const hands = new Hands(desk, () => {}, () => {}, async (session, person) => void opened.push(`${session} ${person}`));
    hands.begin();
    hands.goTo('learner-4');
    expect(hands.hear({ do: 'sign' })).toBe(true);
    hands.sign();
    expect(opened).toEqual(['session-2 learner-4', 'session-2 undefined']);
    expect([hands.row, hands.cell]).toEqual(['learner-4', 'sign']);
  });
  it('is opened by S on the row', async () => {
    const api = await openRegister('joined');
    for (let i = 0; i < 5; i += 1) await press('ArrowUp', 'ArrowUp');
    expect(focused()).toBe('learner-4');
    await press('s');
    await until(() => asked(api, 'beginSigning').length === 1);
  });
  it('is opened by the button of the bar, which counts', async () => {
    const api = await openRegister('joined');
    const button = [...document.querySelectorAll<HTMLElement>('.session .button')].find((one) => one.textContent!.includes('Signatures'))!;
    expect(words(button)).toBe('Signatures4 / 64 sur 6');
    button.click();
    await until(() => asked(api, 'beginSigning session-2').length === 1);
  });
  it('is not for who is not here, and says so', async () => {
    const api = await openRegister('joined');
    await press('s');
    expect(find('spoken')!.textContent).toContain('Fatoumata Diallo n’est pas noté présent');
    const before = find('spoken')!.textContent;
    await press('s');
    expect(find('spoken')!.textContent).not.toBe(before);
    expect(asked(api, 'beginSigning')).toEqual([]);
    await menuOf('learner-6');
    expect(items()).toEqual(['left', 'remote', 'note', 'history', 'clear']);
  });
  it('says on the page why it did not open', async () => {
    const api = await openRegister('joined');
    api.beginSigning = () => Promise.reject(new Error('no'));
    await press('ArrowUp', 'ArrowUp');
    await press('ArrowUp', 'ArrowUp');
    await press('s');
    expect(document.querySelector('.page [role="alert"]')!.textContent).toContain('Quelque chose n’a pas marché');
    expect(focused()).toBe('learner-7');
  });
});

describe('somebody who cannot sign', () => {
  it('is attested with a reason, which nothing takes back', async () => {
    const api = await openRegister('joined');
    await menuOf('learner-4');
    expect(items()).toEqual(['left', 'remote', 'note', 'sign', 'witness', 'history', 'clear']);
    on('[data-item="witness"]')!.click();
    await settle();
    expect(document.activeElement).toBe(why());
    expect(row('learner-4')!.contains(why())).toBe(true);
    expect(on('.reason [type="radio"]')).toBeNull();
    await give('  ');
    expect(why().getAttribute('aria-invalid')).toBe('true');
    expect(words(on('.reason [role="alert"]'))).toBe('Dites pourquoi.');
    await press('p');
    expect(row('learner-4')!.dataset['mark']).toBe('late');
    await give('Main plâtrée');
    await until(() => signs('learner-4').join() === 'signed');
    expect(asked(api, 'witness')).toEqual(['witness learner-4 afternoon Main plâtrée']);
    expect(on('.reason')).toBeNull();
    expect(focused()).toBe('learner-4');
    expect(find('toast')!.textContent).toContain('présence de Giorgi Beridze attestée');
    expect(find('toast')!.querySelector('button')).toBeNull();
    expect(find('spoken')!.textContent).toContain('présence de Giorgi Beridze attestée');
  });
  it('is attested for the half that is chosen', async () => {
    const api = await openRegister('two-halves');
    await choose('learner-1', 'witness');
    expect(on('.reason [type="radio"]')).toBeNull();
    await press('Escape', 'Escape');
    expect(on('.reason')).toBeNull();
    expect(focused()).toBe('learner-1');
    await choose('learner-4', 'witness');
    const radios = [...document.querySelectorAll<HTMLInputElement>('.reason [type="radio"]')];
    expect(radios.map((radio) => radio.checked)).toEqual([true, false]);
    radios[1]!.click();
    await give('Tremble');
    await until(() => signs('learner-4').join() === 'none,signed');
    expect(asked(api, 'witness')).toEqual(['witness learner-4 afternoon Tremble']);
  });
  it('may be a volunteer', async () => {
    const api = await openRegister('joined');
    await choose('volunteer-2', 'witness');
    await give('Écran cassé');
    await until(() => signs('volunteer-2').join() === 'signed');
    expect(asked(api, 'witness').length).toBe(1);
  });
  it('keeps what was typed when it is refused', async () => {
    const api = await openRegister('joined');
    await choose('learner-4', 'witness');
    api.failing = true;
    await give('Main plâtrée');
    expect(words(on('.reason [role="alert"]'))).toContain('disque est plein');
    expect(why().value).toBe('Main plâtrée');
    expect(document.activeElement).toBe(why());
  });
});

describe('a signature', () => {
  it('is made void with a reason, and can then be given again', async () => {
    const api = await openRegister('joined');
    await choose('learner-2', 'void');
    await give('Signé par sa voisine');
    await until(() => signs('learner-2').join() === 'void');
    expect(asked(api, 'voidSignature')).toEqual(['voidSignature signature-learner-2-afternoon Signé par sa voisine']);
    expect(find('toast')!.textContent).toContain('signature de Nour Al-Hassan annulée');
    expect(find('toast')!.querySelector('button')).toBeNull();
    await menuOf('learner-2');
    expect(items()).toEqual(['left', 'remote', 'note', 'sign', 'witness', 'history', 'clear']);
  });
});

describe('closing with signatures missing', () => {
  const begin = async () => {
    const api = await openRegister('joined');
    await click('close-open');
    await click('closing-absent');
    await until(() => missing().join() === 'unsigned');
    return api;
  };
  it('names who is here and has not signed, and stops there', async () => {
    const api = await begin();
    expect(words(on('[data-missing="unsigned"]'))).toContain('2 signatures manquent\u202F: Giorgi B., Abdirahman W.');
    await click('close');
    expect(asked(api, 'close ')).toEqual([]);
    expect(document.activeElement).toBe(on('[data-way="sign"]'));
    expect(find('closing-stopped')!.textContent).toContain('Faites signer ces personnes');
    on('[data-missing="unsigned"] .link')!.click();
    await settle();
    expect(focused()).toBe('learner-4');
    expect(find('closing-bar')).not.toBeNull();
  });
  it('lets them sign', async () => {
    const api = await begin();
    on('[data-way="sign"]')!.click();
    await until(() => asked(api, 'beginSigning').length === 1);
  });
  it('is closed when it was signed on paper', async () => {
    const api = await begin();
    on('[data-way="paper"]')!.focus();
    on('[data-way="paper"]')!.click();
    await until(() => missing().length === 0);
    expect(api.calls).toContain('paper true');
    await until(() => document.activeElement === find('close'));
    await click('close');
    await until(() => find('closed'));
    expect(asked(api, 'close ')).toEqual(['close [null,[]]']);
  });
  it('is closed without them, with a reason', async () => {
    const api = await begin();
    on('[data-way="reason"]')!.click();
    await settle();
    expect(document.activeElement).toBe(find('closing-reason'));
    expect(find('closing-reason')!.getAttribute('aria-label')).toBe('Pourquoi sans signature\u202F?');
    await press('Enter', 'Enter');
    expect(find('closing-reason')!.getAttribute('aria-invalid')).toBe('true');
    await type('closing-reason', 'Évacuation');
    await press('Enter', 'Enter');
    await until(() => find('closed'));
    expect(asked(api, 'close ')).toEqual(['close ["Évacuation",[]]']);
    expect(words(on('[data-closed-more]'))).toContain('Signé par Claire F. à la clôture');
  });
  it('asks for one reason for blanks and signatures together', async () => {
    const api = await openRegister('joined');
    await click('close-open');
    await until(() => missing().join() === 'unmarked,unsigned');
    on('[data-way="reason"]')!.click();
    await settle();
    expect(document.querySelectorAll('[data-for="reason"]').length).toBe(1);
    expect(on('[data-missing="unmarked"]')!.contains(find('closing-reason'))).toBe(true);
    expect(words(on('[data-missing="unsigned"]'))).toContain('le même motif');
    await type('closing-reason', 'Coupure');
    await press('Enter', 'Enter');
    await until(() => find('closed'));
    expect(asked(api, 'close ')).toEqual(['close ["Coupure",[]]']);
  });
  it('remarks signatures in a row, late ones, and a clock that is off', async () => {
    const api = await openRegister('hurried');
    await press('P', 'KeyP', { shiftKey: true });
    await until(() => row('learner-10')!.dataset['saving'] === 'false');
    api.everybodySigns();
    await press('Enter', 'Enter', { ctrlKey: true });
    await until(() => missing().length === 3);
    const said = [...document.querySelectorAll('[data-missing="warning"] .sentence')].map((sentence) => words(sentence));
    expect(said[0]).toContain('6 signatures ont été données en 14 secondes');
    expect(said[1]).toContain('2 signatures ont été données bien après la fin');
    expect(said[2]).toContain('25 minutes d’écart');
    document.querySelectorAll<HTMLElement>('[data-testid="warning-note"]').forEach((note) => note.click());
    await settle();
    await click('close');
    await until(() => find('closed'));
    expect(asked(api, 'close ')[0]).toContain('"in_a_row"');
  });
});

describe('a sheet that is shut', () => {
  it('says its version and who must sign again', async () => {
    await openRegister('versions');
    expect(words(on('[data-closed-more]'))).toBe('Signé par Claire F. à la clôture Version 2 Doivent signer de nouveau\u202F: Giorgi B. et Abdirahman W.');
    expect(on('[data-closed-more] a')!.getAttribute('href')).toBe('#/history/session/session-2');
    expect(signs('learner-4')).toEqual(['again']);
    await menuOf('learner-4');
    expect(items()).toEqual(['history']);
  });
  it('says since when it is sealed, and changes in nothing', async () => {
    const api = await openRegister('sealed');
    expect(words(find('closed'))).toContain('Scellé par le siège le mardi 27 avril.');
    expect(find('reopen-begin')).toBeNull();
    for (const key of ['s', 'p', 'n']) await press(key);
    expect(find('spoken')!.textContent).toContain('Rien n’a été changé');
    expect(on('[data-cell="sign"]')).toBeNull();
    expect(api.calls.filter((call) => !/^(register|stillHere)/.test(call))).toEqual([]);
  });
});

describe('a sheet that is not what was written', () => {
  it('names whose it is above the grid, marks the row, and gives the way out', async () => {
    const api = await openRegister('suspect');
    const banner = on('[data-suspects]')!;
    expect(words(banner.querySelector('[role="alert"]'))).toContain('Ce qui est affiché pour Nour A., Youssef B. n’est pas ce qui a été écrit.');
    expect(words(banner)).toContain('prévenez la coordination ou le siège');
    for (const person of ['learner-2', 'volunteer-2']) expect(row(person)!.querySelector('[data-tag="suspect"]')!.textContent).toBe('à vérifier');
    expect(row('learner-1')!.dataset['suspect']).toBeUndefined();
    expect(signs('learner-2')).toEqual(['broken']);
    banner.querySelector<HTMLElement>('.link')!.click();
    await settle();
    expect(focused()).toBe('learner-2');
    banner.querySelector<HTMLElement>('.button')!.click();
    await until(() => find('sheet-written'));
    expect(api.calls).toContain('exportSheet session-2 false null');
  });
  it('may be the session itself', async () => {
    const api = await openRegister('joined');
    api.signed_.suspect = ['session-2'];
    api.say('records-changed');
    await until(() => on('[data-suspects]'));
    expect(words(on('[data-suspects]'))).toContain('Ce qui est affiché de la séance elle-même');
    expect(words(on('[data-suspects]'))).not.toContain('affiché pour');
  });
});

const STATES: [string, Scenario, () => Promise<unknown>][] = [
  ['of two halves', 'two-halves', () => choose('learner-4', 'witness')],
  ['with the menu of who has signed', 'joined', () => menuOf('learner-2')],
  ['with a volunteer’s reason', 'joined', () => choose('volunteer-1', 'witness')],
  ['being closed', 'hurried', () => click('close-open').then(() => until(() => missing().length > 3))],
  ['with a reason for closing', 'joined', () => click('close-open').then(() => until(() => missing().includes('unsigned'))).then(() => on('[data-way="reason"]')!.click())],
  ['of a second version', 'versions', () => settle()],
  ['that is suspect', 'suspect', () => settle()],
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
