// Dragging a card with a mouse or a pen, from the press to the release: over which column it is. The page
// is measured once, when dragging begins.
import type { ReferralRow } from '../../api';
import type { Column } from './board';
import type { Carry } from './carry.svelte';

/** So far a hand may tremble without meaning anything. */
const TREMBLE = 4;

/** An attachment of the board, whose columns carry `data-column` and whose cards carry `data-card`. */
export function dragging(hand: () => Carry, find: (id: string) => ReferralRow | undefined) {
  return (board: HTMLElement) => {
    let began: { row: ReferralRow; x: number; y: number; id: number } | null = null;
    let spots: { column: Column; box: DOMRect }[] = [];
    /** Escape was pressed before the release. */
    let renounced = false;

    const press = (event: PointerEvent) => {
      const at = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-card]') : null;
      const row = at && find(at.dataset['card']!);
      if (!row || row.may.length === 0 || event.button !== 0 || event.pointerType === 'touch') return;
      hand().cancel();
      renounced = false;
      began = { row, x: event.clientX, y: event.clientY, id: event.pointerId };
    };
    const move = (event: PointerEvent) => {
      if (!began) return;
      if (!hand().held) {
        if (Math.hypot(event.clientX - began.x, event.clientY - began.y) < TREMBLE) return;
        spots = [...board.querySelectorAll<HTMLElement>('[data-column]')].map((cell) => ({ column: cell.dataset['column'] as Column, box: cell.getBoundingClientRect() }));
        board.setPointerCapture?.(began.id);
      }
      event.preventDefault();
      const spot = spots.find(({ box }) => event.clientX >= box.left && event.clientX <= box.right);
      if (spot) hand().over(began.row, spot.column);
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
    hear(board, 'pointerdown', press);
    hear(board, 'pointermove', move);
    hear(board, 'pointerup', release);
    hear(board, 'pointercancel', giveUp);
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
