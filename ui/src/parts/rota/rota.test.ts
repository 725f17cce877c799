// A rota without a page: what keys mean, what a gesture makes of an answer, how many squares are filled,
// which days a page has. Also letters as addresses.
import { describe, expect, it } from 'vitest';
import type { RotaCell, RotaQuery, RotaSession, RotaState, RotaView } from '../../api';
import { mailto, opensMail } from '../letter';
import { inOrder, isDoubtful, isOn, monthDays, opensWeek, pagesOf, readRotaKey, squares, turnOf, usualColumn, type Act } from './rota';

const key = (key: string, code = '') => ({ key, code, ctrlKey: false, metaKey: false, altKey: false, isComposing: false });
const cell = (state: RotaState, part: string | null = null, hindered: RotaCell['hindered'] = null): RotaCell => ({ state, part, hindered });
const session = (date: string, more: Partial<RotaSession> = {}): RotaSession => ({ id: date, date, start: 840, end: 960, cohort: 'c', code: 'DIG-1', place: null, number: 1, of: 10, target: 4, confirmed: 0, asked: 0, hindered: 0, beside: 0, learners: 10, has_lead: true, is_past: false, is_over: false, ...more });

describe('keys', () => {
  it('move, by the direction of writing', () => {
    expect(readRotaKey(key('ArrowRight'), false, true)).toEqual({ do: 'go', rows: 0, cols: 1 });
    expect(readRotaKey(key('ArrowRight'), true, true)).toEqual({ do: 'go', rows: 0, cols: -1 });
    expect(readRotaKey(key('ArrowUp'), true, true)).toEqual({ do: 'go', rows: -1, cols: 0 });
    expect(readRotaKey(key('PageDown'), false, true)).toEqual({ do: 'turn', by: 1 });
  });
  it('are letters by what they type, or by their place', () => {
    expect(readRotaKey(key('L'), false, true)).toEqual({ do: 'part', part: 'lead' });
    expect(readRotaKey(key('ش', 'KeyA'), false, true)).toEqual({ do: 'part', part: 'assistant' });
    expect(readRotaKey(key('y'), false, true)).toEqual({ do: 'answer', answer: 'confirmed' });
    expect(readRotaKey(key('f'), false, true)).toEqual({ do: 'find' });
    expect(readRotaKey(key('q'), false, true)).toBeNull();
  });
  it('leave letters alone when whoever is here wants none, and what Ctrl is held with', () => {
    expect(readRotaKey(key('l'), false, false)).toBeNull();
    expect(readRotaKey(key('Enter'), false, false)).toEqual({ do: 'next' });
    expect(readRotaKey({ ...key('y'), ctrlKey: true }, false, true)).toBeNull();
  });
});

describe('a gesture', () => {
  const made = (of: RotaCell, act: Act) => turnOf(of, act, { is_over: false });
  const next: Act = { do: 'next' };
  it('goes round: free, asked, coming, off', () => {
    expect(made(cell('free'), next)).toEqual({ part: 'assistant', answer: 'asked' });
    expect(made(cell('asked', 'lead'), next)).toEqual({ part: 'lead', answer: 'confirmed' });
    expect(made(cell('confirmed', 'lead'), next)).toEqual({ part: null, answer: null });
    expect(made(cell('declined', 'observer'), next)).toEqual({ part: 'observer', answer: 'asked' });
  });
  it('keeps the part when the answer changes, and the answer when the part does', () => {
    expect(made(cell('asked', 'interpreter'), { do: 'answer', answer: 'declined' })).toEqual({ part: 'interpreter', answer: 'declined' });
    expect(made(cell('confirmed', 'assistant'), { do: 'part', part: 'lead' })).toEqual({ part: 'lead', answer: 'confirmed' });
    expect(made(cell('elsewhere'), { do: 'part', part: 'lead' })).toEqual({ part: 'lead', answer: 'asked' });
  });
  it('is none when it would change nothing, or when the register has been taken', () => {
    expect(made(cell('free'), { do: 'off' })).toBeNull();
    expect(made(cell('asked', 'assistant'), { do: 'ask' })).toBeNull();
    expect(made(cell('confirmed', 'lead'), { do: 'part', part: 'lead' })).toBeNull();
    expect(made(cell('declined', 'lead'), { do: 'answer', answer: 'declined' })).toBeNull();
    for (const state of ['present', 'no_show'] as const) expect(made(cell(state, 'lead'), { do: 'off' })).toBeNull();
  });
  it('is none on a session that has been, whoever was on it', () => {
    const acts: Act[] = [next, { do: 'ask' }, { do: 'answer', answer: 'confirmed' }, { do: 'part', part: 'lead' }, { do: 'off' }];
    for (const state of ['free', 'asked', 'confirmed', 'declined'] as const) for (const act of acts) expect(turnOf(cell(state), act, { is_over: true })).toBeNull();
  });
  it('is asked about when it counts on somebody who cannot come, and not when it takes them off or gives a part', () => {
    const doubtful = (of: RotaCell, act: Act) => isDoubtful(of, made(of, act)!);
    for (const of of [cell('away'), cell('elsewhere')]) expect([doubtful(of, next), doubtful(of, { do: 'part', part: 'lead' })]).toEqual([true, true]);
    expect([doubtful(cell('declined', 'lead', 'away'), next), doubtful(cell('declined', 'lead', 'away'), { do: 'part', part: 'observer' })]).toEqual([true, false]);
    expect(doubtful(cell('asked', 'lead', 'elsewhere'), next)).toBe(true);
    expect(doubtful(cell('confirmed', 'lead', 'away'), next)).toBe(false);
    expect(doubtful(cell('asked', 'lead', 'away'), { do: 'part', part: 'assistant' })).toBe(false);
    for (const act of [next, { do: 'ask' }] as Act[]) expect([doubtful(cell('free'), act), doubtful(cell('unavailable'), act)]).toEqual([false, false]);
  });
  it('never leaves somebody on a session without a part', () => {
    const acts: Act[] = [next, { do: 'ask' }, { do: 'answer', answer: 'confirmed' }, { do: 'part', part: 'observer' }];
    const states: RotaState[] = ['free', 'away', 'elsewhere', 'unavailable', 'asked', 'confirmed', 'declined'];
    for (const state of states) {
      for (const act of acts) {
        const turn = made(cell(state, isOn(state) ? 'assistant' : null), act);
        if (turn) expect(turn.part === null).toBe(turn.answer === null);
      }
    }
  });
});

