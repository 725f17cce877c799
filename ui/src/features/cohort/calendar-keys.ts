// What a key means in the calendar. Letters by what they type, or by their place under letters that are
// not Latin; left and right by the direction of writing. Pure: it moves nothing.
import { latinLetter } from '../../shortcuts';
import { STEP, type Way } from './calendar';

export type Command =
  | { do: 'go'; way: Way }
  | { do: 'open' }
  | { do: 'lift' }
  /** Pressed again, the key that lifts: a week lets go, a month takes the next of the day. */
  | { do: 'next' }
  | { do: 'shift'; days: number; minutes: number }
  | { do: 'drop' }
  | { do: 'cancel' }
  | { do: 'turn'; by: 1 | -1 }
  | { do: 'now' };

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'>;
const WAYS: Record<string, Way> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'before', ArrowRight: 'after' };

/** `lifted` says that a session is in the hand: arrows then move it. */
export function readKey(key: Key, lifted: boolean, rtl: boolean): Command | null {
  if (key.isComposing || key.ctrlKey || key.metaKey || key.altKey) return null;
  const way = wayOf(key.key, rtl);
  if (lifted) return readLifted(key, way);
  if (way) return { do: 'go', way };
  switch (key.key) {
    case 'Enter':
      return { do: 'open' };
    case 'PageUp':
      return { do: 'turn', by: -1 };
    case 'PageDown':
      return { do: 'turn', by: 1 };
    case 'Home':
      return { do: 'now' };
    default:
      return latinLetter(key) === 'm' ? { do: 'lift' } : null;
  }
}

function wayOf(key: string, rtl: boolean): Way | undefined {
  const way = WAYS[key];
  if (!rtl || way === undefined) return way;
  return way === 'before' ? 'after' : way === 'after' ? 'before' : way;
}

function readLifted(key: Key, way: Way | undefined): Command | null {
  const minutes = key.shiftKey ? 60 : STEP;
  if (way === 'up') return { do: 'shift', days: 0, minutes: -minutes };
  if (way === 'down') return { do: 'shift', days: 0, minutes };
  if (way) return { do: 'shift', days: way === 'after' ? 1 : -1, minutes: 0 };
  if (key.key === 'PageUp' || key.key === 'PageDown') return { do: 'shift', days: key.key === 'PageUp' ? -7 : 7, minutes: 0 };
  if (key.key === 'Enter') return { do: 'drop' };
  if (key.key === 'Escape') return { do: 'cancel' };
  return latinLetter(key) === 'm' ? { do: 'next' } : null;
}
