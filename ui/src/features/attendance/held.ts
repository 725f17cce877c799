// A row held down for half a second, on glass or with a pen: the same as a right click. A finger that
// moves on is scrolling, and holds nothing. It listens; what opens is the page's.

const LONG = 500;
const FAR = 10;

/** How long after a hold its click may still come. */
const ECHO = 50;

/** Calls back with the element that was held or right-clicked; the click that ends a hold does nothing. */
export function held(area: HTMLElement, open: (on: Element) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  let ended = false;
  const stop = () => clearTimeout(timer);
  const lift = () => {
    stop();
    // Enter on a button is a click too, and no echo of a hold.
    setTimeout(() => (ended = false), ECHO);
  };
  const heard: [string, (event: Event) => void][] = [
    [
      'pointerdown',
      (event) => {
        const { pointerType, clientX, clientY, target } = event as PointerEvent;
        ended = false;
        stop();
        if (pointerType === 'mouse' || !(target instanceof Element)) return;
        from = { x: clientX, y: clientY };
        timer = setTimeout(() => {
          ended = true;
          open(target);
        }, LONG);
      },
    ],
    [
      'pointermove',
      (event) => {
        const { clientX, clientY } = event as PointerEvent;
        if (Math.hypot(clientX - from.x, clientY - from.y) >= FAR) stop();
      },
    ],
    ['pointerup', lift],
    ['pointercancel', lift],
    [
      'click',
      (event) => {
        if (!ended) return;
        ended = false;
        event.preventDefault();
        event.stopPropagation();
      },
    ],
    [
      'contextmenu',
      (event) => {
        const { target } = event;
        if (!(target instanceof Element) || target.closest('input, textarea') || !target.closest('[data-row]')) return;
        event.preventDefault();
        stop();
        if (!ended) open(target);
      },
    ],
  ];
  for (const [name, hear] of heard) area.addEventListener(name, hear, true);
  return () => {
    stop();
    for (const [name, hear] of heard) area.removeEventListener(name, hear, true);
  };
}
