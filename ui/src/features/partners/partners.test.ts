// Partners and money: what is typed and what is kept of it, and the screen by hand and by keys.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProblemError } from '../../api';
import { FakeApi } from '../../api/fake';
import { app } from '../../state.svelte';
import { all, asked, barriers, choose, click, on, open, press, put, shut, submit, words } from '../../test-screen';
import { settle } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';
import { isEmail, phonesOf } from '../../parts/contact';
import * as funding from './funding';
import { contactFields, contactInput, fieldsOf, inputOf, partnerFacts, siretState, siretText, wrongContact } from './partners';

beforeEach(() => showLanguage('fr'));
afterEach(shut);

describe('a number in the register of companies', () => {
  it.each([['', 'empty'], ['732 829 320 00074', 'right'], ['73282932000074', 'right'], ['73282932000075', 'digits'], ['7328293200007', 'length'], ['732829320000741', 'length'], ['SIRET', 'length'], ['356 000 000 00048', 'right'], ['35600000009075', 'right']])('%s is told to be %s', (typed, state) => expect(siretState(typed)).toBe(state));
  it('is written as it is printed when it has its fourteen digits, as it was typed otherwise', () => {
    expect([siretText('73282932000074'), siretText(' 123 45 ')]).toEqual(['732 829 320 00074', '123 45']);
  });
});

describe('a partner', () => {
  it('comes back from the form as it went in, roles in their order', async () => {
    for (const row of (await new FakeApi('planning').partners()).rows) {
      const { contacts: _, referrals: __, venues: ___, ...kept } = row;
      expect(inputOf(row.id, fieldsOf(row))).toEqual(kept);
    }
    expect(inputOf(null, { ...fieldsOf(null), name: ' Lab ', roles: ['donor', 'referrer'] })).toMatchObject({ id: null, name: 'Lab', kind: null, roles: ['referrer', 'donor'] });
  });
  it('is told by what is known of it only', async () => {
    const { rows } = await new FakeApi('planning').partners();
    const facts = (id: string) => partnerFacts(rows.find((row) => row.id === id)!);
    expect(facts('partner-mission')).toEqual(['14 personnes orientées', 'Samir Lagarde, Odile']);
    // Where referrals are not shown it is not known how many there are.
    expect(partnerFacts({ ...rows.find((row) => row.id === 'partner-mission')!, referrals: null, contacts: [] })).toEqual([]);
    expect([facts('partner-talence'), facts('partner-horizon')]).toEqual([['prête Médiathèque'], []]);
  });
  it('has contacts whose telephones are parted, and whose fields are checked one by one', () => {
    const fields = { ...contactFields(null), given: ' Odile ', phones: '05 56 00 00 20 ; 06 1,', email: 'o@exemple.org' };
    expect(contactInput(null, 'p', fields)).toEqual({ id: null, partner: 'p', given: 'Odile', family: '', post: '', phones: ['05 56 00 00 20', '06 1'], email: 'o@exemple.org' });
    expect([wrongContact(contactFields(null)), wrongContact({ ...fields, phones: '1,2,3,4,5,6' }), wrongContact({ ...fields, email: 'odile' }), wrongContact(fields)]).toEqual(['given', 'phones', 'email', null]);
    expect(wrongContact({ ...fields, given: '', family: 'Nadir' })).toBeNull();
    expect(phonesOf(' , ;')).toEqual([]);
    expect(['', ' a@b ', 'o@exemple.org', 'a@', '@b', 'a b@c'].map(isEmail)).toEqual([true, true, true, false, false, false]);
  });
});

describe('a line of money', () => {
  it('comes back from the form as it went in, in both languages', async () => {
    for (const language of ['fr', 'en']) {
      showLanguage(language);
      for (const row of await new FakeApi('planning').fundings()) {
        const { cohorts: _, ...kept } = row;
        expect(funding.inputOf(row.id, funding.fieldsOf(row))).toEqual(kept);
      }
    }
  });
  it('has both dates or none, in their order', () => {
    const wrong = (first: string | null, last: string | null) => funding.wrongField({ ...funding.fieldsOf(null), title: 'X', first, last });
    expect([wrong(null, null), wrong('2027-01-01', '2027-01-01'), wrong('2027-01-01', null), wrong(null, '2027-01-01'), wrong('2027-01-02', '2027-01-01')]).toEqual([null, null, 'dates', 'dates', 'dates']);
    expect([funding.wrongField(funding.fieldsOf(null)), funding.wrongField({ ...funding.fieldsOf(null), title: 'X', amount: 'cher' })]).toEqual(['title', 'amount']);
  });
});

const partners = (scenario: Parameters<typeof open>[2] = 'planning', language = 'fr', prepare?: Parameters<typeof open>[4]) => open('#/partners', '[data-testid="add-partner"]', scenario, language, prepare);

