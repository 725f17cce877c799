// Addresses and keys that lead from one screen to another.
import { describe, expect, it } from 'vitest';
import { address, readRoute, type Route } from './route';
import { Shortcuts, type KeyLike } from './shortcuts';

const key = (key: string, more: Partial<KeyLike> = {}): KeyLike => ({
  key,
  code: `Key${key.toUpperCase()}`,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  target: document.body,
  preventDefault: () => {},
  stopPropagation: () => {},
  ...more,
});

describe('routes', () => {
  it('come back as they went', () => {
    const routes: Route[] = [
      { name: 'today', date: null },
      { name: 'today', date: '2027-04-21' },
      { name: 'register', session: 'a/b c' },
      { name: 'people', find: true },
      { name: 'person', person: 'a/b c' },
      { name: 'history', session: 'a/b c' },
      { name: 'cohorts' },
      { name: 'referrals', referral: null },
      { name: 'referrals', referral: 'a/b c' },
      { name: 'volunteers', volunteer: null },
      { name: 'volunteers', volunteer: 'a/b c' },
      { name: 'partners', funding: false },
      { name: 'partners', funding: true },
      { name: 'catalogue', level: null },
      { name: 'catalogue', level: 'a/b c' },
      { name: 'exchange', look: false },
      { name: 'exchange', look: true },
      { name: 'settings', keys: true },
    ];
    for (const route of routes) expect(readRoute(address(route))).toEqual(route);
    expect(readRoute('#/nowhere')).toEqual({ name: 'today', date: null });
  });
});

describe('shortcuts', () => {
  it('go somewhere on G then a letter, in time, outside of a field', () => {
    const went: string[] = [];
    let time = 0;
    const shortcuts = new Shortcuts((does) => went.push(typeof does === 'string' ? does : does.name), () => time);
    shortcuts.hear(key('g'));
    shortcuts.hear(key('e'));
    shortcuts.hear(key('g'));
    time = 5000;
    expect(shortcuts.hear(key('p'))).toBe(false);
    const field = document.createElement('input');
    expect(shortcuts.hear(key('g', { target: field }))).toBe(false);
    // What is ticked is not typed into.
    const tick = Object.assign(document.createElement('input'), { type: 'radio' });
    expect(shortcuts.hear(key('g', { target: tick }))).toBe(true);
    expect(shortcuts.hear(key('k', { ctrlKey: true, target: field }))).toBe(true);
    expect(went).toEqual(['exchange', 'palette']);
  });
});
