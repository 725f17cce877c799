// Dragging in the calendar with a mouse or a pen: from the press to the release, a session is over a
// day, and over an hour where the day has hours. The page is measured once, when dragging begins.
import { dropped, type Hours, type Item, type Place } from './calendar';
import type { Carry } from './carry.svelte';

type Spot = { date: string; box: DOMRect };
export type Dragging = { carry: () => Carry; find: (key: string) => Item | undefined; /** Null where days have no hours. */ hours: () => Hours | null };
/** So far a hand may tremble without meaning anything. */
const TREMBLE = 4;

/** An attachment of the grid whose days carry `data-day` and whose sessions carry `data-item`. */
export function dragging({ carry: hand, find, hours }: Dragging) {
  return (grid: HTMLElement) => {
    let began: { item: Item; x: number; y: number; grip: number; id: number } | null = null;
    let spots: Spot[] = [];
    /** Escape was pressed before the release. */
    let renounced = false;

    const place = (x: number, y: number, item: Item): Place => {
      const range = hours();
      const spot = spots.find(({ box }) => x >= box.left && x <= box.right && (range !== null || (y >= box.top && y <= box.bottom)));
      if (!spot) return hand().held?.to ?? item;
      if (!range) return { date: spot.date, start: item.start, end: item.end };
      const minute = range.from + ((y - began!.grip - spot.box.top) / spot.box.height) * (range.to - range.from);
      return dropped(item, spot.date, minute, range);
    };
    const press = (event: PointerEvent) => {
      const at = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-item]') : null;
      const item = at && find(at.dataset['item']!);
      if (!item?.movable || event.button !== 0 || event.pointerType === 'touch') return;
      hand().cancel();
      renounced = false;
      began = { item, x: event.clientX, y: event.clientY, grip: event.clientY - at!.getBoundingClientRect().top, id: event.pointerId };
    };
    const move = (event: PointerEvent) => {
      if (!began) return;
      if (!hand().held) {
        if (Math.hypot(event.clientX - began.x, event.clientY - began.y) < TREMBLE) return;
        spots = [...grid.querySelectorAll<HTMLElement>('[data-day]')].map((cell) => ({ date: cell.dataset['day']!, box: cell.getBoundingClientRect() }));
        grid.setPointerCapture?.(began.id);
      }
      event.preventDefault();
      hand().over(began.item, place(event.clientX, event.clientY, began.item));
    };
    const release = () => {
      const dragged = began !== null && hand().held !== null;
      if (dragged || renounced) swallowClick();
      if (dragged) hand().drop();
      began = null;
      renounced = false;
    };
    const giveUp = () => {
      if (began && hand().held) hand().cancel();
      began = null;
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !began || !hand().held) return;
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
    hear(grid, 'pointerdown', press);
    hear(grid, 'pointermove', move);
    hear(grid, 'pointerup', release);
    hear(grid, 'pointercancel', giveUp);
    hear(window, 'keydown', key, true);
    return () => {
      giveUp();
      for (const end of ends) end();
    };
  };
}

/** The click that a browser makes of a release is not one. */
function swallowClick() {
  const once = (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('click', once, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', once, true), 0);
}
