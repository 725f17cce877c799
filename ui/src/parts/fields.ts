// What forms and fields do alike: a form begins at its first field and Escape gives it up; a field that holds
// what is usual is chosen as a whole when one comes into it, for whoever types means something else.

/** For a form that stands in a page: `{@attach givenUp(() => oncancel())}`. Escape goes no further than it. */
export function givenUp(oncancel: () => void, begin = 'input, select'): (form: HTMLFormElement) => () => void {
  return (form) => {
    form.querySelector<HTMLElement>(begin)?.focus();
    const heard = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.stopPropagation();
      oncancel();
    };
    form.addEventListener('keydown', heard);
    return () => form.removeEventListener('keydown', heard);
  };
}

/** For a field's `onfocus`. */
export function whole(event: FocusEvent): void {
  (event.currentTarget as HTMLInputElement).select();
}
