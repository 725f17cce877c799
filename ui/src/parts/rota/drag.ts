// Dragging somebody's name onto a session with a mouse or a pen. The page is measured once, when dragging
// begins: a session is a column, so that anywhere below its head will do.

type Spot = { session: string; box: DOMRect };
export type Dragged = { person: string; session: string | null };
export type Dragging = { over: (dragged: Dragged | null) => void; drop: (person: string, session: string) => void };
/** So far a hand may tremble without meaning anything. */
const TREMBLE = 4;

/** An attachment of the rota whose names carry `data-person` and whose heads carry `data-session`. */
export function draggingNames({ over, drop }: Dragging) {
  return (grid: HTMLElement) => {
    let began: { person: string; x: number; y: number; id: number } | null = null;
    let spots: Spot[] | null = null;
    let at: string | null = null;

    const press = (event: PointerEvent) => {
      const name = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-person]') : null;
      if (!name || event.button !== 0 || event.pointerType === 'touch') return;
      began = { person: name.dataset['person']!, x: event.clientX, y: event.clientY, id: event.pointerId };
    };
    const move = (event: PointerEvent) => {
      if (!began) return;
      if (!spots) {
        if (Math.hypot(event.clientX - began.x, event.clientY - began.y) < TREMBLE) return;
        spots = [...grid.querySelectorAll<HTMLElement>('[data-session]')].map((head) => ({ session: head.dataset['session']!, box: head.getBoundingClientRect() }));
        grid.setPointerCapture?.(began.id);
      }
      event.preventDefault();
      const edge = grid.querySelector('[data-person]')?.getBoundingClientRect();
      // What has scrolled away below the names is not aimed at.
      const hidden = edge !== undefined && event.clientX >= edge.left && event.clientX <= edge.right;
      at = hidden ? null : (spots.find(({ box }) => event.clientX >= box.left && event.clientX <= box.right)?.session ?? null);
      over({ person: began.person, session: at });
    };
    const end = () => {
      began = spots = at = null;
      over(null);
    };
    const release = () => {
      const dragged = began && spots && at ? { person: began.person, session: at } : null;
      end();
      if (dragged) drop(dragged.person, dragged.session);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !spots) return;
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    grid.addEventListener('pointerdown', press);
    grid.addEventListener('pointermove', move);
    grid.addEventListener('pointerup', release);
    grid.addEventListener('pointercancel', end);
    window.addEventListener('keydown', key, true);
    return () => {
      grid.removeEventListener('pointerdown', press);
      grid.removeEventListener('pointermove', move);
      grid.removeEventListener('pointerup', release);
      grid.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', key, true);
    };
  };
}
