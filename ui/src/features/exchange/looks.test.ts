// What needs a look, on an in-memory centre: each kind is told, one key settles it, undo brings it
// back, and nothing is offered that the core did not offer.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Look } from '../../api';
import { FakeApi } from '../../api/fake';
import { looks as invented } from '../../api/fake-looks';
import { app } from '../../state.svelte';
import { has, showLanguage, t } from '../../words/words.svelte';
import { choices, keptKey, noticeKey, questionKey, readKey, valueOf, whatKey } from './look';
import NeedsLook from './NeedsLook.svelte';

const all = invented(Date.now());
const one = (id: string): Look => all.find((l) => l.id === id)!;
const soon = (ms = 120) => new Promise((go) => setTimeout(go, ms));
const find = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const shownLook = () => document.querySelector<HTMLElement>('[data-look]')?.dataset['look'];
const text = () => find('looks')!.textContent!.replace(/\s+/g, ' ');
let shown: ReturnType<typeof mount> | null = null;

async function open(questions: Look[]): Promise<FakeApi> {
  const api = new FakeApi('looks');
  api.ask(questions);
  app.api = api;
  app.route = { name: 'exchange', look: true };
  shown = mount(NeedsLook, { target: document.body, props: { look: true } });
  await soon();
  flushSync();
  return api;
}
async function press(key: string, code: string, more: KeyboardEventInit = {}) {
  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }));
  await soon();
  flushSync();
}

beforeEach(() => showLanguage('fr'));
afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('a look in words', () => {
  it.each(['fr', 'en'])('has all its sentences in %s', (language) => {
    showLanguage(language);
    for (const look of all) {
      expect(has(whatKey(look, has))).toBe(true);
      const key = look.kind === 'notice' ? noticeKey(look, has) : questionKey(look);
      expect([key, has(key)]).toEqual([key, true]);
      const kept = keptKey(look);
      if (kept) expect([kept, has(kept)]).toEqual([kept, true]);
    }
    const reasons = ['seat_taken', 'not_enrolled', 'role_too_low', 'revoked', 'by_hand', 'sealed', 'copied', 'fork', 'seat_promised'];
    const keys = reasons.map((key) => noticeKey({ ...one('look-seat'), notice: { key, args: {} } }, has));
    expect(new Set(keys).size).toBe(reasons.length);
    expect(keys).not.toContain('look-notice-other');
    expect(noticeKey({ ...one('look-seat'), notice: { key: 'unheard_of', args: {} } }, has)).toBe('look-notice-other');
    expect(whatKey({ ...one('look-mark'), what: 'kind.unheard_of' }, has)).toBe('look-what-other');
  });

  it('reads digits by their place, not when held, and leaves the keys of the system', () => {
    const key = (key: string, code: string, more = {}) => readKey({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, repeat: false, ...more });
    expect(key('&', 'Digit1')).toEqual({ do: 'choose', digit: 1 });
    expect(key('2', 'Numpad2')).toEqual({ do: 'choose', digit: 2 });
    expect(key('ArrowDown', 'Numpad2')).toBeNull();
    expect(key('1', 'Digit1', { repeat: true })).toBeNull();
    expect(key('1', 'Digit1', { ctrlKey: true })).toBeNull();
    expect(key('l', 'KeyL')).toEqual({ do: 'later' });
    expect(key('Escape', 'Escape')).toEqual({ do: 'later' });
  });

  it('offers every side, and both only when the core does', () => {
    expect(choices(one('look-mark')).map((c) => c.choice)).toEqual([{ take: 0 }, { take: 1 }]);
    expect(choices(one('look-three')).map((c) => c.digit)).toEqual([1, 2, 3]);
    expect(choices(one('look-phone'))[2]).toEqual({ digit: 3, choice: 'both' });
    expect(choices(one('look-seat'))).toEqual([{ digit: 1, choice: 'seen' }]);
  });

  it('tells a value that is not there, one that is empty, and a day', () => {
    const side = { ...one('look-mark').sides[0]!, mark: null };
    const value = (text: string | null) => valueOf({ ...side, text }, t, (iso) => `<${iso}>`);
    expect(value(null)).toBe('retiré');
    expect(value('')).toBe('vide');
    expect(value('2027-04-21')).toBe('<2027-04-21>');
    expect(value('0612')).toBe('0612');
  });
});

