// Dragging in the calendar: a session is over a day, and over an hour where the day has hours.
import { dragging as drag } from '../../parts/dragging';
import { dropped, type Hours, type Item, type Place } from './calendar';
import type { Carry } from './carry.svelte';

type Spot = { date: string; box: DOMRect };
export type Dragging = { carry: () => Carry; find: (key: string) => Item | undefined; /** Null where days have no hours. */ hours: () => Hours | null };

/** An attachment of the grid whose days carry `data-day` and whose sessions carry `data-item`. */
export function dragging({ carry: hand, find, hours }: Dragging) {
  let spots: Spot[] = [];

  const place = ({ clientX: x, clientY: y }: PointerEvent, item: Item, grip: number): Place => {
    const range = hours();
    const spot = spots.find(({ box }) => x >= box.left && x <= box.right && (range !== null || (y >= box.top && y <= box.bottom)));
    if (!spot) return hand().held?.to ?? item;
    if (!range) return { date: spot.date, start: item.start, end: item.end };
    const minute = range.from + ((y - grip - spot.box.top) / spot.box.height) * (range.to - range.from);
    return dropped(item, spot.date, minute, range);
  };
  return drag<{ item: Item; grip: number }>({
    take: (target, event) => {
      const at = target.closest<HTMLElement>('[data-item]');
      const item = at && find(at.dataset['item']!);
      return item?.movable ? { item, grip: event.clientY - at!.getBoundingClientRect().top } : null;
    },
    measure: (grid) => {
      spots = [...grid.querySelectorAll<HTMLElement>('[data-day]')].map((cell) => ({ date: cell.dataset['day']!, box: cell.getBoundingClientRect() }));
    },
    over: ({ item, grip }, event) => hand().over(item, place(event, item, grip)),
    held: () => hand().held !== null,
    drop: () => hand().drop(),
    cancel: () => hand().cancel(),
  });
}
