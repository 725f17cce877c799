// The join code as people type it.
import { describe, expect, it } from 'vitest';
import { meant, retype, shown } from './code';

describe('the code', () => {
  it('is the same whatever the case, the spaces or the dashes', () => {
    expect(meant('k7m2q-4t8xz')).toBe('K7M2Q4T8XZ');
    expect(meant(' K7M2Q 4T8XZ and more')).toBe('K7M2Q4T8XZ');
  });
  it('reads letters that look like digits as digits, and has no U', () => {
    expect(meant('OIl')).toBe('011');
    expect(meant('u7')).toBe('7');
  });
  it('is shown in two groups', () => {
    expect(shown('K7M2Q4')).toBe('K7M2Q 4');
    expect(shown('K7M2Q')).toBe('K7M2Q');
  });
  it('keeps the caret where it was', () => {
    expect(retype('k7m2q4', 6)).toEqual({ text: 'K7M2Q 4', caret: 7 });
    expect(retype('K7XM2Q 4', 3)).toEqual({ text: 'K7XM2 Q4', caret: 3 });
  });
});
