// What a form asks of a person, as it is typed, and as the core is told. Pure.
import type { NewPerson, PersonDetail } from '../../api';

export type PersonInput = { given: string; family: string; own: string; language: string; group: string; volunteer: boolean };

export function firstInput(more: Partial<PersonInput> = {}): PersonInput {
  return { given: '', family: '', own: '', language: '', group: '', volunteer: false, ...more };
}

export function toNewPerson(input: PersonInput): NewPerson {
  return {
    given: input.given.trim(),
    family: input.family.trim(),
    own_name: input.own.trim() || null,
    language: input.language || null,
    cohort: input.volunteer ? null : input.group || null,
    volunteer: input.volunteer,
  };
}

const PROVISIONAL = 'is_provisional';

/** Came in with a name only. */
export function isProvisional({ person, fields }: PersonDetail): boolean {
  return !person.is_volunteer && fields.some(({ name, value }) => name === PROVISIONAL && value === 'true');
}

/** What is known already; at the door the whole name was written as one. */
export function knownOf({ person, fields }: PersonDetail): PersonInput {
  const value = (name: string) => fields.find((field) => field.name === name)?.value ?? '';
  return firstInput({ given: value('given') || person.name, family: value('family'), own: value('own_name') || (person.own_name ?? ''), language: value('language') || (person.language ?? '') });
}

/** The fields that say something to a person. */
export function shownFields({ fields }: PersonDetail): PersonDetail['fields'] {
  return fields.filter(({ name, value }) => value !== '' && name !== PROVISIONAL);
}
