// Dragging with a mouse or a pen, from the press to the release; Escape gives up, and the click that a
// browser makes of a release is none. What is dragged and where to, whoever uses it says. A finger scrolls.

export type Hand<T> = {
  /** What a press takes up; nothing where there is nothing to take. */
  take: (at: Element, event: PointerEvent) => T | null;
  /** The page is measured once, when dragging begins. */
  measure: (place: HTMLElement) => void;
  over: (what: T, event: PointerEvent) => void;
  held: () => boolean;
  drop: () => void;
  cancel: () => void;
};
/** So far a hand may tremble without meaning anything. */
const TREMBLE = 4;

/** An attachment of the place in which things are dragged. */
export function dragging<T>(hand: Hand<T>) {
  return (place: HTMLElement) => {
    let began: { what: T; x: number; y: number; id: number } | null = null;
    /** Escape was pressed before the release. */
    let renounced = false;

    const press = (event: PointerEvent) => {
      if (event.button !== 0 || event.pointerType === 'touch' || !(event.target instanceof Element)) return;
      const what = hand.take(event.target, event);
      if (what === null) return;
      hand.cancel();
      renounced = false;
      began = { what, x: event.clientX, y: event.clientY, id: event.pointerId };
    };
    const move = (event: PointerEvent) => {
      if (!began) return;
      if (!hand.held()) {
        if (Math.hypot(event.clientX - began.x, event.clientY - began.y) < TREMBLE) return;
        hand.measure(place);
        place.setPointerCapture?.(began.id);
      }
      event.preventDefault();
      hand.over(began.what, event);
    };
    const release = () => {
      const dragged = began !== null && hand.held();
      if (dragged || renounced) swallowClick();
      if (dragged) hand.drop();
      began = null;
      renounced = false;
    };
    const giveUp = () => {
      if (began && hand.held()) hand.cancel();
      began = null;
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !began || !hand.held()) return;
      event.preventDefault();
      event.stopPropagation();
      renounced = true;
      giveUp();
    };
    const ends: (() => void)[] = [];
    const hear = <K extends keyof HTMLElementEventMap>(on: HTMLElement | Window, type: K, heard: (event: HTMLElementEventMap[K]) => void, capture = false) => {
      on.addEventListener(type, heard as EventListener, capture);
      ends.push(() => on.removeEventListener(type, heard as EventListener, capture));
    };
    hear(place, 'pointerdown', press);
    hear(place, 'pointermove', move);
    hear(place, 'pointerup', release);
    hear(place, 'pointercancel', giveUp);
    hear(window, 'keydown', key, true);
    return () => {
      giveUp();
      for (const end of ends) end();
    };
  };
}

function swallowClick() {
  const once = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('click', once, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', once, true), 0);
}
