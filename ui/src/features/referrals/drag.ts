// Dragging a card of the board: over which column it is.
import type { ReferralRow } from '../../api';
import { dragging as drag } from '../../parts/dragging';
import type { Column } from './board';
import type { Carry } from './carry.svelte';

/** An attachment of the board, whose columns carry `data-column` and whose cards carry `data-card`. */
export function dragging(hand: () => Carry, find: (id: string) => ReferralRow | undefined) {
  let spots: { column: Column; box: DOMRect }[] = [];
  return drag<ReferralRow>({
    take: (target) => {
      const row = find(target.closest<HTMLElement>('[data-card]')?.dataset['card'] ?? '');
      return row && row.may.length > 0 ? row : null;
    },
    measure: (board) => {
      spots = [...board.querySelectorAll<HTMLElement>('[data-column]')].map((lane) => ({ column: lane.dataset['column'] as Column, box: lane.getBoundingClientRect() }));
    },
    over: (row, { clientX: x }) => {
      const spot = spots.find(({ box }) => x >= box.left && x <= box.right);
      if (spot) hand().over(row, spot.column);
    },
    held: () => hand().held !== null,
    drop: () => hand().drop(),
    cancel: () => hand().cancel(),
  });
}
