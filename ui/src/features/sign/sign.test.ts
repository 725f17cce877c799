// Sign mode on an in-memory centre: signing by keys alone, codes, halves, languages and their direction,
// the way out by a PIN, what does nothing meanwhile, and every state read by axe.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import { FakeApi, type Scenario } from '../../api/fake';
import { PIN } from '../../api/fake-people';
import { app, openSigning } from '../../state.svelte';
import { settle } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';
import { THANKS_MS } from './desk.svelte';

let shown: ReturnType<typeof mount> | null = null;
const find = (css: string) => document.querySelector<HTMLElement>(css);
const said = () => find('.told')!.textContent!.trim();
const at = () => {
  const { tile, way, picture, digit, half, do: does } = (document.activeElement as HTMLElement).dataset;
  return tile ?? way ?? picture ?? digit ?? half ?? does ?? document.activeElement?.className.split(' ')[0];
};

async function until(true_: () => unknown) {
  for (let tries = 0; tries < 150 && !true_(); tries += 1) await settle(20);
  expect(true_()).toBeTruthy();
}
async function open(scenario: Scenario, language = 'fr', prepare: (api: FakeApi) => void = () => {}): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  prepare(api);
  app.home = app.status = app.shown = null;
  location.hash = '#/register/session-2';
  shown = mount(App, { target: document.body });
  await app.start(api);
  await settle(80);
  return api;
}
async function press(key: string, code = key, more: KeyboardEventInit = {}) {
  const on = document.activeElement ?? document.body;
  const heard = on.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }));
  // What a browser does with Enter on a button, which the pretend one leaves out.
  if (heard && key === 'Enter' && on instanceof HTMLButtonElement) on.click();
  await settle();
}
async function click(css: string) {
  find(css)!.focus();
  find(css)!.click();
  await settle();
}
const tile = (person: string) => `[data-tile="${person}"]`;
const pick = (person: string) => click(tile(person));
async function pictures(code: string) {
  for (const sign of code) await click(`[data-picture="${sign}"]`);
}
async function digits(code: string) {
  for (const digit of code) await press(digit, `Digit${digit}`);
}
async function draw() {
  const paper = find('.paper')!;
  paper.getBoundingClientRect = () => ({ left: 0, top: 0, width: 500, height: 250 }) as DOMRect;
  const fire = (type: string, clientX: number, clientY: number) =>
    paper.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), { pointerId: 1, clientX, clientY, button: 0, isPrimary: true }));
  for (const from of [100, 200]) {
    fire('pointerdown', from, 50);
    fire('pointermove', from + 20, 100);
    fire('pointerup', from + 20, 100);
  }
  await settle();
}
async function pin(text: string) {
  const field = find('[data-testid="pin"]') as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}
