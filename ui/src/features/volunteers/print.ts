// One part of a screen on paper: a copy of it beside the window, which the style sheet for print shows alone
// (styles/print.css). It is taken away when the dialog is closed.

export function printPage(part: HTMLElement): void {
  const place = document.createElement('div');
  place.dataset['printPart'] = '';
  // Seen by nobody on the screen, and not read aloud: the part in sight is.
  place.hidden = true;
  const copy = part.cloneNode(true) as HTMLElement;
  // Names of fields are not to be there twice.
  for (const one of copy.querySelectorAll('[id]')) one.removeAttribute('id');
  place.append(copy);
  document.body.append(place);
  const root = document.documentElement;
  const theme = root.dataset['theme'];
  root.dataset['printingPart'] = '';
  // Paper is white, whatever the window is.
  root.dataset['theme'] = 'light';
  const end = () => {
    place.remove();
    delete root.dataset['printingPart'];
    if (theme === undefined) delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
  };
  window.addEventListener('afterprint', end, { once: true });
  window.print();
}
