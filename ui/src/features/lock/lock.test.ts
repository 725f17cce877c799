// A shared computer, on an in-memory centre: tiles and PIN by keys alone, wrong PINs, codes, the phrase,
// and what must not be lost or readable when it locks.
import axe from 'axe-core';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import App from '../../App.svelte';
import { FakeApi, type Scenario } from '../../api/fake';
import { PHRASE, PIN, RECOVERY } from '../../api/fake-people';
import { app } from '../../state.svelte';
import { showLanguage } from '../../words/words.svelte';

const REGISTER = '#/register/session-2';
const CHOSEN = '530162';
let shown: ReturnType<typeof mount> | null = null;
const soon = (ms = 60) => new Promise((go) => setTimeout(go, ms));
const find = (id: string) => document.querySelector<HTMLInputElement>(`[data-testid="${id}"]`);
const focused = () => (document.activeElement as HTMLElement | null)?.dataset['testid'];
const text = () => document.body.textContent ?? '';

async function settle(ms?: number) {
  await soon(ms);
  flushSync();
}
/** Waits for what comes when the core has answered: a busy machine takes its time. */
const there = (id: string) => vi.waitFor(() => expect(find(id)).not.toBeNull(), { timeout: 5000 });
async function open(scenario: Scenario, hash = '#/today', prepare: (api: FakeApi) => void = () => {}): Promise<FakeApi> {
  showLanguage('fr');
  localStorage.clear();
  const api = new FakeApi(scenario);
  prepare(api);
  app.home = app.status = app.shown = null;
  location.hash = hash;
  shown = mount(App, { target: document.body });
  await app.start(api);
  await settle();
  return api;
}
async function press(key: string, code = key, more: KeyboardEventInit = {}) {
  const at = document.activeElement ?? document.body;
  const heard = at.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }));
  // What a browser does with Enter on a button or in a form, which the pretend one leaves out.
  if (heard && key === 'Enter' && at instanceof HTMLButtonElement) at.click();
  await settle();
}
async function type(id: string, value: string) {
  const field = find(id)!;
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
async function submit(id: string) {
  find(id)!.closest('form')!.requestSubmit();
  await settle();
}
async function click(id: string) {
  find(id)!.click();
  await settle();
}
const lock = () => press('l', 'KeyL', { ctrlKey: true });

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('people and PIN', () => {
  it('open by keys alone, on AZERTY without Shift', async () => {
    await open('locked');
    expect(focused()).toBe('tile-0');
    await press('ArrowRight');
    expect(focused()).toBe('tile-1');
    // One stop for Tab, where the focus was last.
    expect([...document.querySelectorAll('.tile')].map((tile) => (tile as HTMLElement).tabIndex)).toEqual([-1, 0, -1]);
    await press('Enter');
    expect(focused()).toBe('pin');
    await press('Escape');
    expect(focused()).toBe('tile-1');
    await press('Home');
    await press('Enter');
    const keys = { é: 2, è: 7, "'": 4, ç: 9, '&': 1 };
    for (const [sign, digit] of Object.entries(keys)) await press(sign, `Digit${digit}`);
    await there('pin');
    await press('_', 'Digit8');
    await there('open-register');
    expect(document.activeElement).not.toBe(document.body);
  });

  it('take Arabic and Persian digits', async () => {
    await open('locked');
    await press('Enter');
    await type('pin', '۲۷٤٩۱٨');
    await there('open-register');
  });

  it('say a wrong PIN once, count the wait, then open with what was typed meanwhile', async () => {
    const api = await open('locked', '#/today', (fake) => (fake.team_.wait = 2));
    const asked = vi.spyOn(api, 'unlock');
    await press('Enter');
    await type('pin', '111112');
    expect(find('pin-error')!.textContent).toContain('Ce n’est pas le bon code');
    expect(focused()).toBe('pin');
    await type('pin', '111113');
    const said = find('pin-error')!.textContent;
    expect(said).toContain('2');
    await type('pin', PIN);
    expect(asked).toHaveBeenCalledTimes(2);
    await settle(1100);
    // The alert is heard once: only the count beside it moves.
    expect(find('pin-error')!.textContent).toBe(said);
    expect(document.querySelector('.left')!.textContent).toContain('1');
    await settle(1200);
    expect(asked).toHaveBeenCalledTimes(3);
    await there('open-register');
  });

  it('are searched when they are more than sixteen', async () => {
    const many = Array.from({ length: 20 }, (_, i) => ({ id: `p-${i}`, name: i === 18 ? 'Élodie Šimek' : `Personne ${i}`, role: 'volunteer' as const, has_pin: true, is_me: false }));
    await open('locked', '#/today', (fake) => (fake.team_.tiles = many));
    expect(focused()).toBe('who-find');
    await type('who-find', 'elodie s');
    expect(document.querySelectorAll('.tile').length).toBe(1);
    await press('ArrowDown');
    expect(focused()).toBe('tile-0');
    await press('Enter');
    expect(text()).toContain('Élodie Šimek');
    expect(focused()).toBe('pin');
  });
});

describe('codes and words', () => {
  it('come back by the sheet: code, who, another PIN twice', async () => {
    const api = await open('locked', REGISTER);
    await press('Enter');
    await click('forgot');
    expect(focused()).toBe('code');
    await type('code', '00000');
    await submit('code');
    expect(document.querySelector('[role="alert"]')!.textContent).toContain('fiche de secours');
    await type('code', RECOVERY.toLowerCase());
    await submit('code');
    await click('who-1');
    await type('new-pin', CHOSEN);
    await type('new-pin-again', '530163');
    await submit('new-pin');
    expect(text()).toContain('ne sont pas les mêmes');
    await type('new-pin-again', CHOSEN);
    await submit('new-pin');
    await there('register-grid');
    expect(api.team_.me).toBe('person-ines');
  });

  it('are asked at once of somebody whose PIN opens nothing', async () => {
    await open('locked');
    await click('tile-2');
    expect(focused()).toBe('code');
    expect(text()).toContain('n’ouvre plus ce PC');
    await press('Escape');
    await there('tile-0');
  });

  it('offer no way back when there is nobody else to be', async () => {
    await open('locked', '#/today', (fake) => (fake.team_.tiles = fake.team_.tiles.slice(2)));
    expect(focused()).toBe('code');
    expect([...document.querySelectorAll('button')].map((b) => b.textContent)).not.toContain('Retour');
  });

  it('hear the six words, and say which are wrong', async () => {
    await open('phrase');
    expect(focused()).toBe('phrase');
    await type('phrase', 'abaisser abandon');
    await submit('phrase');
    expect(document.querySelector('[role="alert"]')).not.toBeNull();
    await type('phrase', PHRASE);
    await submit('phrase');
    expect(focused()).toBe('tile-0');
  });

  it('are the way in when the keyring is gone', async () => {
    await open('no-secret');
    expect(text()).toContain('Rien n’est perdu');
    await type('code', RECOVERY);
    await submit('code');
    await click('who-0');
    await type('new-pin', CHOSEN);
    await type('new-pin-again', CHOSEN);
    await submit('new-pin');
    await there('open-register');
  });

  it('are the only way in when the computer was away too long, and one press away', async () => {
    const api = await open('away');
    await press('Enter');
    await type('pin', PIN);
    expect(find('pin')).toBeNull();
    expect(find('pin-error')!.textContent).not.toBe('');
    expect(find('forgot')).toBeNull();
    expect(focused()).toBe('away-code');
    await press('Enter');
    expect(focused()).toBe('code');
    expect(text()).toContain('Appelez le siège');
    await press('Escape');
    expect(focused()).toBe('pin');
    await type('pin', PIN);
    await press('Enter');
    await type('code', RECOVERY);
    await submit('code');
    await type('new-pin', CHOSEN);
    await type('new-pin-again', CHOSEN);
    await submit('new-pin');
    await there('open-register');
    expect(api.team_.away).toBe(false);
  });

  it('protect a centre of an earlier version, then show the sheet', async () => {
    await open('unprotected');
    await type('new-pin', '111111');
    await type('new-pin-again', '111111');
    await submit('new-pin');
    expect(document.querySelector('[role="alert"]')!.textContent).toContain('deviné');
    await type('new-pin', CHOSEN);
    await type('new-pin-again', CHOSEN);
    await submit('new-pin');
    expect(find('shown-recovery')!.textContent).toBe(RECOVERY);
  });
});

describe('locking', () => {
  it('takes everything away, and gives the same register to the next person', async () => {
    await open('joined', REGISTER);
    expect(text()).toContain('Nour Al-Hassan');
    await lock();
    await there('tile-0');
    expect(text()).not.toContain('Nour');
    expect(find('lock-now')).toBeNull();
    await click('tile-1');
    await type('pin', PIN);
    await there('register-grid');
    expect(document.activeElement?.closest('[data-row]')).not.toBeNull();
  });

  it('waits for marks on their way, and keeps the minutes being typed', async () => {
    const api = await open('joined', REGISTER);
    const order: string[] = [];
    const [mark, shut] = [api.mark.bind(api), api.lock.bind(api)];
    api.mark = async (session, person, input) => {
      await soon(80);
      order.push(`${person} ${input.kind}${'minutes' in input ? ` ${input.minutes}` : ''}`);
      return mark(session, person, input);
    };
    api.lock = () => {
      order.push('lock');
      return shut();
    };
    await press('p', 'KeyP');
    await press('a', 'KeyA');
    await press('r', 'KeyR');
    await press('2', 'Digit2');
    await press('3', 'Digit3');
    await lock();
    expect(text()).not.toContain('Nour');
    await settle(500);
    await there('tile-0');
    expect(order.at(-1)).toBe('lock');
    expect(order.at(-2)).toMatch(/late 23$/);
    expect(order.length).toBe(5);
  });

  it('leaves nothing readable when the core locked itself and then does not answer', async () => {
    const api = await open('joined', REGISTER);
    const home = api.home.bind(api);
    api.home = () => Promise.reject(new Error('silence'));
    api.team_.locked = true;
    api.say('locked');
    await settle();
    expect(text()).not.toContain('Nour');
    expect(text()).toContain('silence');
    api.home = home;
    [...document.querySelectorAll('button')].at(-1)!.click();
    await settle();
    await there('tile-0');
  });

  it('says so when it cannot lock, and shows nothing meanwhile', async () => {
    const api = await open('joined', REGISTER);
    api.lock = () => Promise.reject(new Error('silence'));
    await lock();
    expect(text()).not.toContain('Nour');
    expect(text()).toContain('silence');
  });

  it('does not take away what is being typed on the lock screen when it is told twice', async () => {
    const api = await open('locked');
    await press('Enter');
    await type('pin', '27');
    api.say('locked');
    await settle();
    expect(find('pin')?.value).toBe('27');
  });

  it('is never of a demo', async () => {
    await open('demo', REGISTER);
    await lock();
    await there('register-grid');
    expect(find('lock-now')).toBeNull();
  });

  it('is put off by whoever is at the keys, at most every twenty seconds', async () => {
    const clock = vi.spyOn(performance, 'now');
    let at = 1_000_000;
    clock.mockImplementation(() => at);
    const api = await open('joined');
    const told = () => api.calls.filter((call) => call === 'stillHere').length;
    const move = () => document.body.dispatchEvent(new Event('pointermove', { bubbles: true }));
    at += 60_000;
    move();
    move();
    at += 19_000;
    move();
    expect(told()).toBe(1);
    at += 2_000;
    move();
    expect(told()).toBe(2);
    clock.mockRestore();
    await lock();
    clock.mockImplementation(() => at + 90_000);
    move();
    expect(told()).toBe(2);
    clock.mockRestore();
  });
});

describe.each(['fr', 'en'])('the steps of the lock screen in %s', (language) => {
  const accessible = async () => {
    showLanguage(language);
    flushSync();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  };
  it('can be read and used by everybody', async () => {
    await open('locked');
    await click('tile-0');
    await type('pin', '111112');
    await accessible();
    await click('forgot');
    await accessible();
    await type('code', RECOVERY);
    await submit('code');
    await accessible();
  });
});
