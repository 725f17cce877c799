// Keys on the keyboards of our rooms: AZERTY digits, French letters, Arabic and Cyrillic layouts.
import { describe, expect, it } from 'vitest';
import { readUndo } from '../../shortcuts';
import { readKey, type Letters } from './keys';

const FR: Letters = { present: 'p', late: 'r', absent: 'a', excused: 'e' };
const EN: Letters = { ...FR, late: 'l' };
const key = (key: string, code: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
});

describe('readKey', () => {
  it('takes letters in the language shown', () => {
    expect(readKey(key('r', 'KeyR'), FR, false)).toEqual({ do: 'mark', kind: 'late' });
    expect(readKey(key('l', 'KeyL'), FR, false)).toBeNull();
    expect(readKey(key('l', 'KeyL'), EN, false)).toEqual({ do: 'mark', kind: 'late' });
  });
  it('takes the letter typed, not its place: AZERTY has A where QWERTY has Q', () => {
    expect(readKey(key('a', 'KeyQ'), FR, false)).toEqual({ do: 'mark', kind: 'absent' });
    expect(readKey(key('q', 'KeyA'), FR, false)).toBeNull();
  });
  it('takes the place when the layout does not type Latin letters', () => {
    expect(readKey(key('ح', 'KeyP'), FR, false)).toEqual({ do: 'mark', kind: 'present' });
    expect(readKey(key('ф', 'KeyA'), FR, false)).toEqual({ do: 'mark', kind: 'absent' });
    expect(readKey(key('ር', 'KeyR'), FR, false)).toEqual({ do: 'mark', kind: 'late' });
  });
  it('takes digits by their place', () => {
    expect(readKey(key('&', 'Digit1'), FR, false)).toEqual({ do: 'mark', kind: 'present' });
    expect(readKey(key('é', 'Digit2'), FR, false)).toEqual({ do: 'mark', kind: 'late' });
    expect(readKey(key('4', 'Numpad4'), FR, false)).toEqual({ do: 'mark', kind: 'excused' });
    expect(readKey(key('à', 'Digit0'), FR, true)).toEqual({ do: 'digit', digit: 0 });
    expect(readKey(key('(', 'Digit5'), FR, false)).toBeNull();
  });
  it('takes a keypad without Num Lock as arrows', () => {
    expect(readKey(key('ArrowDown', 'Numpad2'), FR, false)).toEqual({ do: 'move', to: 'down' });
  });
  it('fills the rest with a capital only', () => {
    expect(readKey(key('P', 'KeyP', { shiftKey: true }), FR, false)).toEqual({ do: 'rest' });
    expect(readKey(key('P', 'KeyP'), FR, false)).toEqual({ do: 'mark', kind: 'present' });
  });
  it('leaves Enter and Space to the button, but while minutes are typed', () => {
    expect(readKey(key('Enter', 'Enter'), FR, false)).toBeNull();
    expect(readKey(key(' ', 'Space'), FR, true)).toBeNull();
    expect(readKey(key('Enter', 'Enter'), FR, true)).toEqual({ do: 'accept' });
  });
  it('is deaf while a word is being composed, and to other shortcuts', () => {
    expect(readKey(key('p', 'KeyP', { isComposing: true }), FR, false)).toBeNull();
    expect(readKey(key('p', 'KeyP', { ctrlKey: true }), FR, false)).toBeNull();
  });
  it('knows the rest', () => {
    expect(readKey(key('Delete', 'Delete'), FR, false)).toEqual({ do: 'mark', kind: 'clear' });
    expect(readKey(key('d', 'KeyD'), FR, false)).toEqual({ do: 'mark', kind: 'left' });
    expect(readKey(key('t', 'KeyT'), FR, false)).toEqual({ do: 'mark', kind: 'remote' });
    expect(readKey(key('n', 'KeyN'), FR, false)).toEqual({ do: 'note' });
    expect(readKey(key('Home', 'Home'), FR, false)).toEqual({ do: 'move', to: 'first' });
  });
});

describe('readUndo', () => {
  it('undoes and redoes, wherever Z is', () => {
    expect(readUndo(key('z', 'KeyW', { ctrlKey: true }))).toBe('undo');
    expect(readUndo(key('Z', 'KeyW', { ctrlKey: true, shiftKey: true }))).toBe('redo');
    expect(readUndo(key('y', 'KeyY', { ctrlKey: true }))).toBe('redo');
    expect(readUndo(key('я', 'KeyZ', { ctrlKey: true }))).toBe('undo');
    expect(readUndo(key('z', 'KeyZ'))).toBeNull();
  });
});
