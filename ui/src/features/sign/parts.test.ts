// The pure parts of sign mode: where a pointer is on the pad, what keys do, where arrows lead, which way
// and half a person signs, and the twelve pictures.
import { describe, expect, it } from 'vitest';
import type { SignedState, SignTile } from '../../api';
import { hand, longer, pathOf, place, type Point } from './ink';
import { digitOf, muted } from './keys';
import { PICTURES, pictureOf } from './pictures';
import { canSign, firstWay, halfFor, moved, nextAfter, stateOf, waysOf } from './tiles';

const tile = (id: string, states: SignedState[], more: Partial<SignTile> = {}): SignTile => ({
  id,
  name: id,
  own_name: null,
  language: null,
  trainer: false,
  here: true,
  code: null,
  signed: states.map((state, at) => ({ half: at === 0 ? 'morning' : 'afternoon', state, way: null, at_ms: null, id: null })),
  ...more,
});

describe('the pad', () => {
  const box = { left: 100, top: 50, width: 400, height: 200 };
  it.each([
    [100, 50, 0, 0],
    [500, 250, 1000, 500],
    [300, 150, 500, 250],
    [300.3, 150.1, 501, 250],
    [90, 700, 0, 500],
  ])('maps %d, %d to %d, %d, whole and inside', (clientX, clientY, x, y) => {
    expect(place({ clientX, clientY }, box)).toEqual([x, y]);
  });
  it('maps the same place to the same point whatever the size', () => {
    const small = { left: 0, top: 0, width: 240, height: 120 };
    const large = { left: 7, top: 9, width: 1440, height: 720 };
    expect(place({ clientX: 60, clientY: 30 }, small)).toEqual(place({ clientX: 367, clientY: 189 }, large));
    expect(place({ clientX: 5, clientY: 5 }, { left: 0, top: 0, width: 0, height: 0 })).toEqual([1000, 500]);
  });
  it('adds no point for a pointer that rests, and draws a dot', () => {
    expect(longer([1, 2], [[1, 2], [3, 4], [3, 4]])).toEqual([1, 2, 3, 4]);
    expect([pathOf([1, 2]), pathOf([1, 2, 3, 4])]).toEqual(['M1 2h.1', 'M1 2L3 4']);
  });
  it('follows one pointer, also between events, and no other beside it', () => {
    const paper = document.createElement('div');
    paper.getBoundingClientRect = () => ({ left: 0, top: 0, width: 1000, height: 500 }) as DOMRect;
    let holds = true;
    paper.setPointerCapture = () => {
      throw new Error('gone');
    };
    paper.hasPointerCapture = () => holds;
    const heard: (Point | Point[])[] = [];
    const stop = hand(paper, { begin: (at) => heard.push(at), go: (through) => heard.push(through) });
    const fire = (type: string, pointerId: number, clientX: number, more: object = {}) =>
      paper.dispatchEvent(Object.assign(new Event(type), { pointerId, clientX, clientY: 5, button: 0, isPrimary: true, ...more }));
    fire('pointermove', 1, 1);
    fire('pointerdown', 1, 10);
    fire('pointerdown', 2, 20, { isPrimary: false });
    fire('pointermove', 2, 21);
    fire('pointermove', 1, 13, { getCoalescedEvents: () => [{ clientX: 11, clientY: 5 }, { clientX: 13, clientY: 5 }] });
    fire('pointermove', 1, 14, { getCoalescedEvents: () => [] });
    fire('pointerup', 1, 14);
    fire('pointermove', 1, 15);
    fire('pointerdown', 1, 30, { button: 2 });
    expect(heard).toEqual([[10, 5], [[11, 5], [13, 5]], [[14, 5]]]);
    // A palm, then a pen; and a pointer that went without a word.
    fire('pointerdown', 3, 50);
    fire('pointerdown', 4, 51, { pointerType: 'touch' });
    fire('pointerdown', 5, 52, { pointerType: 'pen' });
    fire('pointermove', 3, 53);
    holds = false;
    fire('pointerdown', 6, 54);
    expect(heard.slice(3)).toEqual([[50, 5], [52, 5], [54, 5]]);
    stop();
    fire('pointerdown', 1, 60);
    expect(heard).toHaveLength(6);
  });
});