const signs = (api: FakeApi) => api.calls.filter((call) => /^(sign|chooseCode) /.test(call));

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('sign mode', () => {
  it('is entered from the register, signed by keys alone, and goes on to the next', async () => {
    const api = await open('joined');
    await until(() => find('[data-testid="register-grid"]'));
    await openSigning('session-2');
    await until(() => find(tile('learner-1')));
    await settle();
    expect(at()).toBe('learner-1');
    for (const other of ['.rail', '.status', '[data-testid="register-grid"]']) expect(find(other)).toBeNull();
    await press('ArrowRight');
    expect(at()).toBe('learner-2');
    await press('Enter');
    expect([at(), find('#sign-me')!.textContent]).toEqual(['paper', expect.stringContaining('Nour A.')]);
    find('[data-way="pictures"]')!.focus();
    await press('Enter');
    expect(at()).toBe('pictures');
    for (const sign of '07b07b') {
      find(`[data-picture="${sign}"]`)!.focus();
      await press('Enter');
    }
    expect(said()).toBe('C’est retenu. Vous pouvez signer');
    // The code is whole: only the signature is left.
    expect(at()).toBe('sign');
    await press('Enter');
    expect(signs(api)).toEqual(['chooseCode learner-2 pictures 07b', 'sign learner-2 afternoon {"way":"pictures","code":"07b"}']);
    expect([said(), at(), find('#sign-me')]).toEqual(['Merci', 'learner-2', null]);
    expect(find(tile('learner-2'))!.dataset['state']).toBe('done');
    await settle(THANKS_MS);
    expect([said(), at()]).toEqual(['', 'learner-3']);
  });

  it('opens on the tile that was asked for, unless that person cannot sign', async () => {
    await open('joined');
    await openSigning('session-2', 'learner-3');
    await until(() => find('.paper'));
    expect(find(tile('learner-3'))!.getAttribute('aria-current')).toBe('true');
    await unmount(shown!);
    document.body.innerHTML = '';
    await open('joined');
    await openSigning('session-2', 'learner-6');
    await until(() => find(tile('learner-6')));
    expect(find('.paper')).toBeNull();
  });

  it('tells a refusal where it was asked for', async () => {
    await open('closed');
    await expect(openSigning('session-2')).rejects.toMatchObject({ problem: { code: 'session.closed' } });
    expect(find('.signing')).toBeNull();
  });

  it('is all that is there after a reload, and hears no key of the window', async () => {
    const api = await open('signing');
    expect(find('.rail')).toBeNull();
    const hash = location.hash;
    for (const [key, code, more] of [['l', 'KeyL', { ctrlKey: true }], ['k', 'KeyK', { ctrlKey: true }], ['F5', 'F5', {}], ['g', 'KeyG', {}], ['t', 'KeyT', {}], ['?', 'Slash', {}], ['/', 'Slash', {}], ['Escape', 'Escape', {}]] as const) {
      await press(key, code, more);
    }
    location.hash = '#/people';
    window.dispatchEvent(new Event('hashchange'));
    await settle();
    expect([find('.signing') !== null, app.route.name, api.team_.locked, at()]).toEqual([true, 'register', false, 'learner-2']);
    expect(hash).toBe('#/register/session-2');
  });

  it('shows who has signed, who is not here and cannot be pressed, and whose line changed', async () => {
    const api = await open('signing');
    const state = (person: string) => find(tile(person))!.dataset['state'];
    expect(['learner-1', 'learner-2', 'learner-6', 'learner-7'].map(state)).toEqual(['done', 'open', 'away', 'again']);
    expect(find(tile('learner-7'))!.textContent).toContain('Sadarkaagu wuu isbeddelay');
    expect(find(`${tile('learner-7')} [lang="so"]`)).not.toBeNull();
    for (const person of ['learner-1', 'learner-6']) {
      await pick(person);
      expect([find('.pad'), find(tile(person))!.getAttribute('aria-disabled')]).toEqual([null, 'true']);
    }
    const groups = [...document.querySelectorAll('[role="group"]')].map((group) => group.querySelectorAll('[data-tile]').length);
    expect(groups).toEqual([10, 4]);
    // Somebody who leaves meanwhile has no pad any more, and the focus stays.
    await pick('learner-2');
    api.markFromElsewhere('learner-2', { kind: 'absent' });
    await settle(80);
    expect([find('.pad'), state('learner-2'), at()]).toEqual([null, 'away', 'learner-2']);
  });

  it('goes back from the pad to its tile, and no further', async () => {
    await open('signing');
    await pick('learner-4');
    await press('Escape');
    expect([find('.pad'), at()]).toEqual([null, 'learner-4']);
    await press('Enter');
    await click('[data-do="back"]');
    expect([find('.pad'), at()]).toEqual([null, 'learner-4']);
    await press('Escape');
    expect(find('.signing')).not.toBeNull();
  });

  it('leaves whoever went on by themselves where they are', async () => {
    await open('signing');
    await pick('learner-2');
    await draw();
    await click('[data-do="sign"]');
    await pick('learner-4');
    expect(said()).toBe('');
    await settle(THANKS_MS + 100);
    expect([find('#sign-me')!.textContent, at()]).toEqual([expect.stringContaining('Giorgi'), 'paper']);
  });
});

describe('a drawing', () => {
  it('is sent as whole numbers of the pad, and can be erased', async () => {
    const api = await open('signing');
    await pick('learner-4');
    await draw();
    expect(document.querySelectorAll('.ink')).toHaveLength(2);
    await click('[data-do="erase"]');
    expect(document.querySelectorAll('.ink')).toHaveLength(0);
    await draw();
    await click('[data-do="sign"]');
    expect(signs(api)).toEqual(['sign learner-4 afternoon {"way":"drawn","strokes":[[200,100,240,200],[400,100,440,200]]}']);
  });
  it('that is empty says what is missing, and whoever has no pointer is told of the other ways', async () => {
    const api = await open('signing');
    await pick('learner-4');
    expect((find('[data-do="sign"]') as HTMLButtonElement).disabled).toBe(false);
    await click('[data-do="sign"]');
    expect([said(), signs(api)]).toEqual(['Rien n’est dessiné. Signez d’abord sur la ligne', []]);
    const paper = find('.paper')!;
    expect(paper.getAttribute('aria-label')).toBe('Signez sur la ligne');
    expect(find(`#${paper.getAttribute('aria-describedby')}`)!.textContent).toContain('Au clavier, prenez les images ou le code');
  });
  it('that could not be kept is still there, and why is said', async () => {
    const api = await open('signing');
    await pick('learner-4');
    await draw();
    api.failing = true;
    await click('[data-do="sign"]');
    expect([find('.said')!.textContent, document.querySelectorAll('.ink').length]).toEqual([expect.stringContaining('place'), 2]);
    api.failing = false;
    await click('[data-do="sign"]');
    expect(said()).toBe('Merci');
  });
});

