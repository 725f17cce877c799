// A text that leaves the window without a network: copied, in the computer's own mail, or on paper.
import type { Letter } from '../api';
import { printAlone } from './printing';

/** Answers whether the system has it now. Some web views only copy what is chosen in a field. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyChosen(text);
  }
}

function copyChosen(text: string): boolean {
  const had = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'only-heard';
  document.body.append(field);
  field.select();
  let copied = false;
  try {
    copied = document.execCommand('copy');
  } catch {
    // Refused: the text can still be chosen by hand.
  }
  field.remove();
  if (had instanceof HTMLElement) had.focus();
  return copied;
}

/** As it is pasted into an e-mail: the subject is not part of it. */
export const paragraphs = ({ text }: Letter) => text.split(/\n{2,}/).map((part) => part.trim()).filter(Boolean);

/** Longest address that the shell hands over to the computer's own mail, in bytes. */
const MAIL_BYTES_MAX = 2_000;

/** Whether the computer's own mail is opened by an address of `mailto`, whose characters are one byte each. */
export const opensMail = (address: string) => address.length <= MAIL_BYTES_MAX;

/** An address that opens the computer's own mail, with a letter or without. Lines end as RFC 6068 wants them, and
 * an apostrophe is written as the shell hands it over. */
export function mailto(email: string, letter?: Letter): string {
  const plain = (text: string) => encodeURIComponent(text).replaceAll("'", '%27');
  const to = `mailto:${plain(email).replace('%40', '@')}`;
  return letter ? `${to}?subject=${plain(letter.subject)}&body=${plain(letter.text.replace(/\r?\n/g, '\r\n'))}` : to;
}

/** Asks the system to print it, alone on its page. */
export function print(letter: Letter): void {
  const place = document.createElement('div');
  place.dataset['print'] = '';
  const page = document.createElement('article');
  const title = document.createElement('h1');
  title.textContent = letter.subject;
  page.append(title);
  for (const part of paragraphs(letter)) {
    const line = document.createElement('p');
    line.dir = 'auto';
    line.textContent = part;
    page.append(line);
  }
  place.append(page);
  printAlone(place, 'printing');
}