describe('keys', () => {
  const key = (name: string, code = name, more = {}) => ({ key: name, code, ctrlKey: false, metaKey: false, altKey: false, ...more });
  it.each([
    [key('l', 'KeyL', { ctrlKey: true }), true],
    [key('k', 'KeyK', { ctrlKey: true }), true],
    [key('r', 'KeyR', { metaKey: true }), true],
    [key('F5'), true],
    [key('ArrowLeft', 'ArrowLeft', { altKey: true }), true],
    [key('BrowserBack'), true],
    [key('+', 'Equal', { ctrlKey: true }), false],
    [key('à', 'Digit0', { ctrlKey: true }), false],
    [key('@', 'Digit0', { ctrlKey: true, altKey: true }), false],
    [key('Tab'), false],
    [key('Enter'), false],
    [key('1', 'Digit1'), false],
  ])('%o are kept from everybody: %s', (pressed, kept) => expect(muted(pressed)).toBe(kept));
  it('are digits by their place', () => {
    // Without Num Lock a keypad has no digits.
    expect([key('PageDown', 'Numpad3'), key('Insert', 'Numpad0'), key('Clear', 'Numpad5')].map(digitOf)).toEqual([null, null, null]);
    expect([key('é', 'Digit2'), key('4', 'Numpad4'), key('٣', 'Digit3'), key('a', 'KeyA'), key('1', 'Digit1', { ctrlKey: true })].map(digitOf)).toEqual(['2', '4', '3', null, null]);
  });
});

describe('tiles', () => {
  it('are what was signed, of whoever is here', () => {
    const states = [tile('a', ['none']), tile('b', ['signed']), tile('c', ['signed', 'again']), tile('d', ['signed'], { here: false }), tile('e', ['void']), tile('f', ['broken'])];
    expect(states.map(stateOf)).toEqual(['open', 'done', 'again', 'away', 'open', 'open']);
    expect(states.filter(canSign).map(({ id }) => id)).toEqual(['a', 'c', 'e', 'f']);
  });
  it('give their turn to the next, from the top again at the end, learners first', () => {
    const people = [tile('t', ['none'], { trainer: true }), tile('a', ['none']), tile('b', ['signed']), tile('c', ['none'])];
    expect([null, 'a', 'c', 't'].map((after) => nextAfter(people, after)?.id)).toEqual(['a', 'c', 't', 'a']);
    expect(nextAfter([tile('b', ['signed'])], 'b')).toBeNull();
  });
  it('propose the half that is left', () => {
    expect(halfFor(tile('a', ['none', 'none']), 'afternoon')).toBe('afternoon');
    expect(halfFor(tile('a', ['none', 'signed']), 'afternoon')).toBe('morning');
    expect(halfFor(tile('a', ['signed', 'signed']), 'afternoon')).toBe('afternoon');
  });
  it('offer the code that was chosen first, and no other kind', () => {
    const ways = ['drawn', 'pictures', 'code'] as const;
    expect([waysOf(tile('a', []), ways), firstWay(tile('a', []), ways)]).toEqual([[...ways], 'drawn']);
    const coded = tile('a', [], { code: 'code' });
    expect([waysOf(coded, ways), firstWay(coded, ways)]).toEqual([['drawn', 'code'], 'code']);
    expect(firstWay(coded, ['drawn', 'pictures'])).toBe('drawn');
    expect(waysOf(coded, ['pictures'])).toEqual(['pictures']);
  });
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 1, 3],
    ['ArrowDown', 3, 4],
    ['ArrowDown', 4, 5],
    ['ArrowUp', 6, 4],
    ['ArrowUp', 0, 0],
    ['End', 0, 6],
    ['Home', 6, 0],
    ['a', 0, null],
  ])('%s leads from %d to %s', (key, at, to) => expect(moved(key, at, [5, 2], 2)).toBe(to));
  it('follow the direction of writing, and one column', () => {
    expect(moved('ArrowLeft', 0, [5, 2], 2, true)).toBe(1);
    expect(moved('ArrowDown', 1, [5, 2], 1)).toBe(2);
    expect(moved('ArrowDown', 0, [0, 0], 2)).toBeNull();
  });
});

describe('pictures', () => {
  it('are twelve, each with its sign, its name and its drawing', () => {
    expect(PICTURES.map(({ sign }) => sign).join('')).toBe('0123456789ab');
    expect(new Set(PICTURES.map(({ name }) => name)).size).toBe(12);
    expect(new Set(PICTURES.map(({ drawing }) => drawing)).size).toBe(12);
    expect(pictureOf('b')?.name).toBe('picture-clock');
    expect(pictureOf('')).toBeUndefined();
  });
});
