// Files, periods and hours without a page: what is read of what people type, which days a period has, what
// a spreadsheet is given.
import { beforeEach, describe, expect, it } from 'vitest';
import type { HoursView, VolunteerDetail, VolunteerFileRow } from '../../api';
import { showLanguage } from '../../words/words.svelte';
import { added, fileFields, fileInput, matching, readTimes, wrongField } from './file';
import { companyLines, euros, hoursCsv, longest, peopleLines, readEuros, typedEuros, worth } from './hours';
import { periodDays, periodTitle, turnMonth, turnPeriod } from './periods';

beforeEach(() => showLanguage('fr'));
const row = (name: string, more: Partial<VolunteerFileRow> = {}): VolunteerFileRow => ({ id: name, name, state: 'active', company: null, skills: [], languages: [], levels: [], minutes: 0, sessions: 0, coming: 0, no_shows: 0, away_until: null, ...more });
const detail: VolunteerDetail = { row: row('Ana', { company: 'Numéria', skills: ['CV'], languages: ['pt'] }), availability: [{ weekday: 4, start: 570, end: 690 }, { weekday: 2, start: 840, end: 960 }], phones: ['06'], email: '', note: '', charter: null, absences: [] };

describe('a file', () => {
  it('comes back as it went, its times in their order', () => {
    const input = fileInput('Ana', fileFields(detail, '2027-04-20'));
    expect(input).toMatchObject({ id: 'Ana', state: 'active', company: 'Numéria', skills: ['CV'], phones: ['06'], charter: null });
    expect(input.availability).toEqual([{ weekday: 2, start: 840, end: 960 }, { weekday: 4, start: 570, end: 690 }]);
  });
  it('reads hours as people type them, and refuses those that end before they begin', () => {
    expect(readTimes([{ weekday: 1, from: '16:00', to: '14:00' }])).toBeNull();
    const fields = fileFields(detail, '2027-04-20');
    expect(wrongField(fields)).toBeNull();
    expect(wrongField({ ...fields, email: 'ana@' })).toBe('email');
    expect(wrongField({ ...fields, times: [{ weekday: 1, from: '9', to: '9' }] })).toBe('time');
  });
  it('takes a word once, and no more than there is room for', () => {
    expect(added(['CV'], '  Réseau  social ', 5)).toEqual(['CV', 'Réseau social']);
    expect(added(['Réseau'], 'reseau', 5)).toBeNull();
    expect(added(['a'], 'b', 1)).toBeNull();
    expect(added([], '  ', 5)).toBeNull();
  });
  it('is found by name, company or skill, without accents', () => {
    const rows = [row('Leïla Mansouri', { company: 'Garonne' }), row('سمير قاسم', { skills: ['HTML'] })];
    expect(matching(rows, 'leila garo')).toEqual([rows[0]]);
    expect(matching(rows, 'html')).toEqual([rows[1]]);
    expect(matching(rows, 'سمير')).toEqual([rows[1]]);
    expect(matching(rows, 'html garonne')).toEqual([]);
    expect(matching(rows, '')).toHaveLength(2);
  });
});

describe('a period', () => {
  it('has its days', () => {
    expect(periodDays('month', '2027-02-10')).toEqual({ first: '2027-02-01', last: '2027-02-28' });
    expect(periodDays('quarter', '2027-04-20')).toEqual({ first: '2027-04-01', last: '2027-06-30' });
    expect(periodDays('year', '2027-04-20')).toEqual({ first: '2027-01-01', last: '2027-12-31' });
  });
  it('turns over a year, both ways', () => {
    expect(turnMonth('2027-12-01', 1)).toBe('2028-01-01');
    expect(turnMonth('2027-01-01', -1)).toBe('2026-12-01');
    expect(turnPeriod('quarter', '2027-11-20', 1)).toBe('2028-01-01');
    expect(turnPeriod('year', '2027-04-20', -1)).toBe('2026-01-01');
  });
  it('is named', () => {
    const name = (period: 'month' | 'quarter' | 'year') => periodTitle(period, periodDays(period, '2027-04-20'));
    expect([name('month'), name('quarter'), name('year')]).toEqual(['Avril 2027', '2e trimestre 2027', '2027']);
    expect(periodTitle('free', { first: '2027-04-01', last: '2027-04-02' })).toBe('du jeudi 1 avril au vendredi 2 avril');
    showLanguage('en');
    expect([name('month'), name('quarter')]).toEqual(['April 2027', '2nd quarter 2027']);
  });
});

const hours: HoursView = {
  first: '2027-01-01', last: '2027-12-31',
  people: [
    { id: '1', name: '=HYPERLINK("x")', company: 'A; B', sessions: 2, signed_minutes: 150, unsigned_minutes: 30, no_shows: 1 },
    { id: '2', name: 'Zoé', company: null, sessions: 1, signed_minutes: 0, unsigned_minutes: 90, no_shows: 0 },
  ],
  companies: [{ name: 'A; B', people: 1, signed_minutes: 150, unsigned_minutes: 30, value_cents: 3875 }, { name: '', people: 1, signed_minutes: 0, unsigned_minutes: 90, value_cents: 0 }],
  signed_minutes: 150, unsigned_minutes: 120, hour_value_cents: 1550, value_cents: 3875,
};
const spaced = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ');

describe('hours', () => {
  it('are worth something only when they are signed', () => {
    expect(peopleLines(hours).map(({ cents }) => cents)).toEqual([3875, 0]);
    expect(worth(1, 1000)).toBe(17);
    expect(worth(60, null)).toBeNull();
    expect(longest(peopleLines(hours))).toBe(180);
    expect(longest([])).toBe(1);
    expect(companyLines(hours).map(({ name }) => name)).toEqual(['A; B', 'sans entreprise']);
  });
  it('have their euros read and written', () => {
    expect(['15', '15,5', '15.50 €', '', 'x', '12345'].map(readEuros)).toEqual([1500, 1550, 1550, null, undefined, undefined]);
    expect([typedEuros(1550), typedEuros(1500), typedEuros(null)]).toEqual(['15,50', '15', '']);
    expect(spaced(euros(123_450))).toBe('1 234,50 €');
    expect(euros(null)).toBe('–');
    showLanguage('en');
    expect([euros(123_450), typedEuros(1550)]).toEqual(['€1,234.50', '15.50']);
  });
  it('are a table that a spreadsheet reads, and no formula', () => {
    const lines = hoursCsv(hours).split('\r\n');
    expect(lines[0]).toBe('Nom;Entreprise;Séances;Signées;Non signées;Valeur;Manquées');
    expect(lines[1]).toBe(`"'=HYPERLINK(""x"")";"A; B";2;2,50;0,50;38,75;1`);
    expect(lines[3]).toBe('Ensemble;;;2,50;2,00;38,75;');
    showLanguage('en');
    expect(hoursCsv({ ...hours, hour_value_cents: null, value_cents: null }).split('\r\n')[2]).toBe('Zoé,,1,0.00,1.50,,0');
  });
});
