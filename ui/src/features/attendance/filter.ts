// Which rows a few typed letters leave: every word must begin a word of the name, in Latin letters or in
// the person's own script. Pure.
import { fold } from '../../words/fold';

export function isNamed(row: { name: string; own_name?: string | null }, text: string): boolean {
  const names = `${fold(row.name)} ${fold(row.own_name ?? '')}`.split(' ');
  return fold(text)
    .split(' ')
    .every((word) => names.some((name) => name.startsWith(word)));
}
