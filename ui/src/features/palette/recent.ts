// What was chosen last in the palette, the latest first, by whoever is at the keys: it is forgotten when somebody
// else comes, and never written anywhere. A person who is no longer known here is not offered again.
import type { Choice } from './choices';

const KEPT = 5;

let whose: string | null = null;
let chosen: Choice[] = [];

function of(person: string | null): Choice[] {
  if (whose !== person) chosen = [];
  whose = person;
  return chosen;
}

export function remember(person: string | null, choice: Choice): void {
  chosen = [choice, ...of(person).filter(({ id }) => id !== choice.id)].slice(0, KEPT);
}

/** Those that stand: what is offered now, and the people that are still here. */
export function recent(person: string | null, offered: Choice[], people: ReadonlySet<string>): Choice[] {
  const now = new Map(offered.map((one) => [one.id, one]));
  return of(person).flatMap((one) => (people.has(one.id) ? [one] : (now.get(one.id) ?? [])));
}

/** Whether people are among them: only then is it worth asking who is still here. */
export function hasPeople(person: string | null): boolean {
  return of(person).some(({ kind }) => kind === 'people');
}
