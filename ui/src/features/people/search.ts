// Finding a person by name as it is typed: case and accents do not matter, each word may match
// anywhere, in the name as given or in its own script. Pure.
import type { PersonRow } from '../../api';

/** Letters without case, accents or vowel marks; ligatures and apostrophes as people type them. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i')
    .replace(/[’'ʼ`-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export function find(people: PersonRow[], typed: string): PersonRow[] {
  const words = fold(typed).split(' ').filter(Boolean);
  if (words.length === 0) return people;
  return people.filter((p) => {
    const names = fold(`${p.name} ${p.own_name ?? ''}`);
    return words.every((w) => names.includes(w));
  });
}
