// The arithmetic of the calendar: days of a look, hours, lanes, where arrows and hands lead, and keys.
import { describe, expect, it } from 'vitest';
import { columnsOf, dropped, go, hoursOf, itemsOf, lanesOf, monthOf, offOf, rangeOf, shifted, turn } from './calendar';
import { draft, few, session } from './calendar-days.svelte';
import { readKey } from './calendar-keys';

const span = (key: string, start: number, end: number) => ({ key, start, end });

describe('days', () => {
  it('of a week, and of every week that a month touches', () => {
    expect(rangeOf('week', '2027-05-10')).toEqual({ first: '2027-05-10', last: '2027-05-16' });
    expect(rangeOf('table', '2027-05-10')).toEqual({ first: '2027-05-10', last: '2027-05-16' });
    expect(rangeOf('month', '2027-05-10')).toEqual({ first: '2027-04-26', last: '2027-06-06' });
    expect(rangeOf('month', '2027-02-01')).toEqual({ first: '2027-02-01', last: '2027-02-28' });
  });
  it('belong to the month of the Thursday, over the end of a year and a change of clocks', () => {
    expect([monthOf('2027-04-26'), monthOf('2026-12-28'), monthOf('2027-05-31')]).toEqual(['2027-04', '2026-12', '2027-06']);
    expect([turn('week', '2027-03-22', 1), turn('week', '2027-01-04', -1)]).toEqual(['2027-03-29', '2026-12-28']);
    let week = '2027-01-04';
    const months = Array.from({ length: 13 }, () => monthOf((week = turn('month', week, 1))));
    expect(months).toEqual(['02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((m) => `2027-${m}`).concat('2028-01', '2028-02'));
    expect(monthOf(turn('month', '2027-03-29', -1))).toBe('2027-03');
  });
  it('leave out a weekend on which nothing is', () => {
    expect(columnsOf('2027-05-10', '2027-05-16', ['2027-05-10']).length).toBe(5);
    expect(columnsOf('2027-05-10', '2027-05-16', ['2027-05-15']).at(-1)).toBe('2027-05-15');
    expect(columnsOf('2027-04-26', '2027-06-06', ['2027-05-16']).length).toBe(36);
  });
  it('have the reason that comes first', () => {
    expect(offOf([{ date: '2027-05-06', code: 'holiday', name: 'ascension' }, { date: '2027-05-06', code: 'closure', name: null }]).get('2027-05-06')!.code).toBe('holiday');
  });
});

describe('hours', () => {
  it('go at least from 9 to 18, in whole hours', () => {
    expect(hoursOf([])).toEqual({ from: 540, to: 1080 });
    expect(hoursOf([{ start: 525, end: 600 }, { start: 1050, end: 1230 }])).toEqual({ from: 480, to: 1260 });
    expect(hoursOf([{ start: 1320, end: 1439 }])).toEqual({ from: 540, to: 1440 });
  });
});

describe('lanes', () => {
  it('put side by side what overlaps, and only that', () => {
    const lanes = lanesOf([span('a', 540, 720), span('b', 570, 690), span('c', 690, 720), span('d', 720, 780)]);
    expect(Object.fromEntries(lanes)).toEqual({ a: { lane: 0, of: 2 }, b: { lane: 1, of: 2 }, c: { lane: 1, of: 2 }, d: { lane: 0, of: 1 } });
  });
  it('never lay one over another, and never take more than are on at once', () => {
    const items = Array.from({ length: 60 }, (_, i) => span(`s${i}`, 480 + ((i * 37) % 600), 0)).map((s, i) => ({ ...s, end: s.start + 30 + ((i * 53) % 150) }));
    items.sort((a, b) => a.start - b.start || a.end - b.end);
    const lanes = lanesOf(items);
    let most = 0;
    for (const a of items) {
      most = Math.max(most, items.filter((b) => b.start <= a.start && b.end > a.start).length);
      for (const b of items) {
        if (a.key < b.key && a.start < b.end && b.start < a.end) expect(lanes.get(a.key)!.lane).not.toBe(lanes.get(b.key)!.lane);
      }
    }
    expect(Math.max(...[...lanes.values()].map((l) => l.of))).toBe(most);
  });
  it('are made for what has no length at all', () => {
    expect([...lanesOf([span('a', 540, 540), span('b', 540, 540)]).values()].map((l) => l.lane)).toEqual([0, 1]);
  });
});

describe('what is shown', () => {
  const { view, drafts } = few();
  const items = itemsOf(view, drafts, 'DIG-1', '2027-05-10', '2027-05-16');
  it('is of these days, in time order, drafts among the others', () => {
    expect(items.map((i) => i.key)).toEqual(['DIG-3', 'draft 2027-05-10', 'FLE', 'COD-1', 'ATEL', 'PASS-A', 'draft 2027-05-13', 'DIG-3b', 'COD-2']);
    expect(items.filter((i) => i.struck).map((i) => i.key)).toEqual(['ATEL', 'COD-2']);
    expect(items.filter((i) => !i.movable).map((i) => i.key)).toEqual(['FLE', 'ATEL', 'COD-2']);
    expect(items.filter((i) => i.clash).map((i) => i.key)).toEqual(['draft 2027-05-10']);
  });
  it('has a key of its own, even when the core says a day twice; a draft keeps it when it moves', () => {
    const twice = itemsOf(null, [draft(1, '2027-05-10'), draft(2, '2027-05-10'), draft(3, '2027-05-12', { from: '2027-05-11' })], 'X', '2027-05-10', '2027-05-16');
    expect(twice.map((i) => i.key)).toEqual(['draft 2027-05-10', 'draft 2027-05-10+1', 'draft 2027-05-11']);
  });
  it('is reached by arrows: in the day, and to the nearest in time of the next day with something', () => {
    expect(go(items, null, 'down')).toBe('DIG-3');
    expect(go(items, 'DIG-3', 'down')).toBe('draft 2027-05-10');
    expect(go(items, 'DIG-3', 'up')).toBe('DIG-3');
    expect(go(items, 'DIG-3', 'before')).toBe('DIG-3');
    expect(go(items, 'COD-1', 'after')).toBe('PASS-A');
    expect(go(items, 'COD-2', 'before')).toBe('draft 2027-05-13');
    const gap = itemsOf({ ...view, sessions: [session('a', '2027-05-10', 9, 10), session('b', '2027-05-14', 9, 10)] }, [], '', '2027-05-10', '2027-05-16');
    expect(go(gap, 'a', 'after')).toBe('b');
  });
});

describe('a hand', () => {
  const place = { date: '2027-05-31', start: 570, end: 690 };
  it('stays within a day by keys', () => {
    expect(shifted(place, 1, 15)).toEqual({ date: '2027-06-01', start: 585, end: 705 });
    expect(shifted({ ...place, start: 30, end: 60 }, 0, -60)).toEqual({ ...place, start: 0, end: 30 });
    expect(shifted({ ...place, start: 1380, end: 1410 }, 0, 60)).toEqual({ ...place, start: 1410, end: 1440 });
  });
  it('stays on quarters and within the hours shown by mouse', () => {
    const hours = { from: 540, to: 1080 };
    expect(dropped(place, '2027-06-01', 608, hours)).toEqual({ date: '2027-06-01', start: 615, end: 735 });
    expect(dropped(place, '2027-06-01', 10, hours).start).toBe(540);
    expect(dropped(place, '2027-06-01', 2000, hours)).toEqual({ date: '2027-06-01', start: 960, end: 1080 });
  });
});

describe('keys', () => {
  const key = (key: string, more = {}) => ({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, ...more });
  it('go about, open, lift and turn', () => {
    expect(readKey(key('ArrowLeft'), false, false)).toEqual({ do: 'go', way: 'before' });
    expect(readKey(key('ArrowLeft'), false, true)).toEqual({ do: 'go', way: 'after' });
    expect(readKey(key('Enter'), false, false)).toEqual({ do: 'open' });
    expect(readKey(key('م', { code: 'KeyM' }), false, true)).toEqual({ do: 'lift' });
    expect(readKey(key('M', { code: 'Semicolon' }), false, false)).toEqual({ do: 'lift' });
    expect(readKey(key('PageUp'), false, false)).toEqual({ do: 'turn', by: -1 });
    expect(readKey(key('Home'), false, false)).toEqual({ do: 'now' });
    for (const other of [key('m', { ctrlKey: true }), key('Escape'), key('Tab'), key('m', { isComposing: true })]) expect(readKey(other, false, false)).toBeNull();
  });
  it('move what is in the hand', () => {
    expect(readKey(key('ArrowUp'), true, false)).toEqual({ do: 'shift', days: 0, minutes: -15 });
    expect(readKey(key('ArrowDown', { shiftKey: true }), true, false)).toEqual({ do: 'shift', days: 0, minutes: 60 });
    expect(readKey(key('ArrowRight'), true, true)).toEqual({ do: 'shift', days: -1, minutes: 0 });
    expect(readKey(key('PageDown'), true, false)).toEqual({ do: 'shift', days: 7, minutes: 0 });
    expect(readKey(key('Enter'), true, false)).toEqual({ do: 'drop' });
    expect([readKey(key('Escape'), true, false), readKey(key('m'), true, false)]).toEqual([{ do: 'cancel' }, { do: 'next' }]);
    expect(readKey(key('Home'), true, false)).toBeNull();
  });
});
