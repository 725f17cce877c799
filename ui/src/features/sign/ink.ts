// A hand on the pad: pointers become strokes of whole numbers, 0 to 1000 across and 0 to 500 down, however
// large the pad is shown. One pointer at a time; a palm beside a pen writes nothing. It keeps no stroke.

export const ACROSS = 1000;
export const DOWN = 500;

export type Point = readonly [x: number, y: number];
type Box = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;
type Spot = Pick<PointerEvent, 'clientX' | 'clientY'>;

const within = (value: number, most: number) => Math.min(Math.max(Math.round(value), 0), most);

/** Where a pointer is on the pad. What leaves the pad goes along its edge. */
export function place({ clientX, clientY }: Spot, box: Box): Point {
  return [
    within(((clientX - box.left) / (box.width || 1)) * ACROSS, ACROSS),
    within(((clientY - box.top) / (box.height || 1)) * DOWN, DOWN),
  ];
}

/** A stroke with these points after it; a pointer that rests adds none. */
export function longer(stroke: readonly number[], points: readonly Point[]): number[] {
  const next = [...stroke];
  for (const [x, y] of points) {
    if (next.at(-2) !== x || next.at(-1) !== y) next.push(x, y);
  }
  return next;
}

/** A stroke as a path; a dot is a line too short to be seen as one. */
export function pathOf(stroke: readonly number[]): string {
  const points: string[] = [];
  for (let i = 0; i + 1 < stroke.length; i += 2) points.push(`${stroke[i]} ${stroke[i + 1]}`);
  return points.length === 1 ? `M${points[0]}h.1` : `M${points.join('L')}`;
}

/** What the pointer went through since the last event, when the web view tells. */
function passed(event: PointerEvent): Spot[] {
  const all = typeof event.getCoalescedEvents === 'function' ? event.getCoalescedEvents() : [];
  return all.length > 0 ? all : [event];
}

export type Heard = { begin: (at: Point) => void; go: (through: Point[]) => void };

/** Hears one hand on this surface until the answer is called. */
export function hand(surface: Element, { begin, go }: Heard): () => void {
  let pointer: number | null = null;
  let box: Box = surface.getBoundingClientRect();
  /** Still down: what the pad has not lost. A pen writes even when the palm was there first. */
  const writing = () => pointer !== null && (typeof surface.hasPointerCapture !== 'function' || surface.hasPointerCapture(pointer));
  const down = (event: PointerEvent) => {
    if (event.button > 0 || event.isPrimary === false || (writing() && event.pointerType !== 'pen')) return;
    pointer = event.pointerId;
    box = surface.getBoundingClientRect();
    try {
      surface.setPointerCapture(pointer);
    } catch {
      // A pointer that is gone already cannot be held; its stroke ends where it is.
    }
    begin(place(event, box));
  };
  const move = (event: PointerEvent) => {
    if (event.pointerId === pointer) go(passed(event).map((spot) => place(spot, box)));
  };
  const up = (event: PointerEvent) => {
    if (event.pointerId === pointer) pointer = null;
  };
  const heard = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up, lostpointercapture: up };
  for (const [name, hear] of Object.entries(heard)) surface.addEventListener(name, hear as EventListener);
  return () => {
    for (const [name, hear] of Object.entries(heard)) surface.removeEventListener(name, hear as EventListener);
  };
}
