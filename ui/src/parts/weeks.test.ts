// A group's attendance by weeks: sums, the ring, the places of sessions, and the same told as a table.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { Shape } from '../api';
import { showLanguage } from '../words/words.svelte';
import AttendanceWeeks from './AttendanceWeeks.svelte';
import { arc, cameOf, CELL, columns, monday, type WeekLearner } from './weeks';

const sessions = ['2027-04-06', '2027-04-08', '2027-04-13', '2027-04-20'].map((date, i) => ({ id: `s${i}`, date, number: i + 1 }));
const learners = [
  { id: 'a', name: 'Selam Haile', shapes: ['present', 'late', 'absent', 'unmarked'] as Shape[] },
  { id: 'b', name: 'نور الحسن', shapes: ['present', 'excused', 'present', 'unmarked'] as Shape[] },
];
let shown: ReturnType<typeof mount> | null = null;
function show(props: { sessions: typeof sessions; learners: WeekLearner[] }, language = 'fr') {
  showLanguage(language);
  shown = mount(AttendanceWeeks, { target: document.body, props });
}
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});
const text = (css: string) => document.querySelector(css)!.textContent!.replace(/\s+/g, ' ').trim();

describe('sums', () => {
  it('count who came of what is marked, and unmarked apart', () => {
    expect(cameOf(['present', 'late', 'absent', 'excused', 'unmarked'])).toEqual({ came: 2, of: 4, unmarked: 1 });
    expect(cameOf([])).toEqual({ came: 0, of: 0, unmarked: 0 });
    expect(cameOf([null, null, 'present', 'unmarked'])).toEqual({ came: 1, of: 1, unmarked: 1 });
  });
  it('go round a ring, and draw none of nothing', () => {
    expect(arc({ came: 18, of: 24 }, 10)).toBe('47.12 62.83');
    expect(arc({ came: 0, of: 4 }, 10)).toBe('0.00 62.83');
    expect(arc({ came: 0, of: 0 }, 10)).toBeNull();
  });
});

describe('places', () => {
  it('leave more room between weeks', () => {
    const { columns: laid, width } = columns(sessions);
    expect(laid.map((c) => c.opens)).toEqual([true, false, true, true]);
    expect(laid.map((c) => c.x)).toEqual([0, CELL, 2 * CELL + 12, 2 * CELL + 12 + 56]);
    expect(width).toBe(2 * CELL + 12 + 2 * 56);
    expect([monday('2027-04-05'), monday('2027-04-11'), monday('2027-01-01')]).toEqual(['2027-04-05', '2027-04-05', '2026-12-28']);
  });
});

describe('the drawing', () => {
  it('has the shape of each mark, and raw numbers', () => {
    show({ sessions, learners });
    const shapes = [...document.querySelectorAll<SVGElement>('[data-shape]')].map((g) => g.getAttribute('data-shape'));
    expect(shapes).toEqual([...learners[0]!.shapes, ...learners[1]!.shapes]);
    expect(document.querySelector('[data-shape] circle')!.namespaceURI).toBe('http://www.w3.org/2000/svg');
    expect(text('[data-testid="ring"]')).toBe('4sur 6');
    expect(text('figcaption > p')).toContain('4 venues sur 6 marquées');
    expect(text('figcaption > p')).toContain('2 cases à marquer, comptées nulle part');
    expect(text('.sums li')).toBe('2 sur 3');
  });
  it('is a table for who does not see it, and only that', () => {
    show({ sessions, learners }, 'en');
    expect(document.querySelector('.grid')!.getAttribute('aria-hidden')).toBe('true');
    expect([...document.querySelectorAll('tbody tr')].map((tr) => tr.children.length)).toEqual([6, 6]);
    expect([...document.querySelectorAll('tbody tr:first-child td')].map((td) => td.textContent)).toEqual(['present', 'late', 'absent', 'to mark', '2 of 3']);
    expect(document.querySelector('thead th:nth-child(2)')!.textContent).toMatch(/^Session 1, Tuesday 6 April/);
  });
  it('leaves empty where somebody was not of the group, and asks for no mark there', () => {
    show({ sessions, learners: [{ id: 'c', name: 'Salma', shapes: [null, null, 'present', null] }, { id: 'd', name: 'Nour', shapes: [null, null, null, null] }] });
    expect(document.querySelectorAll('[data-shape]').length).toBe(1);
    expect([...document.querySelectorAll('tbody td')].map((td) => td.textContent)).toEqual([
      ...['pas dans le groupe ce jour-là', 'pas dans le groupe ce jour-là', 'présent', 'pas dans le groupe ce jour-là', '1 sur 1'],
      ...[...Array<string>(4).fill('pas dans le groupe ce jour-là'), ''],
    ]);
    expect(text('figcaption > p')).toBe('1 venues sur 1 marquées');
  });
  it('says that nobody is marked yet instead of a share of nothing', () => {
    show({ sessions: sessions.slice(3), learners: learners.map((l) => ({ ...l, shapes: ['unmarked' as Shape] })) });
    expect(text('[data-testid="ring"]')).toBe('–à marquer');
    expect(document.querySelector('.part')).toBeNull();
    expect(text('figcaption > p')).toContain('Personne n’est encore marqué');
  });
  it.each(['fr', 'en'])('breaks no rule of accessibility in %s', async (language) => {
    show({ sessions, learners }, language);
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
    expect(violations.map((v) => v.id)).toEqual([]);
  });
});
