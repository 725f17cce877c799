// A module taken by its grip with a mouse, a pen or a finger: it goes where the pointer is while it is held.
// Escape puts it back where it was. Keys and buttons do the same without dragging.

type Grip = { over: (key: string, to: number) => void; /** Null when it is let go of. */ begin: (key: string | null) => void; placeOf: (key: string) => number };

/** An attachment of the table whose bodies carry `data-module`, and whose grips carry `data-grip`. */
export function gripped({ over, begin, placeOf }: Grip) {
  return (table: HTMLElement) => {
    let held: { key: string; from: number; id: number } | null = null;
    const lines = () => [...table.querySelectorAll<HTMLElement>('[data-module]')];

    const press = (event: PointerEvent) => {
      const grip = event.target instanceof Element ? event.target.closest('[data-grip]') : null;
      const key = grip?.closest<HTMLElement>('[data-module]')?.dataset['module'];
      if (!key || event.button !== 0) return;
      event.preventDefault();
      held = { key, from: placeOf(key), id: event.pointerId };
      table.setPointerCapture?.(event.pointerId);
      begin(key);
    };
    const move = (event: PointerEvent) => {
      if (!held) return;
      // Over which line it is: one that is open takes its own height.
      const at = lines().findIndex((line) => event.clientY < line.getBoundingClientRect().bottom);
      over(held.key, at < 0 ? lines().length - 1 : at);
    };
    const release = () => {
      if (!held) return;
      held = null;
      begin(null);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !held) return;
      event.preventDefault();
      event.stopPropagation();
      over(held.key, held.from);
      release();
    };
    table.addEventListener('pointerdown', press);
    table.addEventListener('pointermove', move);
    table.addEventListener('pointerup', release);
    table.addEventListener('pointercancel', release);
    window.addEventListener('keydown', key, true);
    return () => {
      release();
      table.removeEventListener('pointerdown', press);
      table.removeEventListener('pointermove', move);
      table.removeEventListener('pointerup', release);
      table.removeEventListener('pointercancel', release);
      window.removeEventListener('keydown', key, true);
    };
  };
}
