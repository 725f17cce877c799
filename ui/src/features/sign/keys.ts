// The keys of sign mode: digits of a code wherever they stand on the keyboard, and the keys of the window
// and of the web view that do nothing while the computer is in a learner's hands. Pure.
import { digitOfPlace, type KeyLike } from '../../shortcuts';

type Key = Pick<KeyLike, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Larger and smaller letters are for whoever reads. */
const ZOOM = new Set(['+', '-', '=', '0', '_']);

/** Whether a key is kept from everybody: shortcuts, function keys, the way back of a browser. */
export function muted({ key, code, ctrlKey, metaKey, altKey }: Key): boolean {
  if (/^F\d{1,2}$/.test(key) || /^Browser|^ContextMenu$/.test(key)) return true;
  // Both together write a sign on many keyboards.
  if (ctrlKey && altKey) return false;
  if (ctrlKey || metaKey) return !(ZOOM.has(key) || /^(?:Digit0|Numpad(?:0|Add|Subtract))$/.test(code) || /^(?:Control|Meta|Shift|Tab)$/.test(key));
  return altKey && /^(?:Arrow(?:Left|Right)|Home)$/.test(key);
}

/** The digit of a key by its place: on many keyboards it is written with Shift. */
export function digitOf(key: Key): string | null {
  if (key.ctrlKey || key.metaKey || key.altKey) return null;
  return digitOfPlace(key)?.toString() ?? null;
}
