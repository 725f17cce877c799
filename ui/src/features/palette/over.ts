// What lies over the screen as a dialog of the web view: the rest can neither be pressed nor reached by Tab, the
// focus goes back to where it was, and no key that was meant for it reaches the screen below.

/** For a `dialog`: `{@attach over(() => onleave())}`; what is marked `data-first` begins with the focus. `onkey` hears the others, the dialog's own. */
export function over(onleave: () => void, onkey: (event: KeyboardEvent) => void = () => undefined): (dialog: HTMLDialogElement) => () => void {
  return (dialog) => {
    const before = document.activeElement;
    const heard = (event: KeyboardEvent) => {
      event.stopPropagation();
      if (event.key !== 'Escape' || event.isComposing) return onkey(event);
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
    dialog.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      dialog.removeEventListener('keydown', heard);
      dialog.removeEventListener('mousedown', beside);
      dialog.removeEventListener('cancel', cancelled);
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  };
}