describe('the partners', () => {
  it('are reached from the groups, which the rail still shows, and led back from', async () => {
    await open('#/cohorts', '[data-testid="open-partners"]');
    location.hash = on<HTMLAnchorElement>('[data-testid="open-partners"]')!.hash;
    await settle(80);
    expect([words('h1'), words('.rail [aria-current]')]).toEqual(['Partenaires et financements', 'Groupes']);
    await click('[data-testid="back"]');
    expect(app.route).toEqual({ name: 'cohorts' });
  });
  it('are listed, those that are not proposed last, and changed', async () => {
    const api = await partners();
    expect(all('[data-partner]').map((row) => row.dataset['partner'])).toEqual(['partner-ccas', 'partner-horizon', 'partner-mission', 'partner-talence', 'partner-old']);
    expect(words('[data-partner="partner-mission"]')).toBe('Mission locale des Graves Mission locale oriente des personnes, finance 14 personnes orientées · Samir Lagarde, Odile');
    await click('[data-partner="partner-horizon"] button');
    expect(document.activeElement).toBe(on('#partner-name'));
    await put('#partner-siret', '73282932000075');
    on('#partner-siret')!.dispatchEvent(new FocusEvent('blur'));
    await settle();
    expect(words('#partner-siret-said')).toContain('vérifiez-le');
    await submit('[data-testid="partner-form"]');
    expect(asked(api, 'savePartner')).toEqual([{ id: 'partner-horizon', name: 'Fondation Horizon', kind: 'other', roles: ['funder', 'donor'], siret: '732 829 320 00075', address: '', is_archived: false }]);
    expect(document.activeElement).toBe(on('[data-partner="partner-horizon"] button'));
    await press('z', { ctrlKey: true });
    expect(words('[data-testid="toast"]')).toContain('Annulé fiche de Fondation Horizon');
    await click('[data-partner="partner-horizon"] button');
    expect(on<HTMLInputElement>('#partner-siret')!.value).toBe('732 829 320 00074');
  });
  it('ask for a name, refuse one that is there, and go on with whom to call', async () => {
    const api = await partners();
    await click('[data-testid="add-partner"]');
    await submit('[data-testid="partner-form"]');
    expect([words('#partner-wrong'), document.activeElement?.id]).toEqual(['Donnez un nom à ce partenaire.', 'partner-name']);
    await put('#partner-name', 'Les Ateliers');
    await choose('#partner-kind', 'association');
    await click('.roles input[value="host"]');
    await submit('[data-testid="partner-form"]');
    expect(asked(api, 'savePartner')).toMatchObject([{ id: null, name: 'Les Ateliers', kind: 'association', roles: ['host'] }]);
    expect(document.activeElement).toBe(on('[data-testid="add-contact"]'));
    await press('Enter');
    await click('[data-testid="add-contact"]');
    await put('#contact-given', 'Zoé');
    await put('#contact-email', 'zoe');
    await submit('[data-testid="contact-form"]');
    expect([words('#contact-wrong'), document.activeElement?.id]).toEqual(['Ce courriel n’a pas la forme nom@exemple.org.', 'contact-email']);
    await put('#contact-email', 'zoe@exemple.org');
    await submit('[data-testid="contact-form"]');
    expect(words('[data-testid="contacts"] li')).toContain('Zoé');
    // The line above names nobody: it is kept longer than they are.
    expect(words('[data-testid="toast"]')).toBe('personne à appeler chez Les Ateliers Annuler Ctrl Z');
    expect(document.activeElement).toBe(on('[data-testid="add-contact"]'));
  });
  it('erase somebody once asked, where it stands, and not with Escape', async () => {
    const api = await partners();
    await click('[data-partner="partner-mission"] button');
    await click('[data-contact="contact-1"] [data-testid="contact-erase"]');
    expect(words('.sure span')).toBe('Le nom et les coordonnées de Samir Lagarde seront effacés partout. C’est définitif : personne ne pourra revenir dessus.');
    expect(document.activeElement).toBe(on('[data-testid="contact-erase-do"]'));
    await press('Escape');
    expect([on('.sure'), document.activeElement]).toEqual([null, on('[data-contact="contact-1"] [data-testid="contact-erase"]')]);
    expect(asked(api, 'erasePartnerContact')).toEqual([]);
    await click('[data-contact="contact-1"] [data-testid="contact-erase"]');
    await click('[data-testid="contact-erase-do"]');
    await settle(60);
    expect(all('[data-contact]').map((row) => row.dataset['contact'])).toEqual(['contact-3']);
    expect(words('[data-testid="told"]')).toBe('Cette personne est effacée.');
    expect(document.activeElement).toBe(on('[data-testid="add-contact"]'));
    await press('z', { ctrlKey: true });
    expect(all('[data-contact]').length).toBe(1);
  });
  it('say where contacts are when they are not here', async () => {
    await partners('planning', 'fr', (api) => (api.partners_.isPrivate = false));
    expect(words('.partners')).toContain('Les personnes à appeler ne sont pas sur cet ordinateur, ou vous ne pouvez pas les voir.');
    await click('[data-partner="partner-mission"] button');
    expect(on('[data-testid="contacts"]')).toBeNull();
  });
  it('keep what was typed when the disk is full', async () => {
    const api = await partners();
    await click('[data-partner="partner-ccas"] button');
    await put('#partner-address', 'Ailleurs');
    api.failing = true;
    await submit('[data-testid="partner-form"]');
    expect(words('[data-testid="partner-form"] [role="alert"]')).toContain('Le disque est plein');
    expect(on<HTMLInputElement>('#partner-address')!.value).toBe('Ailleurs');
  });
  it('keep an open form when they cannot be read again', async () => {
    const api = await partners();
    await click('[data-partner="partner-ccas"] button');
    await put('#partner-address', 'Ailleurs');
    const whole = api.partners;
    api.partners = () => Promise.reject(new ProblemError({ code: 'store.io', args: {} }));
    api.say('records-changed');
    await settle(60);
    expect(on('main [role="alert"]')).not.toBeNull();
    expect(on<HTMLInputElement>('#partner-address')!.value).toBe('Ailleurs');
    api.partners = whole;
    api.say('records-changed');
    await settle(60);
    expect([on('main [role="alert"]'), on<HTMLInputElement>('#partner-address')!.value]).toEqual([null, 'Ailleurs']);
  });
  it('are empty at first, with one thing to do', async () => {
    await partners('empty');
    expect(words('.empty-state h2')).toBe('Aucun partenaire pour l’instant');
    await click('[data-testid="add-partner"]');
    await press('Escape');
    expect(document.activeElement).toBe(on('[data-testid="add-partner"]'));
  });
});