describe('a line signed elsewhere', () => {
  it('is said, and its tile then shows it', async () => {
    const api = await open('signing');
    await pick('learner-4');
    await draw();
    api.signing_.put('learner-4', 'afternoon', 'signed');
    await click('[data-do="sign"]');
    expect([find('.said')!.textContent, find('.pad'), at()]).toEqual([expect.stringContaining('a déjà signé'), null, 'learner-4']);
    await pick('learner-2');
    expect(find('.said')).toBeNull();
  });
  it('by a code that was chosen elsewhere asks for that one', async () => {
    const api = await open('signing');
    await pick('learner-4');
    await click('[data-way="code"]');
    api.signing_.codes.set('learner-4', { way: 'code', code: '2583' });
    await digits('11221122');
    expect([find('.said')!.textContent, find('.asks')!.textContent]).toEqual([expect.stringContaining('déjà choisi'), 'Tapez votre code\u202F: 4 chiffres']);
  });
});

describe('a code', () => {
  it('is chosen twice, by keys wherever the digits stand, then signed with', async () => {
    const api = await open('signing');
    await pick('learner-4');
    await click('[data-way="code"]');
    expect(find('.asks')!.textContent).toBe('Choisissez un code de 4 chiffres');
    await digits('1111');
    expect(find('.asks')!.textContent).toBe('Encore une fois, pour vérifier');
    await digits('1111');
    expect(said()).toBe('C’est trop simple. Choisissez autre chose');
    await digits('2583');
    await digits('2584');
    expect(said()).toBe('Ce n’est pas la même chose. Recommencez');
    for (const [sign, digit] of [['é', 2], ['(', 5], ['_', 8], ['"', 3], ['2', 2], ['5', 5], ['8', 8]] as const) await press(sign, `Digit${digit}`);
    await press('9', 'Numpad9');
    expect(said()).toBe('Ce n’est pas la même chose. Recommencez');
    await digits('2583');
    await press('9', 'Digit9');
    await press('Backspace');
    await digits('2583');
    await click('[data-do="sign"]');
    expect(signs(api)).toEqual(['chooseCode learner-4 code 1111', 'chooseCode learner-4 code 2583', 'sign learner-4 afternoon {"way":"code","code":"2583"}']);
    expect(said()).toBe('Merci');
  });
  it('comes first for whoever has one, and wrong ones lead to the trainer', async () => {
    const api = await open('signing', 'fr', ({ signing_ }) => signing_.codes.set('learner-4', { way: 'pictures', code: '07b' }));
    await pick('learner-4');
    expect([at(), find('.asks')!.textContent, find('[data-way="code"]')]).toEqual(['0', 'Choisissez vos trois images, dans l’ordre', null]);
    await click('[data-do="sign"]');
    expect(said()).toBe('Il faut trois images');
    for (const left of [2, 1]) {
      await pictures('123');
      await click('[data-do="sign"]');
      expect(said()).toBe(`Ce n’est pas cela. Essais restants\u202F: ${left}`);
    }
    await pictures('123');
    // Nobody reads them over a shoulder.
    expect(find('.place svg')).toBeNull();
    await click('[data-do="sign"]');
    expect([said(), find('.code'), find('[data-do="sign"]')]).toEqual(['Demandez de l’aide au formateur', null, null]);
    expect(document.activeElement).not.toBe(document.body);
    await press('Escape');
    await pick('learner-4');
    expect(said()).toBe('Demandez de l’aide au formateur');
    expect(signs(api)).toHaveLength(3);
  });
});

describe('two halves', () => {
  it('are chosen above the pad, the one proposed first', async () => {
    const api = await open('signing-day');
    expect(find(tile('learner-1'))!.dataset['state']).toBe('open');
    expect(find(tile('learner-1'))!.textContent).toContain('Après-midi');
    await pick('learner-4');
    const pressed = () => find('[data-half][aria-pressed="true"]')!.dataset['half'];
    expect(pressed()).toBe('afternoon');
    await click('[data-half="morning"]');
    expect([pressed(), find('.about')!.textContent]).toEqual(['morning', 'DIG-1 Initiation · mardi 20 avril · matin']);
    await draw();
    await click('[data-do="sign"]');
    expect(signs(api)[0]).toMatch(/^sign learner-4 morning /);
    // The afternoon is signed already.
    await pick('learner-1');
    expect(pressed()).toBe('morning');
    await click('[data-half="afternoon"]');
    expect(pressed()).toBe('morning');
  });
});

