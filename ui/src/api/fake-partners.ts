// Partners and money in the in-memory centre: who sends people, lends rooms or pays, and for which groups.
// Enough of the rules for the screens to be seen and exercised. All names are invented.
import type { AllocationInput, AllocationView, CohortRow, FundingInput, FundingRow, Label, PartnerContact, PartnerContactInput, PartnerInput, PartnerRow, PartnersView } from './bindings';
import { refuse } from './fake-refuse';

/** What the in-memory centre lends to those who answer for a part of it. */
export type Host = {
  calls: () => string[];
  wait: () => Promise<void>;
  plan: <T>(label: Label, change: () => T) => Promise<T>;
  /** As `plan`, of what nobody brings back. */
  forGood: <T>(change: () => T) => Promise<T>;
  cohorts: () => CohortRow[];
};

type Line = Omit<FundingRow, 'cohorts'>;
export type Money = { partners: PartnerRow[]; fundings: Line[]; paid: Record<string, AllocationInput[]> };

const partner = (id: string, name: string, kind: string | null, roles: string[], more: Partial<PartnerRow> = {}): PartnerRow => ({ id, name, kind, roles, siret: '', address: '', is_archived: false, contacts: [], referrals: 0, venues: [], ...more });
const contact = (id: string, given: string, family: string, post: string, phones: string[], email = ''): PartnerContact => ({ id, given, family, post, phones, email });
const line = (id: string, title: string, kind: string, nature: string, partner: string, amount_cents: number | null, first: string | null, last: string | null, reference = ''): Line => ({ id, title, reference, kind, nature, partner, amount_cents, first, last, is_archived: false });

const PARTNERS: PartnerRow[] = [
  partner('partner-ccas', 'CCAS de Bègles', 'ccas', ['referrer'], { referrals: 9, address: '77 rue Calixte-Camelle, Bègles', contacts: [contact('contact-2', 'Hélène', 'Castaing', 'Assistante sociale', ['05 56 00 00 12'], 'h.castaing@ccas.exemple.org')] }),
  partner('partner-horizon', 'Fondation Horizon', 'other', ['funder', 'donor'], { siret: '732 829 320 00074' }),
  partner('partner-mission', 'Mission locale des Graves', 'mission_locale', ['referrer', 'funder'], { referrals: 14, contacts: [contact('contact-1', 'Samir', 'Lagarde', 'Conseiller', ['05 56 00 00 21', '06 00 00 00 21'], 's.lagarde@mission.exemple.org'), contact('contact-3', 'Odile', '', 'Accueil', ['05 56 00 00 20'])] }),
  partner('partner-talence', 'Ville de Talence', 'local_authority', ['host'], { venues: ['Médiathèque'], address: 'Rue du Professeur-Arnozan, Talence' }),
  partner('partner-old', 'Atelier des Docks', 'company', ['employer'], { is_archived: true }),
];
const FUNDINGS: Line[] = [
  line('funding-region', 'Région, numérique pour tous', 'call', 'operating', 'Région Nouvelle-Aquitaine', 2_400_000, '2027-01-01', '2027-12-31', 'NA-2027-118'),
  line('funding-horizon', 'Fondation Horizon 2027', 'grant', 'operating', 'Fondation Horizon', 1_234_550, '2027-01-01', '2027-04-20'),
  line('funding-city', 'Ordinateurs de la salle B', 'convention', 'investment', 'Ville de Talence', 600_000, null, null),
];
const PAID: Money['paid'] = { 'cohort-1': [{ funding: 'funding-region', percent: 60 }, { funding: 'funding-horizon', percent: 25 }], 'cohort-2': [{ funding: 'funding-region', percent: 100 }] };

const byName = <T extends { is_archived: boolean }>(rows: T[], name: (row: T) => string) => [...rows].sort((a, b) => Number(a.is_archived) - Number(b.is_archived) || name(a).localeCompare(name(b), 'fr'));

export class FakePartners {
  money: Money;
  /** Set by a test: this computer does not hold what is private. */
  isPrivate = true;
  private made = 0;

  constructor(bare: boolean, private readonly cohorts: () => CohortRow[]) {
    this.money = bare ? { partners: [], fundings: [], paid: {} } : { partners: PARTNERS, fundings: FUNDINGS, paid: PAID };
  }
  private fresh(what: string): string {
    return `${what}-new-${(this.made += 1)}`;
  }
  private set(change: Partial<Money>): void {
    this.money = { ...this.money, ...change };
  }

