// A scanner is a keyboard that types very fast. The code of a printed sheet, read outside a field, would
// mark people: here its keys are told from those of a hand, before any screen hears them.
import { isTyping } from './shortcuts';

const BEGINS = 'passerelle:session/';
/** No hand goes from one key to the next in so few milliseconds. */
const FAST = 30;
/** A scanner that is slow in its middle is still one. */
const PAUSE = 150;
/** So much of the beginning, so fast, is no hand's. */
const SURE = 4;
const LONG = 200;

/** The first letter, which may be a hand's: it acts at once, and is taken back when it was a scanner's. */
export type Doubt = { over: Promise<void>; takeBack: () => void };

export class Scanner {
  /** What was scanned, to its Enter. */
  found: (text: string) => void = () => {};
  private typed = '';
  private placed = '';
  private last = -Infinity;
  private sure = false;
  private held: KeyboardEvent[] = [];
  private begun: (Doubt & { event: KeyboardEvent; end: () => void }) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What was held is on its way to the screen. */
  private passing = false;

  /** Hears a key before any screen does; answers whether it is kept from them. */
  hear(event: KeyboardEvent): boolean {
    // Shift writes the colon of some keyboards, and is no letter.
    if (this.passing || event.key === 'Shift') return false;
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing || isTyping(event.target));
    const since = event.timeStamp - this.last;
    this.last = event.timeStamp;
    if (this.sure && plain && since <= PAUSE && this.typed.length < LONG) return this.follow(event);
    if (!this.sure && plain && since <= FAST && this.typed && this.goesOn(event)) return true;
    this.letGo();
    const letter = plain && !event.shiftKey && signOf(event).some((sign) => sign === 'p');
    if (letter) this.begin(event);
    return false;
  }

  /** The doubt about this key, when it is the last one that was let through. */
  doubtOf(event: KeyboardEvent): Doubt | null {
    return this.begun?.event === event ? this.begun : null;
  }

  private begin(event: KeyboardEvent): void {
    this.add(event);
    let end = () => {};
    const over = new Promise<void>((settled) => (end = settled));
    this.begun = { event, over, end, takeBack: () => {} };
    this.wait();
  }

  private goesOn(event: KeyboardEvent): boolean {
    const [typed, placed] = [this.typed, this.placed];
    this.add(event);
    if (![this.typed, this.placed].some((text) => BEGINS.startsWith(text))) {
      [this.typed, this.placed] = [typed, placed];
      return false;
    }
    this.held.push(event);
    if (this.typed.length < SURE) {
      this.wait();
      return true;
    }
    clearTimeout(this.timer);
    this.sure = true;
    this.held = [];
    this.begun?.takeBack();
    this.settle();
    return true;
  }

  /** The rest of what is scanned. */
  private follow(event: KeyboardEvent): boolean {
    if (event.key !== 'Enter') {
      this.add(event);
      return true;
    }
    const text = [this.typed, this.placed].find((one) => one.startsWith(BEGINS)) ?? '';
    this.letGo();
    this.found(text);
    return true;
  }

  private add(event: KeyboardEvent): void {
    const [typed, placed] = signOf(event);
    this.typed += typed;
    this.placed += placed;
  }
  private wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.letGo(), FAST);
  }
  private settle(): void {
    this.begun?.end();
    this.begun = null;
  }

  /** It was a hand after all: what was held goes on to the screen, in its order. */
  private letGo(): void {
    clearTimeout(this.timer);
    const { held } = this;
    this.typed = this.placed = '';
    this.sure = false;
    this.held = [];
    this.settle();
    this.passing = true;
    for (const event of held) {
      const on = event.target instanceof Element && event.target.isConnected ? event.target : (document.activeElement ?? document.body);
      on.dispatchEvent(new KeyboardEvent('keydown', event));
    }
    this.passing = false;
  }
}

/** What a key types, and what it would type on the QWERTY keyboard that most scanners take themselves for. */
function signOf({ key, code, shiftKey }: KeyboardEvent): [string, string] {
  const typed = key.length === 1 ? key.toLowerCase() : '\u0000';
  const place = /^(?:Key([A-Z])|Digit(\d)|Numpad(\d))$/.exec(code);
  const named: Record<string, string> = { Slash: '/', Minus: '-', Semicolon: shiftKey ? ':' : ';' };
  return [typed, (place?.[1] ?? place?.[2] ?? place?.[3] ?? named[code] ?? '\u0000').toLowerCase()];
}

export const scanner = new Scanner();
