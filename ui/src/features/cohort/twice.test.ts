// What was planned twice, told on the screen of the groups: both sides, who and where, and a way to move either.
import { beforeEach, describe, expect, it } from 'vitest';
import { showLanguage } from '../../words/words.svelte';
import { sideOf, sideText, twiceText } from './twice';

const side = { session: 's', code: 'DIG-1', date: '2027-04-22', start: 570, end: 690, by: 'Inès', device: 'PC-1F2A', planned_ms: new Date('2027-04-20T14:02').getTime() };

describe('what was planned twice', () => {
  beforeEach(() => showLanguage('fr'));
  it.each([
    ['room', 'Salle B', 'Salle B est pris deux fois'],
    ['cohort', 'DIG-1', 'DIG-1 a deux séances à la fois'],
    ['learner', 'Amina', 'Amina est attendu à deux endroits'],
    ['volunteer', 'Claire', 'Claire est attendu à deux endroits'],
    ['away', 'Claire', 'Claire est attendu, mais n’est pas là ce jour-là'],
  ] as const)('is said for a %s', (what, name, words) => {
    expect(twiceText({ what, name, date: '2027-04-22', sides: [] })).toContain(words);
  });
  it('tells the day that was held from the day to which it was moved', () => {
    const twice = { what: 'moved', name: 'DIG-1', date: '2027-04-22', sides: [side, { ...side, session: 'n', date: '2027-04-29' }] } as const;
    expect(twiceText({ ...twice, sides: [] })).toContain('déplacée');
    expect(sideOf({ ...twice, sides: [...twice.sides] }, 0)).toContain('22');
    expect(sideOf({ ...twice, sides: [...twice.sides] }, 1)).toContain('29');
  });
  it('names who planned a side, and does without a name', () => {
    expect(sideText(side)).toContain('Prévu par');
    expect(sideText(side)).toContain('Inès');
    expect(sideText({ ...side, by: null })).not.toContain('par');
  });
});