describe('money', () => {
  const fundings = (language = 'fr') => open('#/partners/funding', '[data-testid="add-funding"]', 'planning', language);
  it('is listed with what it pays', async () => {
    await fundings();
    expect(words('[data-funding="funding-region"]')).toBe('Région, numérique pour tous 24 000 € appel à projets · fonctionnement · Région Nouvelle-Aquitaine · NA-2027-118 du 1er janvier au 31 décembre 2027 paieDIG-1 60 %DIG-2 100 %');
    expect(words('[data-funding="funding-city"]')).toContain('ne paie encore aucun groupe');
  });
  it.each([['fr', '1 234,50', '1 234,50'], ['en', '1,234.50', '1,234.50']])('is typed as people do, in %s', async (language, typed, again) => {
    const api = await fundings(language);
    await click('[data-testid="add-funding"]');
    await put('#funding-amount', 'cher');
    await submit('[data-testid="funding-form"]');
    expect(document.activeElement?.id).toBe('funding-title');
    await put('#funding-title', 'Mécénat');
    await submit('[data-testid="funding-form"]');
    expect([document.activeElement?.id, on('#funding-amount')!.getAttribute('aria-invalid')]).toEqual(['funding-amount', 'true']);
    await put('#funding-amount', typed);
    on('#funding-amount')!.dispatchEvent(new FocusEvent('blur'));
    await settle();
    expect(on<HTMLInputElement>('#funding-amount')!.value.replace(/\s/g, ' ')).toBe(again);
    await put('#funding-partner', 'Banque du Coin');
    await choose('#funding-dates select', '5');
    await submit('[data-testid="funding-form"]');
    expect(document.activeElement).toBe(on('#funding-dates select'));
    await choose('#funding-dates fieldset:last-child select', '30');
    await submit('[data-testid="funding-form"]');
    const [input] = asked(api, 'saveFunding') as { amount_cents: number; partner: string; first: string; last: string }[];
    expect([input!.amount_cents, input!.partner, input!.first!.slice(8), input!.last]).toEqual([123450, 'Banque du Coin', '05', `${input!.first!.slice(0, 4)}-12-30`]);
    // Who gives it is a partner from now on.
    expect((await api.partners()).rows.map((row) => row.name)).toContain('Banque du Coin');
  });
});

const LOOKED: [string, string, () => Promise<unknown>][] = [
  ['partners', '#/partners', async () => {}],
  ['one partner', '#/partners', () => click('[data-partner="partner-mission"] button').then(() => click('[data-contact="contact-1"] [data-testid="contact-erase"]')).then(() => click('[data-contact="contact-3"] button'))],
  ['money', '#/partners/funding', () => click('[data-funding="funding-region"] button')],
];
describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it.each(LOOKED)('%s', async (_, hash, act) => {
    await open(hash, 'main li', 'planning', language);
    await act();
    expect(await barriers()).toEqual([]);
  });
});