describe('the learner’s language', () => {
  it('is theirs, in its direction, beside the interface’s', async () => {
    await open('signing');
    expect(find('h1')!.textContent).toBe('Je signe ma présence');
    await pick('learner-2');
    const [title, pad] = [find('h1')!, find('.pad')!];
    expect([title.lang, title.dir, title.textContent]).toEqual(['ar', 'rtl', 'أوقّع على حضوري']);
    expect([pad.lang, pad.dir, find('.side')!.dir]).toEqual(['ar', 'rtl', 'rtl']);
    expect(document.documentElement.dir).toBe('ltr');
    expect(find('.here')!.textContent).toContain('التوقيع على الخط');
    expect(find('.here [lang="fr"]')!.textContent).toBe('Signez sur la ligne');
    await click('[data-way="pictures"]');
    expect(find('[data-picture="0"]')!.getAttribute('aria-label')).toBe('كوب');
    await pictures('012012');
    await pictures('345345');
    await click('[data-do="sign"]');
    expect([said(), find('.told')!.lang, find('.told')!.dir]).toEqual(['شكرًا', 'ar', 'rtl']);
    await settle(THANKS_MS + 60);
    expect(find('h1')!.lang).toBe('fr');
  });
  it('is the interface’s where the centre has not turned it on', async () => {
    await open('signing', 'en', ({ signing_ }) => (signing_.choices = { ...signing_.choices, languages: ['uk'] }));
    await pick('learner-2');
    expect([find('h1')!.lang, find('.pad')!.dir, find('h1')!.textContent]).toEqual(['en', 'ltr', 'I sign that I am here']);
    expect(find('.here')!.textContent!.trim()).toBe('Sign on the line');
  });
});

describe('the way out', () => {
  it('is the trainer’s PIN, in place, and leads back to the register', async () => {
    await open('signing', 'fr', ({ team_ }) => (team_.wait = 1));
    expect(find('[data-do="leave"]')!.textContent).toBe('Rendre l’ordinateur à Claire');
    await click('[data-do="leave"]');
    expect((document.activeElement as HTMLElement).id).toBe('pin');
    await press('Escape');
    expect(at()).toBe('leave');
    await click('[data-do="leave"]');
    await pin('000000');
    expect(find('[data-testid="pin-error"]')!.textContent).not.toBe('');
    await pin('111111');
    // The second wrong one has to wait; what is typed meanwhile is not tried yet.
    await pin(PIN);
    expect([find('.signing') !== null, find('.leave .muted')!.textContent]).toEqual([true, expect.stringMatching(/\d s/)]);
    await until(() => !find('.leave'));
    await until(() => find('[data-testid="register-grid"]'));
    expect([location.hash, find('.rail') !== null, app.home?.signing]).toEqual(['#/register/session-2', true, null]);
  });
  it('does not type into a code that stands behind it', async () => {
    await open('signing');
    await pick('learner-4');
    await click('[data-way="code"]');
    await click('[data-do="leave"]');
    await press('é', 'Digit2');
    expect(document.querySelectorAll('.place.full')).toHaveLength(0);
    await press('Escape');
    expect([at(), find('.pad') !== null]).toEqual(['leave', true]);
  });
  it('is taken by itself when the core is not in sign mode any more', async () => {
    const api = await open('signing');
    api.signing_.session = null;
    api.say('records-changed');
    await until(() => find('[data-testid="register-grid"]'));
    expect(find('.signing')).toBeNull();
  });
});

const STATES: [string, () => Promise<void>][] = [
  ['tiles', async () => undefined],
  ['the pad', () => pick('learner-4')],
  ['the pad in Arabic', () => pick('learner-2')],
  ['an empty drawing', () => pick('learner-2').then(() => click('[data-do="sign"]'))],
  ['pictures', () => pick('learner-4').then(() => click('[data-way="pictures"]'))],
  ['pictures in Arabic', () => pick('learner-2').then(() => click('[data-way="pictures"]')).then(() => pictures('01'))],
  ['a code', () => pick('learner-4').then(() => click('[data-way="code"]')).then(() => digits('12'))],
  ['leaving', () => click('[data-do="leave"]').then(() => pin('000000'))],
  ['thanks', () => pick('learner-2').then(draw).then(() => click('[data-do="sign"]'))],
];

describe.each(['fr', 'en'])('accessibility in %s', (language) => {
  it.each(STATES)('%s', async (_, reach) => {
    await open('signing-day', language);
    await reach();
    const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false }, region: { enabled: true } } });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
});
