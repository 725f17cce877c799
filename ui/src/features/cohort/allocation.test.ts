// Who pays for a group, a workshop in one form, a place and its agreement, levels by programme: what is typed, and
// the groups' screen by hand and by keys.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AllocationView, CohortRow } from '../../api';
import { FakeApi } from '../../api/fake';
import { all, asked, barriers, choose, click, on, open, press, put, shut, submit, words } from '../../test-screen';
import { settle } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';
import { added, bands, choices, isSame, leftOf, outsideText, sharesOf, stepped, whyNot, type Share } from './allocation';
import { contactsFor, conventionState, conventionText, isConvention } from './convention';
import { forgetDraft } from './draft.svelte';
import { countText, parted } from './groups';
import * as workshop from './workshop';

beforeEach(() => showLanguage('fr'));
afterEach(async () => {
  await shut();
  forgetDraft();
});
const share = (percent: number, funding = String(percent)): Share => ({ funding, title: funding, percent });
const plain = (text: string | null) => text?.replace(/[\u00A0\u202F]/g, ' ');

describe('shares', () => {
  it('are whole numbers that are a hundred together at most', () => {
    expect([whyNot([]), whyNot([share(60), share(40)])]).toEqual([null, null]);
    expect(plain(whyNot([share(60), share(41)]))).toBe('1 % de trop : le total ne dépasse pas 100 %. Rien ne sera enregistré ainsi.');
    for (const bad of [0, -1, 1.5, 101, NaN]) expect(whyNot([share(bad, 'Région')])).toContain('Région');
    expect([leftOf([]), leftOf([share(60), share(NaN)]), leftOf([share(80), share(40)])]).toEqual([100, 40, -20]);
  });
  it('step with arrows and page keys, and stay shares', () => {
    expect([stepped('ArrowUp', 60), stepped('ArrowDown', 1), stepped('PageUp', 95), stepped('PageDown', 25), stepped('ArrowUp', NaN), stepped('a', 5)]).toEqual([61, 1, 100, 15, 1, null]);
  });
  it('are drawn on a bar that holds them all', () => {
    expect(bands([share(25), share(60)]).map(({ from, share: wide }) => [from, wide])).toEqual([[0, 25], [25, 60]]);
    const over = bands([share(100), share(60), share(NaN)]);
    expect(over.map(({ from, share: wide }) => [from, wide])).toEqual([[0, 62.5], [62.5, 37.5], [100, 0]]);
  });
  it('are added with what is left, each line once', async () => {
    const fundings = await new FakeApi('planning').fundings();
    const shares = [share(85, 'funding-region')];
    expect(choices([...fundings, { ...fundings[0]!, id: 'old', is_archived: true }], shares).map((row) => row.id)).toEqual(['funding-horizon', 'funding-city']);
    expect(added(shares, fundings[0]!).at(-1)!.percent).toBe(15);
    expect(added([share(100)], fundings[0]!).at(-1)!.percent).toBe(1);
    const view: AllocationView = { cohort: 'c', left: 40, lines: [{ funding: 'a', title: 'A', percent: 60, is_outside: true }] };
    expect([isSame(sharesOf(view), view), isSame([], view)]).toEqual([true, false]);
  });
  it('are told when the group has days outside of the line', () => {
    const line = { first: '2027-01-01', last: '2027-04-20' };
    const out = (first: string | null, last: string | null) => outsideText({ first, last }, line) !== null;
    expect([out('2027-03-30', '2027-04-20'), out('2027-03-30', '2027-04-21'), out('2026-12-31', '2027-02-01'), out(null, null)]).toEqual([false, true, true, false]);
    expect([outsideText({ first: '2020-01-01', last: '2020-01-01' }, { first: null, last: null }), outsideText({ first: null, last: null }, undefined)]).toEqual([null, null]);
  });
});

describe('an agreement', () => {
  const convention = { first: '2026-09-01', last: '2027-05-31', reference: '' };
  it.each([['2026-08-31', 'coming'], ['2026-09-01', 'holds'], ['2027-03-31', 'holds'], ['2027-04-01', 'soon'], ['2027-05-31', 'soon'], ['2027-06-01', 'over']])('on %s is %s', (today, state) => expect(conventionState(convention, today)).toBe(state));
  it('is told with its day', () => {
    expect([conventionText({ convention }, '2027-04-20'), conventionText({ convention }, '2027-06-02'), conventionText({ convention: null }, '2027-06-02')]).toEqual([expect.stringContaining('finit dans 41 jours'), expect.stringContaining('a fini le lundi 31 mai'), '']);
  });
  it('has both days, in their order, or nothing', () => {
    const is = (first: string | null, last: string | null, reference = '') => isConvention({ first, last, reference });
    expect([is(null, null), is('2027-01-01', '2027-01-01'), is('2027-01-01', null), is('2027-01-02', '2027-01-01'), is(null, null, 'C-1')]).toEqual([true, true, false, false, false]);
  });
  it('offers those to call at who lends the place first', async () => {
    const { rows } = await new FakeApi('planning').partners();
    expect(contactsFor(rows, 'Mission locale des Graves').map((one) => one.name)).toEqual(['Samir Lagarde', 'Odile', 'Hélène Castaing']);
  });
});

