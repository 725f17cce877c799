// One part of a screen on paper: a copy of it, which the style sheet for print shows alone (styles/print.css).
// It is taken away when the dialog is closed.
import { printAlone } from '../../parts/printing';

export function printPage(part: HTMLElement): void {
  const place = document.createElement('div');
  place.dataset['printPart'] = '';
  const copy = part.cloneNode(true) as HTMLElement;
  // Names of fields are not to be there twice.
  for (const one of copy.querySelectorAll('[id]')) one.removeAttribute('id');
  place.append(copy);
  printAlone(place, 'printingPart', () => {
    const root = document.documentElement;
    const theme = root.dataset['theme'];
    // Paper is white, whatever the window is.
    root.dataset['theme'] = 'light';
    return () => {
      if (theme === undefined) delete root.dataset['theme'];
      else root.dataset['theme'] = theme;
    };
  });
}
