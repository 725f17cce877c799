// The keys that work on every screen, when no text is being typed: G then a letter to go somewhere,
// Ctrl+K or / to find a person, Ctrl+L to lock, ? for the list of keys. Keys of the register are the register's.
import type { Route } from './route';

export type KeyLike = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'target' | 'preventDefault' | 'stopPropagation'
>;

const GO: Record<string, Route> = {
  t: { name: 'today', date: null },
  p: { name: 'people', find: false },
  c: { name: 'cohorts' },
  e: { name: 'exchange', look: false },
};

/** How long a G waits for its letter. */
const PATIENCE = 1500;

export class Shortcuts {
  private since = -Infinity;
  constructor(
    private readonly go: (route: Route) => void,
    private readonly lock: () => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Hears a key before any screen does, and keeps it when it is one of these. */
  hear(event: KeyLike): boolean {
    const route = this.read(event);
    if (!route) return false;
    event.preventDefault();
    event.stopPropagation();
    if (route === 'lock') this.lock();
    else if (route !== 'waiting') this.go(route);
    return true;
  }

  private read(event: KeyLike): Route | 'waiting' | 'lock' | null {
    if (event.isComposing || event.altKey || event.metaKey) return null;
    const letter = latinLetter(event);
    if (event.ctrlKey && letter === 'l' && !event.shiftKey) return 'lock';
    if (event.ctrlKey) return letter === 'k' && !event.shiftKey ? { name: 'people', find: true } : null;
    if (isTyping(event.target)) return null;
    const waited = this.now() - this.since < PATIENCE;
    this.since = -Infinity;
    const there = waited ? GO[letter] : undefined;
    if (there) return there;
    if (letter === 'g' && !event.shiftKey) {
      this.since = this.now();
      return 'waiting';
    }
    // In a register the same key filters its rows.
    if (event.key === '/') return filters(event.target) ? null : { name: 'people', find: true };
    if (event.key === '?') return { name: 'settings', keys: true };
    return null;
  }
}

/** The letter of a key: what it types, or where it is when it does not type a Latin letter. */
export function latinLetter(event: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (event.key.length === 1 && /^[\p{Script=Latin}\p{P}\p{S}\d]$/u.test(event.key)) return event.key.toLowerCase();
  const place = /^Key([A-Z])$/.exec(event.code);
  return event.key.length === 1 && place ? place[1]!.toLowerCase() : '';
}

export function isTyping(target: EventTarget | null): boolean {
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