describe('a workshop', () => {
  it('begins today, takes what its level is, and says what is missing', async () => {
    const api = new FakeApi('planning');
    const [levels, { programmes }] = await Promise.all([api.levels(), api.catalogue()]);
    const { first, others } = workshop.choices(levels, programmes);
    expect([first.map((row) => row.code), others.map((group) => group.title)]).toEqual([['COD-0', 'PASS-A'], ['DIGITAL', 'CODE', 'Pour les aidants']]);
    let fields = workshop.fieldsOf('2027-04-20');
    expect([workshop.wrong(fields, '2027-04-20'), fields.date]).toEqual(['plan-why-level', '2027-04-20']);
    fields = workshop.withLevel(fields, workshop.levelOf(programmes, 'level-cod-0')!);
    expect([fields.end, fields.audience, workshop.wrong(fields, '2027-04-20')]).toEqual(['17:00', 'learners', null]);
    expect(workshop.withLevel(fields, workshop.levelOf(programmes, 'level-aid')!).audience).toBe('helpers');
    const wrong = (change: Partial<workshop.WorkshopFields>) => workshop.wrong({ ...fields, ...change }, '2027-04-20');
    expect([wrong({ date: '2027-04-19' }), wrong({ end: '13:00' }), wrong({ capacity: 0 }), wrong({ capacity: 501 })]).toEqual(['workshop-why-day', 'cohort-hours-wrong', 'plan-why-seats', 'plan-why-seats']);
    expect(workshop.workshopInput({ ...fields, place: 'elsewhere', room: ' Gymnase ' })).toMatchObject({ venue: null, room: 'Gymnase', start: 840, end: 1020 });
  });
  it('stands apart in the list, those to come first', () => {
    const row = (id: string, first: string, form: string): CohortRow => ({ id, code: id, title: '', level: null, room: null, first, last: first, held: 0, sessions: 1, learners: 0, capacity: 8, volunteers: 4, next: null, form, audience: 'learners' });
    const rows = [row('past', '2027-04-01', 'workshop'), row('later', '2027-06-01', 'workshop'), row('soon', '2027-05-01', 'workshop'), row('group', '2027-05-02', 'course')];
    expect(parted(rows, '2027-04-20').map(({ part, rows: some }) => [part, some.map(({ id }) => id)])).toEqual([['coming', ['group']], ['workshop', ['soon', 'later', 'past']]]);
    expect([countText(rows), countText(rows.slice(0, 1)), countText([])]).toEqual(['1 groupe, 3 ateliers', '1 atelier', 'aucun']);
  });
  it('keeps levels by programme, and what no programme names last', async () => {
    const api = new FakeApi('planning');
    const [levels, { programmes }] = await Promise.all([api.levels(), api.catalogue()]);
    const extra = { id: 'x', code: 'X', title: 'X', minutes: 0, sessions: 1 };
    expect(workshop.grouped([...levels, extra], programmes).map((group) => [group.title, group.levels.length])).toEqual([['DIGITAL', 2], ['CODE', 2], ['Ateliers', 1], ['Pour les aidants', 1], ['', 1]]);
  });
});

const groups = (language = 'fr', prepare?: Parameters<typeof open>[4]) => open('#/cohorts', '[data-testid="add-cohort"]', 'planning', language, prepare);
async function money(language = 'fr') {
  const api = await groups(language);
  await click('[data-group="cohort-1"]');
  await click('[data-testid="part-funding"]');
  await settle(60);
  return api;
}
const said = () => words('[data-testid="allocation-said"]');
const save = () => on<HTMLButtonElement>('[data-testid="allocation"] [type="submit"]')!;

