// A scanner among the keys: it marks nobody, and a hand that is quick marks all the same.
import { afterEach, describe, expect, it } from 'vitest';
import { find, focused, openRegister, press, row, settle, shut, until } from './test-window';

afterEach(shut);

type Sent = [key: string, code: string, shiftKey?: boolean];
const place = (sign: string): string => (/[a-z]/.test(sign) ? `Key${sign.toUpperCase()}` : /\d/.test(sign) ? `Digit${sign}` : { ':': 'Semicolon', '/': 'Slash', '-': 'Minus' }[sign]!);
const typed = (text: string): Sent[] => [...text].map((sign) => [sign, place(sign), sign === ':']);
const ENTER: Sent = ['Enter', 'Enter'];
/** All at once, as a scanner types. */
function burst(keys: Sent[]) {
  for (const [key, code, shiftKey = false] of keys) {
    const on = document.activeElement ?? document.body;
    if (shiftKey) on.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', code: 'ShiftLeft', shiftKey, bubbles: true, cancelable: true }));
    on.dispatchEvent(new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }));
  }
}
const marks = () => [...document.querySelectorAll<HTMLElement>('[data-learner]')].map((one) => one.dataset['mark']);
const NONE = Array(10).fill('none');

describe('a scanned sheet', () => {
  it('marks nobody, opens nothing else, and writes nothing', async () => {
    const api = await openRegister('demo');
    const before = api.calls.length;
    burst([...typed('passerelle:session/session-2'), ENTER]);
    await settle(120);
    expect([marks(), focused(), location.hash]).toEqual([NONE, 'learner-1', '#/register/session-2']);
    expect([find('palette'), find('undo')!.hasAttribute('disabled'), find('toast'), document.querySelector('.signing')]).toEqual([null, true, null, null]);
    expect(api.calls.slice(before).filter((call) => /^(sign|walkIn|pause|close)/.test(call))).toEqual([]);
    // The next key is a hand's again.
    await press('a');
    await until(() => row('learner-1')!.dataset['mark'] === 'absent');
  });
  it('opens its session from the day, by a QWERTY scanner on a French keyboard too', async () => {
    await openRegister('joined');
    location.hash = '#/today';
    await until(() => document.querySelector('.today a'));
    const french: Record<string, string> = { a: 'q', ':': 'M', '/': '!', '-': ')', '2': 'é' };
    burst([...typed('passerelle:session/session-2').map(([sign, code, shift]): Sent => [french[sign] ?? sign, code, shift]), ENTER]);
    await until(() => find('register-grid'), 'the register');
    expect(location.hash).toBe('#/register/session-2');
  });
  it('leaves the mark, the minutes and what was refused as they were', async () => {
    const api = await openRegister('demo');
    api.failing = true;
    await press('a');
    api.failing = false;
    row('learner-1')!.querySelector<HTMLElement>('[data-cell="absent"]')!.focus();
    burst([...typed('passerelle:session/session-2'), ENTER]);
    await settle(120);
    expect(row('learner-1')!.dataset['mark']).toBe('absent');
    expect(row('learner-1')!.textContent).toContain('Pas enregistré');
    row('learner-3')!.querySelector<HTMLElement>('[data-cell]')!.focus();
    await press('r');
    await press('é', 'Digit2');
    burst([...typed('passerelle:session/session-2'), ENTER]);
    await settle(120);
    expect(row('learner-3')!.querySelector('.entry')!.textContent).toMatch(/^\s*2\s/);
    // Nothing is left unsaved for the register that comes next.
    await press('Enter', 'Enter');
    row('learner-1')!.querySelector<HTMLElement>('.wide button')!.click();
    await until(() => row('learner-1')!.dataset['place'] === 'here');
  });
});

describe('a hand', () => {
  it('that is as quick marks everybody, in order', async () => {
    await openRegister('demo');
    burst([['p', 'KeyP'], ['p', 'KeyP'], ['a', 'KeyQ'], ['r', 'KeyR'], ['&', 'Digit1'], ['(', 'Digit5'], ENTER, ['p', 'KeyP'], ['a', 'KeyQ']]);
    await settle(120);
    expect(marks().slice(0, 7)).toEqual(['present', 'present', 'absent', 'late', 'present', 'absent', 'none']);
    expect(row('learner-4')!.textContent).toContain('15');
  });
  it('that stops after the first letters marks with them', async () => {
    await openRegister('demo');
    burst(typed('pas'));
    await settle(120);
    expect(marks().slice(0, 3)).toEqual(['present', 'absent', 'none']);
    expect(find('toast')!.textContent).toContain('n’est pas noté présent');
  });
});
