// Days without session: what the form makes of what is typed, what the list says, and the screen itself.
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClosureRow, VenueRow } from '../../api';
import { FakeApi } from '../../api/fake';
import { showLanguage } from '../../words/words.svelte';
import { closureDays, closureFacts, closureInput, type ClosureFields } from './closures';

const bare = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ');
const fields = (more: Partial<ClosureFields> = {}): ClosureFields => ({ id: null, first: '2027-08-02', last: '2027-08-27', title: ' Été ', venue: '', open: false, start: '9:30', end: '12:00', ...more });
const row = (more: Partial<ClosureRow> = {}): ClosureRow => ({ id: 'c', first: '2027-05-06', last: '2027-05-06', title: '', venue: null, start: null, end: null, ...more });
const venues: VenueRow[] = await new FakeApi('leading').venues();

beforeEach(() => showLanguage('fr'));

describe('what is typed', () => {
  it('is the days, the reason, the whole centre', () => expect(closureInput(fields())).toEqual({ id: null, first: '2027-08-02', last: '2027-08-27', title: 'Été', venue: null, start: null, end: null }));
  it('has hours only when it is open', () => expect(closureInput(fields({ open: true, start: '9h30', end: '12' }))).toMatchObject({ start: 570, end: 720 }));
  it('makes no sense backwards', () => {
    expect(closureInput(fields({ last: '2027-08-01' }))).toBeNull();
    expect(closureInput(fields({ open: true, end: '9:00' }))).toBeNull();
    expect(closureInput(fields({ open: true, end: 'tard' }))).toBeNull();
  });
});

describe('the list', () => {
  it('says one day or several', () => {
    expect(bare(closureDays(row()))).toBe('jeudi 6 mai');
    expect(bare(closureDays(row({ last: '2027-05-14' })))).toBe('du jeudi 6 mai au vendredi 14 mai');
  });
  it('says where, why and which hours are kept', () => {
    expect(closureFacts(row(), venues)).toEqual(['Tout le centre']);
    expect(closureFacts(row({ title: 'Examens', venue: 'venue-b', start: 570, end: 720 }), venues).map(bare)).toEqual(['Examens', 'Salle B', 'ouvert de 9:30 à 12:00']);
  });
});

describe('the in-memory centre', () => {
  it('keeps, changes and takes away closures', async () => {
    const api = new FakeApi('planning');
    const before = (await api.daysOff()).closures.length;
    const added = await api.saveClosure(closureInput(fields())!);
    expect(added.closures).toHaveLength(before + 1);
    expect((await api.removeClosure(added.closures.at(-1)!.id)).closures).toHaveLength(before);
    await expect(api.removeClosure('x')).rejects.toMatchObject({ problem: { code: 'closure.unknown' } });
    expect((await api.setTerritory('reunion')).territory).toBe('reunion');
  });
});
