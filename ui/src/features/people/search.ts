// Finding a person by name as it is typed: case and accents do not matter, each word may match
// anywhere, in the name as given or in its own script. Pure.
import type { PersonRow } from '../../api';
import { fold } from '../../words/fold';

export function find(people: PersonRow[], typed: string): PersonRow[] {
  const words = fold(typed).split(' ').filter(Boolean);
  if (words.length === 0) return people;
  return people.filter((p) => {
    const names = fold(`${p.name} ${p.own_name ?? ''}`);
    return words.every((w) => names.includes(w));
  });
}
