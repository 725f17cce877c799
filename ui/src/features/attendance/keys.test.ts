// Keys on the keyboards of our rooms: AZERTY digits, French letters, Arabic and Cyrillic layouts.
import { describe, expect, it } from 'vitest';
import { readUndo } from '../../shortcuts';
import { readChord, readKey, type Letters } from './keys';

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
  const UNLOCKED = [
    ['Insert', 'Numpad0', null],
    ['End', 'Numpad1', { do: 'move', to: 'last' }],
    ['ArrowDown', 'Numpad2', { do: 'move', to: 'down' }],
    ['PageDown', 'Numpad3', null],
    ['ArrowLeft', 'Numpad4', { do: 'move', to: 'before' }],
    ['Clear', 'Numpad5', null],
    ['ArrowRight', 'Numpad6', { do: 'move', to: 'after' }],
    ['Home', 'Numpad7', { do: 'move', to: 'first' }],
    ['ArrowUp', 'Numpad8', { do: 'move', to: 'up' }],
    ['PageUp', 'Numpad9', null],
    ['Delete', 'NumpadDecimal', { do: 'mark', kind: 'clear' }],
  ] as const;
  it.each(UNLOCKED)('takes %s of a keypad without Num Lock at its word, and never as a digit', (typed, code, command) => {
    for (const typing of [false, true]) expect(readKey(key(typed, code), FR, typing)).toEqual(command);
  });
  it.each(Array.from({ length: 10 }, (_, n) => n))('takes %i of a keypad with Num Lock as a digit, in any script', (n) => {
    const kind = [null, 'present', 'late', 'absent', 'excused'][n];
    for (const typed of [String(n), String.fromCharCode(0x660 + n)]) {
      expect(readKey(key(typed, `Numpad${n}`), FR, true)).toEqual({ do: 'digit', digit: n });
      expect(readKey(key(typed, `Numpad${n}`), FR, false)).toEqual(kind ? { do: 'mark', kind } : null);
    }
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
    expect(readKey(key('s', 'KeyS'), FR, false)).toEqual({ do: 'sign' });
    expect(readKey(key('س', 'KeyS'), FR, false)).toEqual({ do: 'sign' });
    expect(readKey(key('s', 'KeyS'), EN, false, false)).toBeNull();
    expect(readKey(key('Home', 'Home'), FR, false)).toEqual({ do: 'move', to: 'first' });
  });
});

// What the keyboards of our rooms send, as browsers tell it: [key, code].
type Sent = [string, string];
type Board = { name: string; letters: Letters; p: Sent; late: Sent; a: Sent; e: Sent; w: Sent; i: Sent; digits: Sent[]; slash: Sent; n: Sent };
const BOARDS: Board[] = [
  {
    name: 'QWERTY, in English',
    letters: EN,
    p: ['p', 'KeyP'], late: ['l', 'KeyL'], a: ['a', 'KeyA'], e: ['e', 'KeyE'], w: ['w', 'KeyW'], i: ['i', 'KeyI'], n: ['n', 'KeyN'],
    digits: [['1', 'Digit1'], ['2', 'Digit2'], ['3', 'Digit3'], ['4', 'Digit4']],
    slash: ['/', 'Slash'],
  },
  {
    name: 'AZERTY, in French',
    letters: FR,
    p: ['p', 'KeyP'], late: ['r', 'KeyR'], a: ['a', 'KeyQ'], e: ['e', 'KeyE'], w: ['w', 'KeyZ'], i: ['i', 'KeyI'], n: ['n', 'KeyN'],
    digits: [['&', 'Digit1'], ['é', 'Digit2'], ['"', 'Digit3'], ["'", 'Digit4']],
    slash: ['/', 'Period'],
  },
  {
    name: 'Arabic, in French',
    letters: FR,
    p: ['ح', 'KeyP'], late: ['ق', 'KeyR'], a: ['ش', 'KeyA'], e: ['ث', 'KeyE'], w: ['ص', 'KeyW'], i: ['ه', 'KeyI'], n: ['ى', 'KeyN'],
    digits: [['١', 'Digit1'], ['٢', 'Digit2'], ['٣', 'Digit3'], ['٤', 'Digit4']],
    slash: ['ظ', 'Slash'],
  },
  {
    name: 'Cyrillic, in English',
    letters: EN,
    p: ['з', 'KeyP'], late: ['д', 'KeyL'], a: ['ф', 'KeyA'], e: ['у', 'KeyE'], w: ['ц', 'KeyW'], i: ['ш', 'KeyI'], n: ['т', 'KeyN'],
    digits: [['1', 'Digit1'], ['2', 'Digit2'], ['3', 'Digit3'], ['4', 'Digit4']],
    slash: ['/', 'Backslash'],
  },
];

describe.each(BOARDS)('$name', ({ letters, p, late, a, e, w, i, digits, slash, n }) => {
  const read = ([typed, code]: Sent, more: Partial<KeyboardEvent> = {}, typing = false) => readKey(key(typed, code, more), letters, typing);
  it('marks by letters', () => {
    expect([p, late, a, e].map((sent) => read(sent))).toEqual(['present', 'late', 'absent', 'excused'].map((kind) => ({ do: 'mark', kind })));
  });
  it('marks by digits, and types minutes with them', () => {
    expect(digits.map((sent) => read(sent))).toEqual(['present', 'late', 'absent', 'excused'].map((kind) => ({ do: 'mark', kind })));
    expect(digits.map((sent) => read(sent, {}, true))).toEqual([1, 2, 3, 4].map((digit) => ({ do: 'digit', digit })));
  });
  it('opens the row of a newcomer, an interruption, the filter', () => {
    expect(read(w)).toEqual({ do: 'walk-in' });
    expect(read(i)).toEqual({ do: 'pause' });
    expect(read(slash)).toEqual({ do: 'filter' });
  });
  it('hears Ctrl with N and Enter, and never mixes them up with letters', () => {
    expect(readChord(key(n[0], n[1], { ctrlKey: true }))).toBe('walk-in');
    expect(readChord(key('Enter', 'Enter', { ctrlKey: true }))).toBe('close');
    expect(readChord(key(n[0], n[1]))).toBeNull();
    expect(readChord(key(n[0], n[1], { ctrlKey: true, shiftKey: true }))).toBeNull();
  });
  it('is deaf while a word is being composed', () => {
    for (const sent of [p, late, a, e, w, i, slash, ...digits]) expect(read(sent, { isComposing: true })).toBeNull();
    expect(readChord(key(n[0], n[1], { ctrlKey: true, isComposing: true }))).toBeNull();
  });
  it('keeps only what is no letter when letters alone are turned off', () => {
    const off = ([typed, code]: Sent, typing = false) => readKey(key(typed, code), letters, typing, false);
    for (const sent of [p, late, a, e, w, i, slash, ...digits]) expect(off(sent)).toBeNull();
    expect(off(['ArrowDown', 'ArrowDown'])).toEqual({ do: 'move', to: 'down' });
    expect(off(['Delete', 'Delete'])).toEqual({ do: 'mark', kind: 'clear' });
    expect(off(digits[0]!, true)).toEqual({ do: 'digit', digit: 1 });
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
