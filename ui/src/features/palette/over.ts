// What lies over the screen as a dialog of the web view: the rest can neither be pressed nor reached by Tab, the
// focus goes back to where it was, and no key that was meant for it reaches the screen below.

/** For a `dialog`: `{@attach over(() => onleave())}`. */
export function over(onleave: () => void): (dialog: HTMLDialogElement) => () => void {
  return (dialog) => {
    const before = document.activeElement;
    const heard = (event: KeyboardEvent) => {
      event.stopPropagation();
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      onleave();
    };
    // A press beside it is a press on the dialog itself: its content fills it.
    const beside = (event: MouseEvent) => {
      if (event.target === dialog) onleave();
    };
    const cancelled = (event: Event) => {
      event.preventDefault();
      onleave();
    };
    dialog.addEventListener('keydown', heard);
    dialog.addEventListener('mousedown', beside);
    dialog.addEventListener('cancel', cancelled);
    dialog.showModal();
    return () => {
      dialog.removeEventListener('keydown', heard);
      dialog.removeEventListener('mousedown', beside);
      dialog.removeEventListener('cancel', cancelled);
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  };
}
