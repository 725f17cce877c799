// Finding people by name, with and without accents, in any script.
import { describe, expect, it } from 'vitest';
import { people } from '../../api/fake-centre';
import { fold } from '../../words/fold';
import { find } from './search';

const names = (typed: string) => find(people(), typed).map((p) => p.name);

describe('find', () => {
  it('forgets case and accents, and takes words in any order', () => {
    expect(fold('Éloïse')).toBe('eloise');
    expect(names('HASSAN nour')).toEqual(['Nour Al-Hassan']);
    expect(names('diállo')).toEqual(['Fatoumata Diallo']);
  });
  it('finds the own script too', () => {
    expect(names('رضا')).toEqual(['Reza Ahmadi']);
    expect(names('ковальчук')).toEqual(['Oksana Kovalchuk']);
    expect(names('ሰላም')).toEqual(['Selam Haile']);
  });
  it('shows everybody when nothing is typed, nobody when nothing fits', () => {
    expect(names('  ').length).toBe(people().length);
    expect(names('zzz')).toEqual([]);
  });
});
