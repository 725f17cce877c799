// The keys that work on every screen, when no text is being typed, are those that keys.ts declares: here they
// are heard, before any screen does. Keys of a register or of a calendar are theirs.
import { pressed, type Does } from './keys';

export type KeyLike = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'target' | 'preventDefault' | 'stopPropagation'
>;

/** How long a G waits for its letter. */
const PATIENCE = 1500;

export class Shortcuts {
  private since = -Infinity;
  constructor(
    private readonly act: (does: Does) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Hears a key before any screen does, and keeps it when it is one of these. */
  hear(event: KeyLike): boolean {
    const does = this.read(event);
    if (!does) return false;
    event.preventDefault();
    event.stopPropagation();
    if (does !== 'waiting') this.act(does);
    return true;
  }

  private read(event: KeyLike): Does | 'waiting' | null {
    if (event.isComposing || event.altKey || event.metaKey) return null;
    const letter = latinLetter(event);
    if (event.ctrlKey) return event.shiftKey ? null : pressed(`Ctrl ${letter.toUpperCase()}`, false);
    if (isTyping(event.target)) return null;
    const waited = this.now() - this.since < PATIENCE;
    this.since = -Infinity;
    const there = waited ? pressed(letter.toUpperCase(), true) : null;
    if (there) return there;
    if (letter === 'g' && !event.shiftKey) {
      this.since = this.now();
      return 'waiting';
    }
    // In a register the slash filters its rows.
    if (event.key === '/' && filters(event.target)) return null;
    return /^[/?]$/.test(event.key) ? pressed(event.key, false) : null;
  }
}

/** The letter of a key: what it types, or where it is when it does not type a Latin letter. */
export function latinLetter(event: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (event.key.length === 1 && /^[\p{Script=Latin}\p{P}\p{S}\d]$/u.test(event.key)) return event.key.toLowerCase();
  const place = /^Key([A-Z])$/.exec(event.code);
  return event.key.length === 1 && place ? place[1]!.toLowerCase() : '';
}

/**
 * The digit that stands where a key does: an AZERTY keyboard types & é there. Without Num Lock a keypad
 * has arrows, Page Down and the like in the same places, and they mean what they say.
 */
export function digitOfPlace({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): number | null {
  const digit = /^(Digit|Numpad)([0-9])$/.exec(code);
  if (!digit || (digit[1] === 'Numpad' && key.length !== 1)) return null;
  return Number(digit[2]);
}

/** What is ticked is not typed into. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && /^(?:radio|checkbox)$/.test(target.type)) return false;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** Rows that hear the slash themselves. */
function filters(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-keyshortcuts~="/"]') !== null;
}

/** Ctrl+Z, Ctrl+Shift+Z or Ctrl+Y, whatever the keyboard: for the screens that have something to undo. */
export function readUndo(key: Omit<KeyLike, 'target' | 'preventDefault' | 'stopPropagation'>): 'undo' | 'redo' | null {
  if (key.isComposing || key.altKey || !(key.ctrlKey || key.metaKey)) return null;
  const letter = latinLetter(key);
  if (letter === 'z') return key.shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !key.shiftKey ? 'redo' : null;
}
