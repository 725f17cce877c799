// Minutes proposed and typed.
import { describe, expect, it } from 'vitest';
import { lateNow, leftNow, minutesOf, typeDigit } from './minutes';

const session = { date: '2027-04-20', start: 840, end: 960 };

describe('lateNow', () => {
  it('rounds to five, five at least', () => {
    expect(lateNow(session, '2027-04-20', 852)).toBe(10);
    expect(lateNow(session, '2027-04-20', 853)).toBe(15);
    expect(lateNow(session, '2027-04-20', 840)).toBe(5);
  });
  it('always leaves something of the session', () => {
    expect(lateNow(session, '2027-04-20', 959)).toBe(115);
    expect(leftNow(session, '2027-04-20', 841)).toBe(115);
  });
  it('counts from now to the end for somebody who leaves', () => {
    expect(leftNow(session, '2027-04-20', 941)).toBe(20);
    expect(leftNow(session, '2027-04-20', 960)).toBe(5);
    expect(leftNow(session, '2027-04-21', 941)).toBe(15);
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