describe('who pays for a group', () => {
  it('is told with what is left, and warned of dates', async () => {
    await money();
    expect(all('[data-share] label').map((label) => label.textContent)).toEqual(['Fondation Horizon 2027', 'Région, numérique pour tous']);
    expect([said(), save().disabled]).toEqual(['15 % ne sont pas encore payés', true]);
    expect(plain(on('[data-testid="allocation"] svg')!.getAttribute('aria-label'))).toBe('Fondation Horizon 2027 25 %, Région, numérique pour tous 60 %, 15 % ne sont pas encore payés');
    expect(words('#outside-0')).toContain('Ce financement va du 1er janvier au 20 avril 2027');
    expect(on('#outside-1')).toBeNull();
  });
  it('is changed by keys, never over the whole, and saved', async () => {
    const api = await money();
    on('#share-0')!.focus();
    await press('PageUp');
    await press('PageUp');
    expect([said(), save().disabled]).toEqual(['5 % de trop : le total ne dépasse pas 100 %. Rien ne sera enregistré ainsi.', true]);
    await submit('[data-testid="allocation"] form');
    expect(asked(api, 'saveAllocation')).toEqual([]);
    for (let i = 0; i < 5; i += 1) await press('ArrowDown');
    expect([said(), save().disabled]).toEqual(['Tout est payé', false]);
    await submit('[data-testid="allocation"] form');
    expect(asked(api, 'saveAllocation')).toEqual([['cohort-1', [{ funding: 'funding-horizon', percent: 40 }, { funding: 'funding-region', percent: 60 }]]]);
    expect(words('[data-testid="toast"]')).toContain('financement de DIG-1');
    on('main')!.focus();
    await press('z', { ctrlKey: true });
    await settle(80);
    expect([on<HTMLInputElement>('#share-0')!.value, said()]).toEqual(['25', '15 % ne sont pas encore payés']);
  });
  it('takes another line with what is left, and lets one go', async () => {
    const api = await money();
    await choose('#allocation-add', 'funding-city');
    expect([document.activeElement?.id, on<HTMLInputElement>('#share-2')!.value, on('#allocation-add')]).toEqual(['share-2', '15', null]);
    await click('[data-share="funding-horizon"] button');
    expect([document.activeElement?.id, said()]).toEqual(['share-0', '25 % ne sont pas encore payés']);
    await submit('[data-testid="allocation"] form');
    expect(asked(api, 'saveAllocation')).toEqual([['cohort-1', [{ funding: 'funding-region', percent: 60 }, { funding: 'funding-city', percent: 15 }]]]);
  });
  it('gives up what was typed with Escape, and stays', async () => {
    await money();
    await put('#share-0', '70');
    on('#share-0')!.focus();
    await press('Escape');
    expect([on<HTMLInputElement>('#share-0')!.value, words('h1')]).toEqual(['25', 'DIG-1 Initiation']);
    await press('Escape');
    expect(words('h1')).toBe('Groupes');
  });
  it('keeps what is being typed when something comes from elsewhere, and when the disk is full', async () => {
    const api = await money();
    await put('#share-0', '30');
    api.say('records-changed');
    await settle(60);
    expect(on<HTMLInputElement>('#share-0')!.value).toBe('30');
    api.failing = true;
    await submit('[data-testid="allocation"] form');
    expect(words('[data-testid="allocation"] [role="alert"]')).toContain('Le disque est plein');
    expect(on<HTMLInputElement>('#share-0')!.value).toBe('30');
  });
});

