// Minutes proposed and typed.
import { describe, expect, it } from 'vitest';
import { lateNow, minutesOf, typeDigit } from './minutes';

const session = { date: '2027-04-20', start: 840, end: 960 };

describe('lateNow', () => {
  it('rounds to five, five at least', () => {
    expect(lateNow(session, '2027-04-20', 852)).toBe(10);
    expect(lateNow(session, '2027-04-20', 853)).toBe(15);
    expect(lateNow(session, '2027-04-20', 840)).toBe(5);
  });
  it('proposes ten when the session is not on', () => {
    expect(lateNow(session, '2027-04-21', 852)).toBe(10);
    expect(lateNow(session, '2027-04-20', 1000)).toBe(10);
    expect(lateNow(session, '2027-04-20', 800)).toBe(10);
  });
});

describe('typing', () => {
  it('replaces the number proposed, and refuses what is not minutes', () => {
    expect(typeDigit('', 1)).toBe('1');
    expect(typeDigit('1', 5)).toBe('15');
    expect(typeDigit('', 0)).toBe('');
    expect(typeDigit('60', 0)).toBe('600');
    expect(typeDigit('600', 0)).toBe('600');
    expect(minutesOf({ typed: '15', proposed: 10 })).toBe(15);
    expect(minutesOf({ typed: '', proposed: 10 })).toBe(10);
  });
});
