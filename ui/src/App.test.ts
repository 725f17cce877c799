// The whole window on an in-memory centre: opening a register with one key, marking by keys and by
// hand, and the accessibility rules that can be checked without painting, on every screen and state.
import axe from 'axe-core';
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import App from './App.svelte';
import { FakeApi, type Scenario } from './api/fake';
import { app } from './state.svelte';
import { until } from './test-window';
import { showLanguage } from './words/words.svelte';

let shown: ReturnType<typeof mount> | null = null;
const soon = (ms = 60) => new Promise((go) => setTimeout(go, ms));
const find = (css: string) => document.querySelector<HTMLElement>(css);

async function open(scenario: Scenario, hash = '#/today', language = 'fr'): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  app.home = null;
  app.status = null;
  location.hash = hash;
  shown = mount(App, { target: document.body });
  await app.start(api);
  await soon();
  flushSync();
  return api;
}
async function press(key: string, code = `Key${key.toUpperCase()}`, more: KeyboardEventInit = {}) {
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }),
  );
  await soon();
  flushSync();
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('the window', () => {
  it('opens on the session that is on, with its button focused', async () => {
    await open('demo');
    expect((document.activeElement as HTMLElement).dataset['testid']).toBe('open-register');
    expect(find('[data-testid="open-register"]')?.getAttribute('href')).toBe('#/register/session-2');
  });

  it('marks by keys, keeps the focus in the grid, and says it once', async () => {
    await open('demo', '#/register/session-2');
    await press('a');
    expect(find('[data-learner="learner-1"]')?.dataset['mark']).toBe('absent');
    await press('r');
    await press('&', 'Digit1');
    await press('(', 'Digit5');
    expect(find('[data-testid="spoken"]')?.textContent).not.toContain('retard');
    await press('Enter', 'Enter');
    expect(find('[data-learner="learner-2"]')?.dataset['mark']).toBe('late');
    expect(find('[data-testid="spoken"]')?.textContent).toBe('Nour Al-Hassan, en retard 15 minutes. 1 retard, 1 absent, 8 à marquer.');
    expect(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')).toBe('learner-3');
    await press('z', 'KeyW', { ctrlKey: true });
    await press('z', 'KeyW', { ctrlKey: true });
    expect(find('[data-learner="learner-2"]')?.dataset['mark']).toBe('none');
    expect(document.activeElement).not.toBe(document.body);
  });

  it('follows what the command line marks, without losing the minutes being typed', async () => {
    const api = await open('demo', '#/register/session-2');
    await press('r');
    await press('2', 'Digit2');
    api.markFromElsewhere('learner-9', { kind: 'excused' });
    await soon(150);
    flushSync();
    expect(find('[data-learner="learner-9"]')?.dataset['mark']).toBe('excused');
    expect(find('[data-testid="minutes"] .entry')?.textContent).toContain('2');
  });

  it('is deaf to letters outside of the grid', async () => {
    await open('demo', '#/register/session-2');
    find('[data-testid="mark-rest"]')?.focus();
    await press('a');
    expect(find('[data-learner="learner-1"]')?.dataset['mark']).toBe('none');
  });

  it('shows marks that could not be kept, and the way to try again', async () => {
    const api = await open('error', '#/register/session-2');
    await press('p');
    const row = find('[data-learner="learner-9"]')!;
    expect(row.querySelector('.unsaved')).not.toBeNull();
    expect(find('[data-testid="status-kept"]')?.textContent).toContain('1 pas enregistré');
    api.failing = false;
    row.querySelector<HTMLElement>('[data-cell="retry"]')!.click();
    await soon();
    flushSync();
    expect(find('[data-learner="learner-9"]')?.dataset['place']).toBe('here');
    expect(find('[data-testid="status-kept"]')?.textContent).toContain('tout est enregistré');
  });

  it('goes on saving when the register is left, and says so', async () => {
    await open('demo', '#/register/session-2');
    app.api.mark = ((real) => async (...args: Parameters<typeof real>) => {
      await soon(150);
      return real(...args);
    })(app.api.mark.bind(app.api));
    await press('p');
    await press('Escape', 'Escape');
    expect(find('[data-testid="register-grid"]')).toBeNull();
    expect(find('[data-testid="status-kept"]')?.textContent).toContain('1 en cours');
    await soon(250);
    flushSync();
    expect(find('[data-testid="status-kept"]')?.textContent).toContain('tout est enregistré');
  });

  it('reopens the register that was open', async () => {
    await open('reopen', '');
    expect(find('[data-testid="register-grid"]')).not.toBeNull();
    expect(find('.kept')?.textContent).toContain('Tout a été gardé jusqu’à');
  });
});

describe('what needs a look', () => {
  it('is reached from the status bar, and again when the focus has gone', async () => {
    await open('joined', '#/exchange');
    expect(document.activeElement?.getAttribute('data-testid')).not.toBe('looks');
    for (let times = 0; times < 2; times += 1) {
      find('[data-testid="status-look"]')!.focus();
      find('[data-testid="status-look"]')!.click();
      await soon();
      expect(document.activeElement?.getAttribute('data-testid')).toBe('looks');
    }
  });

  it('is reached from the day, settled with one key, and taken back', async () => {
    await open('joined', '#/today');
    const line = find('[data-need="two_answers"] a')!;
    expect(line.getAttribute('href')).toBe('#/exchange/look');
    app.go({ name: 'exchange', look: true });
    await until(() => document.activeElement?.getAttribute('data-testid') === 'looks', 'the question');
    await press('2', 'Digit2');
    await until(() => find('[data-testid="status-look"]')?.textContent?.includes('1'), 'one question less');
    expect(find('[data-testid="toast"]')?.textContent).toContain('Amina Diallo noté en retard de 15 min');
    await press('z', 'KeyW', { ctrlKey: true });
    await until(() => find('[data-kind]')?.dataset['look'] === 'look-mark', 'the question again');
    expect(document.activeElement).not.toBe(document.body);
  });
});

describe('a computer that headquarters does not accept any more', () => {
  it('is told so, in other words than one that it had erased, and sent to the telephone', async () => {
    const api = await open('late', '#/exchange');
    const view = await api.exchange();
    const told = async (code: string) => {
      api.exchange = async () => ({ ...view, failure: { code, args: {} } });
      api.say('exchange-changed');
      await soon(120);
      flushSync();
      return find('.exchange .more')!.textContent!;
    };
    const revoked = await told('exchange.revoked');
    const wiped = await told('exchange.wiped');
    expect(revoked).toContain('n’accepte plus ce PC');
    expect(revoked).toContain('Appelez le siège');
    // Neither another try nor a better connection would help.
    expect(revoked).not.toMatch(/essai|connexion/);
    expect(wiped).not.toBe(revoked);
    expect(wiped).toContain('effacer');
  });
});

describe('a centre that arrives', () => {
  it('stands before the day, can be stopped, and leaves the day when it has begun', async () => {
    const api = await open('receiving', '#/today');
    await soon(100);
    flushSync();
    expect(find('[data-testid="arrival"]')?.textContent).toContain('412\u202F000 sur 1\u202F000\u202F000');
    expect(find('[data-testid="open-register"]')).not.toBeNull();
    find('[data-testid="arrival-stop"]')!.click();
    await soon();
    flushSync();
    expect(find('[data-testid="arrival"]')).toBeNull();
    api.arrived({ sent: 0, to_send: 0, received: 0, bytes: 1_200_000, first: { stage: 'start', done: 1, total: 9 }, photos: null });
    await soon(150);
    flushSync();
    expect(find('[data-testid="arrival"]')?.textContent).toContain('1,2\u00A0Mo');
    expect(find('.today')?.textContent).not.toContain('Créer un groupe');
  });

  it('says so on the exchange screen, with one way to stop', async () => {
    await open('receiving', '#/exchange', 'en');
    expect(find('[data-testid="exchange-sentence"]')?.textContent).toBe('Receiving the centre.');
    expect(find('[data-testid="arrival-heard"]')?.textContent).toContain('25%');
    expect(find('[data-testid="exchange-stop"]')).toBeNull();
    expect(find('[data-testid="arrival-stop"]')).not.toBeNull();
  });
});

const STATES: [Scenario, string][] = [
  ['first-run', ''],
  ['demo', '#/today'],
  ['joined', '#/today'],
  ['empty', '#/today'],
  ['no-session', '#/today'],
  ['joined', '#/register/session-2'],
  ['nobody', '#/register/session-2'],
  ['joined', '#/people'],
  ['empty', '#/people'],
  ['joined', '#/cohorts'],
  ['empty', '#/cohorts'],
  ['joined', '#/exchange'],
  ['sending', '#/exchange'],
  ['looks', '#/exchange/look'],
  ['no-session', '#/exchange/look'],
  ['receiving', '#/exchange'],
  ['receiving', '#/today'],
  ['late', '#/exchange'],
  ['photos', '#/exchange'],
  ['held', '#/exchange'],
  ['error', '#/exchange'],
  ['alone', '#/exchange'],
  ['joined', '#/settings'],
  ['broken', ''],
  ['locked', '#/today'],
  ['phrase', '#/today'],
  ['no-secret', '#/today'],
  ['unprotected', '#/today'],
  ['away', '#/today'],
  ['wiped', ''],
  ['damaged', '#/today'],
  ['damaged-volunteer', '#/today'],
  ['leading', '#/settings'],
];

describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it.each(STATES)('%s %s', async (scenario, hash) => {
    await open(scenario, hash, language);
    const { violations } = await axe.run(document.body, {
      // What needs layout or colour is checked in the real web view.
      rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false }, region: { enabled: true } },
    });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
});