describe('a new workshop', () => {
  it('is made in one short form, stands apart, and goes with undo', async () => {
    const api = await groups();
    await click('[data-testid="add-workshop"]');
    expect([words('h1'), document.activeElement?.id, words('#workshop-why')]).toEqual(['Nouvel atelier', 'workshop-level', 'Choisissez d’abord un niveau.']);
    expect(all('#workshop-level optgroup').map((group) => group.getAttribute('label'))).toEqual(['Ateliers', 'DIGITAL', 'CODE', 'Pour les aidants']);
    await choose('#workshop-level', 'level-pass-a');
    await put('#workshop-title', 'Imprimer');
    await choose('[data-testid="workshop-form"] #venue', 'venue-m');
    expect(on<HTMLInputElement>('#workshop-seats')!.value).toBe('8');
    on<HTMLInputElement>('input[value="helpers"]')!.click();
    await submit('[data-testid="workshop-form"]');
    await settle(100);
    expect(asked(api, 'addWorkshop')).toMatchObject([{ level: 'level-pass-a', title: 'Imprimer', start: 840, end: 960, venue: 'venue-m', room: null, capacity: 8, audience: 'helpers' }]);
    expect(words('h1')).toBe('PASS-A Imprimer');
    expect(all('.cohorts h2').at(-1)!.textContent).toBe('Ateliers');
    await press('Escape');
    expect([words('.parts h2'), words('.facts')]).toEqual(['Ateliers', '6 groupes, 1 atelier']);
    await press('z', { ctrlKey: true });
    await settle(80);
    expect([words('[data-testid="toast"]').includes('atelier PASS-A'), on('.parts h2')]).toEqual([true, null]);
  });
  it('says what is in the way as it is typed, with a way out of it', async () => {
    const api = await groups();
    const taken = (await api.calendar('2027-01-01', '2027-12-31')).sessions.find((one) => one.venue === 'venue-a' && one.state === 'planned')!;
    await click('[data-testid="add-workshop"]');
    await choose('#workshop-level', 'level-pass-a');
    const [year, month, date] = taken.date.split('-').map(Number);
    for (const [label, value] of [['Année', year], ['Mois', month], ['Jour', date]] as const) await choose(`[data-testid="workshop-form"] select[aria-label="${label}"]`, String(value));
    await put('[data-testid="workshop-form"] [id$="start"]', `${Math.floor(taken.start / 60)}:00`);
    await choose('[data-testid="workshop-form"] #venue', 'venue-a');
    await settle(400);
    expect(words('[data-testid="clash"]')).toContain(taken.code);
    expect(on<HTMLButtonElement>('[data-testid="workshop-form"] [type="submit"]')!.disabled).toBe(true);
    await click('[data-testid="clash"] button');
    await settle(400);
    expect(words('[data-testid="clash"]')).not.toContain(taken.code);
    expect(on<HTMLButtonElement>('[data-testid="workshop-form"] [type="submit"]')!.disabled).toBe(false);
    expect(asked(api, 'addWorkshop')).toEqual([]);
  });
  it('is given up with Escape, and keeps what was typed when the room is taken', async () => {
    const api = await groups();
    await click('[data-testid="add-workshop"]');
    await press('Escape');
    expect([words('h1'), document.activeElement === document.body]).toEqual(['Groupes', false]);
    await click('[data-testid="add-workshop"]');
    await choose('#workshop-level', 'level-cod-0');
    api.failing = true;
    await submit('[data-testid="workshop-form"]');
    expect(words('[data-testid="workshop-form"] [role="alert"]')).toContain('Le disque est plein');
    expect(on<HTMLSelectElement>('#workshop-level')!.value).toBe('level-cod-0');
  });
});

describe('the level of a new group', () => {
  it('is found by programme, and says for whom the group is', async () => {
    const api = await groups();
    await click('[data-testid="add-cohort"]');
    expect(all('#level optgroup').map((group) => group.getAttribute('label'))).toEqual(['DIGITAL', 'CODE', 'Ateliers', 'Pour les aidants']);
    await choose('#level', 'level-aid');
    await settle(250);
    on<HTMLButtonElement>('.preview footer .button')!.click();
    await settle(150);
    expect(asked(api, 'addCohort')).toMatchObject([{ level: 'level-aid', audience: 'helpers' }]);
  });
});

describe('a place', () => {
  it('tells an agreement that ends soon, and keeps its days and whom to call', async () => {
    const api = await groups();
    await click('[data-testid="open-places"]');
    const soon = words('[data-venue="venue-m"] .chip');
    expect(soon === '' || soon.includes('convention')).toBe(true);
    await click('[data-venue="venue-m"] button');
    await settle(60);
    await choose('.convention fieldset:nth-of-type(2) select[aria-label="Année"]', '2026');
    await choose('.convention fieldset:nth-of-type(2) select[aria-label="Mois"]', '3');
    await submit('[data-testid="venue-form"]');
    expect(words('#venue-wrong')).toContain('La convention a ses deux dates');
    expect(asked(api, 'saveVenue')).toEqual([]);
    await choose('.convention fieldset:nth-of-type(2) select[aria-label="Année"]', '2030');
    await choose('#venue-contact', 'contact-3');
    await submit('[data-testid="venue-form"]');
    expect(asked(api, 'saveVenue')).toMatchObject([{ id: 'venue-m', convention: { first: '2026-09-01', last: '2030-03-31', reference: 'C-2026-14' }, contact: 'contact-3' }]);
  });
});

describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it('who pays', async () => {
    await money(language);
    await put('#share-0', '60');
    expect(await barriers()).toEqual([]);
  });
  it('a workshop', async () => {
    await groups(language);
    await click('[data-testid="add-workshop"]');
    expect(await barriers()).toEqual([]);
  });
});
