// Where the focus goes after a key.
import { describe, expect, it } from 'vitest';
import { firstRow, moveCell, moveRow, nextUnmarked, type Row } from './focus';

const row = (id: string, marked: boolean, group: Row['group'] = 'learner'): Row => ({ id, marked, group });
const rows = [row('a', true), row('b', false), row('c', true), row('d', false), row('v', false, 'volunteer')];

describe('focus', () => {
  it('goes down to the next one without a mark, then back to the top, then to the volunteers', () => {
    expect(nextUnmarked(rows, 'b')).toBe('d');
    expect(nextUnmarked(rows, 'd')).toBe('b');
    expect(nextUnmarked([row('a', true), row('b', true), row('v', false, 'volunteer')], 'b')).toBe('v');
    expect(nextUnmarked([row('a', true), row('b', true)], 'b')).toBe('b');
    expect(nextUnmarked(rows, 'nobody')).toBe('nobody');
  });
  it('begins on the first without a mark, or at the top', () => {
    expect(firstRow(rows)).toBe('b');
    expect(firstRow([row('a', true)])).toBe('a');
    expect(firstRow([])).toBeNull();
  });
  it('moves among rows and stops at the ends', () => {
    expect(moveRow(rows, 'a', 'up')).toBe('a');
    expect(moveRow(rows, 'd', 'down')).toBe('v');
    expect(moveRow(rows, 'v', 'down')).toBe('v');
    expect(moveRow(rows, 'c', 'last')).toBe('d');
    expect(moveRow(rows, 'v', 'first')).toBe('v');
    expect(moveRow(rows, 'c', 'first')).toBe('a');
  });
  it('moves in the direction of writing', () => {
    const cells = ['present', 'late', 'note'];
    expect(moveCell(cells, 'present', 'after', false)).toBe('late');
    expect(moveCell(cells, 'present', 'after', true)).toBe('present');
    expect(moveCell(cells, 'note', 'after', false)).toBe('note');
  });
});
