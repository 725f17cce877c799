// Dragging somebody's name onto a session: it is a column, so that anywhere below its head will do.
import { dragging } from '../dragging';

export type Dragged = { person: string; session: string | null };
export type Dragging = { over: (dragged: Dragged | null) => void; drop: (person: string, session: string) => void };

/** An attachment of the rota whose names carry `data-person` and whose heads carry `data-session`. */
export function draggingNames({ over, drop }: Dragging) {
  let spots: { session: string; box: DOMRect }[] = [];
  let names: DOMRect | undefined;
  let held: Dragged | null = null;
  const hold = (next: Dragged | null) => over((held = next));

  return dragging<string>({
    take: (target) => target.closest<HTMLElement>('[data-person]')?.dataset['person'] ?? null,
    measure: (grid) => {
      spots = [...grid.querySelectorAll<HTMLElement>('[data-session]')].map((head) => ({ session: head.dataset['session']!, box: head.getBoundingClientRect() }));
      names = grid.querySelector('[data-person]')?.getBoundingClientRect();
    },
    over: (person, { clientX: x }) => {
      // What has scrolled away below the names is not aimed at.
      const hidden = names !== undefined && x >= names.left && x <= names.right;
      const spot = hidden ? undefined : spots.find(({ box }) => x >= box.left && x <= box.right);
      hold({ person, session: spot?.session ?? null });
    },
    held: () => held !== null,
    drop: () => {
      const { person, session } = held ?? {};
      hold(null);
      if (person && session) drop(person, session);
    },
    cancel: () => hold(null),
  });
}