  partners(): PartnersView {
    const rows = byName(this.money.partners, (row) => row.name);
    return { rows: this.isPrivate ? rows : rows.map((row) => ({ ...row, contacts: [], referrals: null })), is_private_here: this.isPrivate };
  }
  savePartner(input: PartnerInput): PartnersView {
    const name = input.name.trim();
    if (!name) refuse('partner.name');
    if (this.money.partners.some((row) => row.id !== input.id && row.name.toLowerCase() === name.toLowerCase())) refuse('partner.taken', { name });
    const { id } = input;
    if (id === null) this.set({ partners: [...this.money.partners, { ...partner(this.fresh('partner'), name, null, []), ...input, id: `partner-new-${this.made}`, name }] });
    else this.set({ partners: this.money.partners.map((row) => (row.id === id ? { ...row, ...input, id, name } : row)) });
    return this.partners();
  }
  saveContact({ partner: of, id, ...input }: PartnerContactInput): PartnersView {
    if (!input.given.trim() && !input.family.trim()) refuse('partner.contact_name');
    const one = { ...input, id: id ?? this.fresh('contact') };
    const put = (rows: PartnerContact[]) => (id === null ? [...rows, one] : rows.map((row) => (row.id === id ? one : row)));
    this.set({ partners: this.money.partners.map((row) => (row.id === of ? { ...row, contacts: put(row.contacts) } : row)) });
    return this.partners();
  }
  eraseContact(id: string): PartnersView {
    this.set({ partners: this.money.partners.map((row) => ({ ...row, contacts: row.contacts.filter((one) => one.id !== id) })) });
    return this.partners();
  }

  fundings(): FundingRow[] {
    const pays = (funding: string) => this.cohorts().flatMap(({ id, code }) => (this.money.paid[id] ?? []).filter((one) => one.funding === funding).map(({ percent }) => ({ cohort: id, code, percent })));
    return byName(this.money.fundings, (row) => row.title).map((row) => ({ ...row, cohorts: pays(row.id) }));
  }
  saveFunding(input: FundingInput): FundingRow[] {
    if (!input.title.trim()) refuse('funding.title');
    const { id } = input;
    if (id === null) this.set({ fundings: [...this.money.fundings, { ...input, id: this.fresh('funding') }] });
    else this.set({ fundings: this.money.fundings.map((row) => (row.id === id ? { ...input, id } : row)) });
    if (input.partner && !this.money.partners.some((row) => row.name === input.partner)) this.savePartner({ id: null, name: input.partner, kind: null, roles: ['funder'], siret: '', address: '', is_archived: false });
    return this.fundings();
  }

  allocation(cohort: string): AllocationView {
    const group = this.cohorts().find((row) => row.id === cohort);
    const paid = this.money.paid[cohort] ?? [];
    const lines = paid.map(({ funding, percent }) => {
      const of = this.money.fundings.find((row) => row.id === funding);
      const is_outside = (of?.first != null && (group?.first ?? '9999') < of.first) || (of?.last != null && (group?.last ?? '') > of.last);
      return { funding, title: of?.title ?? '', percent, is_outside };
    });
    return { cohort, lines: lines.sort((a, b) => a.title.localeCompare(b.title, 'fr')), left: 100 - paid.reduce((sum, one) => sum + one.percent, 0) };
  }
  saveAllocation(cohort: string, lines: AllocationInput[]): AllocationView {
    const sum = lines.reduce((all, one) => all + one.percent, 0);
    if (sum > 100) refuse('funding.over', { percent: String(sum - 100) });
    this.set({ paid: { ...this.money.paid, [cohort]: lines } });
    return this.allocation(cohort);
  }
}

/** What the in-memory centre answers about partners and money. */
export function partnersApi(of: FakePartners, host: Host) {
  const read = async <T>(answer: () => T) => (await host.wait(), answer());
  const note = (what: string, given: unknown) => void host.calls().push(`${what} ${JSON.stringify(given)}`);
  return {
    partners: () => read(() => of.partners()),
    savePartner: (input: PartnerInput) => (note('savePartner', input), host.plan({ key: 'partner-saved', args: { name: input.name } }, () => of.savePartner(input))),
    savePartnerContact: (input: PartnerContactInput) => (note('savePartnerContact', input), host.plan({ key: 'partner-contact-saved', args: { name: of.money.partners.find((row) => row.id === input.partner)?.name ?? '' } }, () => of.saveContact(input))),
    erasePartnerContact: (id: string) => (note('erasePartnerContact', id), host.forGood(() => of.eraseContact(id))),
    fundings: () => read(() => of.fundings()),
    saveFunding: (input: FundingInput) => (note('saveFunding', input), host.plan({ key: 'funding-saved', args: { title: input.title } }, () => of.saveFunding(input))),
    allocation: (cohort: string) => read(() => of.allocation(cohort)),
    saveAllocation: (cohort: string, lines: AllocationInput[]) => {
      note('saveAllocation', [cohort, lines]);
      return host.plan({ key: 'allocation-saved', args: { code: host.cohorts().find((row) => row.id === cohort)?.code ?? '' } }, () => of.saveAllocation(cohort, lines));
    },
  };
}
export type FakePartnersApi = ReturnType<typeof partnersApi>;