describe('the card', () => {
  it('shows two answers with who, where and when, and takes the focus', async () => {
    await open([one('look-mark')]);
    expect(document.activeElement).toBe(find('looks'));
    expect(text()).toContain('Amina Diallo, présence');
    expect(text()).toContain('Séance du mardi 20 avril, DIG-1');
    expect(text()).toContain('Inès, sur PC-3F2A');
    expect(text()).toContain('retard 15 min');
    expect(text()).toContain('Karim, sur ce PC');
    expect(text()).toMatch(/mardi 20 avril, \d+:\d\d/);
    expect(text()).toContain('L’autre réponse reste dans l’historique.');
    expect(find('look-place')!.textContent).toBe('1 sur 1');
    expect(find('look-both')).toBeNull();
    expect(document.querySelectorAll('.side bdi[dir="auto"]').length).toBe(2);
  });

  it('is settled by one key, says it once, and comes back', async () => {
    const api = await open([one('look-mark'), one('look-phone')]);
    expect(find('looks-spoken')!.textContent).toMatch(/^À regarder, 1 sur 2\. Amina Diallo, présence\. Séance/);
    await press('&', 'Digit1');
    expect(api.calls).toContain('settle look-mark {"take":0}');
    expect(shownLook()).toBe('look-phone');
    expect(document.activeElement).toBe(find('looks'));
    expect(find('toast')!.textContent!.replace(/\s+/g, ' ')).toContain('Réglé : Amina Diallo noté présent');
    expect(find('looks-spoken')!.textContent).toMatch(/^Réglé\u202F: Amina Diallo noté présent\. À regarder, 1 sur 1\./);
    await press('z', 'KeyW', { ctrlKey: true });
    expect(shownLook()).toBe('look-mark');
    expect(find('looks-spoken')!.textContent).toMatch(/^Annulé\..* À regarder, 1 sur 2\./);
    await press('z', 'KeyW', { ctrlKey: true, shiftKey: true });
    expect(shownLook()).toBe('look-phone');
  });

  it('is settled by hand too, and the toast takes it back', async () => {
    await open([one('look-removed')]);
    expect(text()).toContain('retiré');
    find('look-side')!.focus();
    find('look-side')!.click();
    await soon();
    flushSync();
    expect(find('look-none')!.textContent).toBe('Rien à regarder.');
    expect(document.activeElement).toBe(find('looks'));
    find('toast')!.querySelector('button')!.click();
    await soon();
    flushSync();
    expect(shownLook()).toBe('look-removed');
    expect(document.activeElement).not.toBe(document.body);
  });

  it('keeps both when that is offered', async () => {
    const api = await open([one('look-phone')]);
    expect(find('look-both')!.textContent).toContain('Garder les deux');
    await press('"', 'Digit3');
    expect(api.calls).toContain('settle look-phone "both"');
  });

  it('does nothing on a digit that is not there', async () => {
    const api = await open([one('look-mark')]);
    await press('"', 'Digit3');
    await press('Enter', 'Enter');
    expect(api.calls.filter((c) => c.startsWith('settle'))).toEqual([]);
  });

  it('is put off with L or Escape, and taken up again', async () => {
    const api = await open([one('look-mark'), one('look-phone')]);
    await press('l', 'KeyL');
    expect(shownLook()).toBe('look-phone');
    expect(find('look-place')!.textContent).toBe('2 sur 2');
    await press('Escape', 'Escape');
    expect(text()).toContain('2 restent pour plus tard.');
    expect(document.activeElement).toBe(find('looks'));
    api.ask([one('look-mark'), one('look-phone'), one('look-people')]);
    await soon();
    flushSync();
    expect(shownLook()).toBe('look-people');
    await press('l', 'KeyL');
    find('look-again')!.click();
    await soon();
    flushSync();
    expect(shownLook()).toBe('look-mark');
    expect(api.calls.filter((c) => c.startsWith('settle'))).toEqual([]);
  });

  it('asks of twins which one keeps the code, or whether they are two people', async () => {
    const api = await open([one('look-groups'), one('look-people')]);
    expect(text()).toContain('L’autre groupe devient DIG-1-2.');
    expect(find('look-both')).toBeNull();
    await press('é', 'Digit2');
    expect(api.calls).toContain('settle look-groups {"take":1}');
    expect(find('look-both')!.textContent).toContain('Ce sont deux personnes différentes');
    await press('"', 'Digit3');
    expect(api.calls).toContain('settle look-people "both"');
  });

  it('tells a notice in words, with its moment, and is acknowledged with Enter', async () => {
    const api = await open([one('look-seat'), one('look-refused'), one('look-copied')]);
    expect(text()).toMatch(/La dernière place de DIG-1 avait été donnée à Yusuf sur PC-3F2A, mardi 20 avril, \d+:\d\d\. Amina Diallo est maintenant sur la liste d’attente\./);
    expect(find('look-side')).toBeNull();
    await press('Enter', 'Enter');
    expect(api.calls).toContain('settle look-seat "seen"');
    expect(text()).toContain('n’est pas connue sur cet ordinateur');
    expect(text()).toContain('Karim, sur ce PC');
    expect(find('look-side')).toBeNull();
    await press('1', 'Numpad1');
    expect(text()).toContain('il s’appelle maintenant PC-1-2');
  });

  it('stays with the question when it could not be kept, and says why', async () => {
    const api = await open([one('look-mark')]);
    api.failing = true;
    await press('1', 'Digit1');
    expect(shownLook()).toBe('look-mark');
    expect(find('looks')!.querySelector('[role="alert"]')!.textContent).toContain('disque');
    api.failing = false;
    await press('1', 'Digit1');
    expect(find('look-none')).not.toBeNull();
    expect(find('looks')!.querySelector('[role="alert"]')).toBeNull();
  });

  it('leaves the focus alone when a question arrives', async () => {
    const api = await open([one('look-mark')]);
    const elsewhere = document.body.appendChild(document.createElement('button'));
    elsewhere.focus();
    api.ask([one('look-mark'), one('look-phone')]);
    await soon();
    flushSync();
    expect(shownLook()).toBe('look-mark');
    expect(find('look-place')!.textContent).toBe('1 sur 2');
    expect(document.activeElement).toBe(elsewhere);
  });

  it('says that nothing needs a look', async () => {
    showLanguage('en');
    await open([]);
    expect(find('look-none')!.textContent).toBe('Nothing needs a look.');
    expect(find('looks-spoken')!.textContent).toBe('');
  });
});

describe('questions of one kind', () => {
  const phones = ['a', 'b', 'c'].map((id) => ({ ...one('look-mark'), id: `look-${id}` }));

  it('are all answered by the latest with one key, and come back with one undo', async () => {
    const api = await open([...phones, one('look-seat')]);
    expect(find('look-latest')!.textContent).toContain('3');
    await press('a', 'KeyQ');
    expect(api.calls).toContain('settle look-a "latest"');
    expect(shownLook()).toBe('look-seat');
    await press('z', 'KeyW', { ctrlKey: true });
    expect(shownLook()).toBe('look-a');
  });

  it('are not offered when there is one', async () => {
    const api = await open([one('look-mark')]);
    expect(find('look-latest')).toBeNull();
    await press('a', 'KeyQ');
    expect(api.calls.filter((call) => call.startsWith('settle'))).toEqual([]);
  });
});
