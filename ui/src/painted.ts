// Tells the outside (tests, measures) what has really been painted, and how long a key took to show.
// Nothing in the window reads it back.

declare global {
  interface Window {
    __keyToPaint?: number[];
  }
}

const BOUND = 1000;

/** After the next frame: the screen of this name is on the glass. */
export function painted(screen: string): void {
  requestAnimationFrame(() => {
    const mark = `${screen}-painted`;
    if (performance.getEntriesByName(mark).length === 0) performance.mark(mark);
    document.documentElement.dataset.painted = screen;
  });
}

/** From a key event to the second frame after it, when its effect is visible for certain. */
export function measureKey(since: number): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const kept = (window.__keyToPaint ??= []);
      kept.push(performance.now() - since);
      if (kept.length > BOUND) kept.splice(0, kept.length - BOUND);
    }),
  );
}
