// One thing on paper, alone: it stands beside the window while the printer is asked, and the style sheet for
// print shows nothing else (styles/print.css).

/** Takes away what is on its way to the printer. */
let end: (() => void) | null = null;

/** `prepare` may change the window meanwhile; it answers with what changes it back. */
export function printAlone(place: HTMLElement, flag: 'printing' | 'printingPart', prepare: () => () => void = () => () => {}): void {
  // One whose printing never told that it was over.
  end?.();
  // Seen by nobody on the screen, and not read aloud: what is in sight is.
  place.hidden = true;
  document.body.append(place);
  const root = document.documentElement;
  root.dataset[flag] = '';
  const restore = prepare();
  const done = () => {
    place.remove();
    delete root.dataset[flag];
    restore();
    window.removeEventListener('afterprint', done);
    if (end === done) end = null;
  };
  end = done;
  window.addEventListener('afterprint', done);
  try {
    window.print();
  } catch {
    done();
  }
}