describe('what is shown', () => {
  it('fills as many squares as there are volunteers, then those who were asked', () => {
    expect(squares({ target: 4, confirmed: 2, asked: 1, hindered: 0 })).toEqual(['taken', 'taken', 'asked', 'free']);
    expect(squares({ target: 4, confirmed: 1, asked: 1, hindered: 1 })).toEqual(['taken', 'asked', 'hindered', 'free']);
    expect(squares({ target: 2, confirmed: 3, asked: 2, hindered: 0 })).toEqual(['taken', 'taken', 'taken']);
    expect(squares({ target: 30, confirmed: 0, asked: 0, hindered: 0 })).toHaveLength(8);
    expect(squares({ target: 0, confirmed: 0, asked: 3, hindered: 0 })).toEqual([]);
  });
  it('begins weeks, and begins at what is to come', () => {
    const all = [session('2027-04-20', { is_past: true }), session('2027-04-22'), session('2027-04-27')];
    expect(all.map((_, i) => opensWeek(all, i))).toEqual([false, false, true]);
    expect(usualColumn(all)).toBe(1);
    expect(usualColumn([session('2027-04-20', { is_past: true })])).toBe(0);
    expect(usualColumn([])).toBe(0);
  });
  it('keeps lines where they are while the days are the same', () => {
    const query: RotaQuery = { first: 'a', last: 'b', cohort: null };
    const view = (ids: string[], more: Partial<RotaQuery> = {}): RotaView => ({ query: { ...query, ...more }, sessions: [], people: ids.map((id) => ({ id, name: id, company: null, minutes: 0, cells: [] })) });
    const ids = (of: RotaView) => of.people.map(({ id }) => id).join('');
    expect(ids(inOrder(view(['a', 'b', 'c']), view(['c', 'd', 'a', 'b'])))).toBe('abcd');
    expect(ids(inOrder(view(['a', 'b', 'c']), view(['c', 'a', 'b'], { cohort: 'x' })))).toBe('cab');
    expect(ids(inOrder(null, view(['c', 'a'])))).toBe('ca');
  });
  it('has months whole, and long groups in pages without a gap', () => {
    expect(monthDays('2028-02-14')).toEqual({ first: '2028-02-01', last: '2028-02-29' });
    expect(pagesOf({ first: '2027-04-20', last: '2027-07-09' })).toEqual([{ first: '2027-04-20', last: '2027-07-09' }]);
    const pages = pagesOf({ first: '2027-01-05', last: '2027-12-30' });
    expect(pages.map(({ first }) => first)).toEqual(['2027-01-05', '2027-04-12', '2027-07-19', '2027-10-25']);
    expect(pages.at(-1)!.last).toBe('2027-12-30');
    for (const { first, last } of pages) expect((Date.parse(last) - Date.parse(first)) / 86_400_000).toBeLessThan(100);
    expect(pagesOf({ first: '2027-04-20', last: '2027-04-20' })).toHaveLength(1);
  });
});

describe('a letter', () => {
  it('is an address whose lines end as mail wants, whatever is in it', () => {
    const address = mailto('a&b@exemple.org', { subject: 'DIG-1 & co', text: 'Bonjour,\n\nOui ?' });
    expect(address).toBe('mailto:a%26b@exemple.org?subject=DIG-1%20%26%20co&body=Bonjour%2C%0D%0A%0D%0AOui%20%3F');
    expect(mailto('o?cc=x@exemple.org')).toBe('mailto:o%3Fcc%3Dx@exemple.org');
  });
  it('opens the mail while its address is short enough, as the shell counts it', () => {
    const of = (text: string) => mailto('a@exemple.org', { subject: '', text });
    const left = 2000 - of('').length;
    expect([opensMail(of('x'.repeat(left))), opensMail(of('x'.repeat(left + 1)))]).toEqual([true, false]);
    expect([opensMail(of(`${'x'.repeat(left - 3)}'`)), opensMail(of(`${'x'.repeat(left - 2)}'`)), opensMail(of('é'.repeat(left / 6 + 1)))]).toEqual([true, false, false]);
  });
});
