// A text that leaves the window without a network: copied, or on paper. While it is there for the printer,
// it is all that is printed (styles/print.css).
import type { Letter } from '../api';

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

/** Asks the system to print it, alone on its page. */
export function print(letter: Letter): void {
  // One whose printing never told that it was over.
  for (const left of document.querySelectorAll('[data-print]:has(> article)')) left.remove();
  const place = document.createElement('div');
  place.dataset['print'] = '';
  // Seen by nobody on the screen, and not read aloud: the text in sight is.
  place.hidden = true;
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
  document.body.append(place);
  document.documentElement.dataset['printing'] = '';
  const done = () => {
    place.remove();
    delete document.documentElement.dataset['printing'];
    window.removeEventListener('afterprint', done);
  };
  window.addEventListener('afterprint', done);
  try {
    window.print();
  } catch {
    done();
  }
}
