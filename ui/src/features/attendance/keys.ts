// What a key means while the register has the focus. Letters are those of the interface's language
// (French says R for late); digits are read by the place of the key, because an AZERTY keyboard types
// & é " ' there. Pure: it decides nothing about who is marked.
import { digitOfPlace, latinLetter } from '../../shortcuts';

export type MarkKind = 'present' | 'late' | 'absent' | 'excused';
export type Asked = MarkKind | 'left' | 'remote' | 'clear';
export type Command =
  | { do: 'mark'; kind: Asked }
  | { do: 'rest' }
  | { do: 'note' }
  | { do: 'sign' }
  | { do: 'history' }
  | { do: 'walk-in' }
  | { do: 'pause' }
  | { do: 'filter' }
  | { do: 'move'; to: 'up' | 'down' | 'first' | 'last' | 'before' | 'after' }
  | { do: 'digit'; digit: number }
  | { do: 'erase' }
  | { do: 'accept' }
  | { do: 'cancel' };

/** Lower-case letter of each mark in the interface's language. */
export type Letters = Record<MarkKind, string>;
export const MARKS: MarkKind[] = ['present', 'late', 'absent', 'excused'];

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'>;

const MOVES: Record<string, Extract<Command, { do: 'move' }>['to']> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
  ArrowLeft: 'before',
  ArrowRight: 'after',
};

/**
 * The command of a key, or none. `typing` says that minutes are being typed; `singles` that letters
 * and digits alone may act at all.
 */
export function readKey(key: Key, letters: Letters, typing: boolean, singles = true): Command | null {
  if (key.isComposing || key.ctrlKey || key.metaKey || key.altKey) return null;
  const digit = digitOfPlace(key);
  if (digit !== null) {
    if (typing) return { do: 'digit', digit };
    const kind = singles ? MARKS[digit - 1] : undefined;
    return kind ? { do: 'mark', kind } : null;
  }
  if (key.key in MOVES) return { do: 'move', to: MOVES[key.key]! };
  if (key.key === 'Escape') return { do: 'cancel' };
  if (typing && key.key === 'Enter') return { do: 'accept' };
  if (typing && key.key === 'Backspace') return { do: 'erase' };
  if (key.key === 'Delete') return { do: 'mark', kind: 'clear' };
  if (!singles) return null;
  if (isSlash(key)) return { do: 'filter' };
  return readLetter(key, letters, typing);
}

/** The slash by what it types, or by its place under letters that are not Latin. */
function isSlash(key: Key): boolean {
  return key.key === '/' || (key.code === 'Slash' && /^(?!\p{Script=Latin})\p{L}$/u.test(key.key));
}

/** Ctrl+N and Ctrl+Enter, which act wherever the focus is in the register. */
export function readChord(key: Key): 'walk-in' | 'close' | null {
  if (key.isComposing || key.altKey || key.shiftKey || !(key.ctrlKey || key.metaKey)) return null;
  if (key.key === 'Enter') return 'close';
  return latinLetter(key) === 'n' ? 'walk-in' : null;
}

function readLetter(key: Key, letters: Letters, typing: boolean): Command | null {
  const letter = latinLetter(key);
  if (key.shiftKey && letter === letters.present) return { do: 'rest' };
  const kind = MARKS.find((m) => letters[m] === letter);
  if (kind) return { do: 'mark', kind };
  switch (letter) {
    case 'd':
      return { do: 'mark', kind: 'left' };
    case 't':
      return { do: 'mark', kind: 'remote' };
    case 'u':
      return { do: 'mark', kind: 'clear' };
    case 'n':
      return { do: 'note' };
    case 's':
      return { do: 'sign' };
    case 'w':
      return { do: 'walk-in' };
    case 'i':
      return { do: 'pause' };
    case 'h':
      return typing ? null : { do: 'history' };
    default:
      return null;
  }
}
