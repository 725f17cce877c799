// Minutes that are open, and what takes back what was done last: neither outlives what it belongs to.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeApi } from '../../api/fake';
import { click, find, focused, openRegister, press, row, settle, shut, until } from '../../test-window';
import { showLanguage, t } from '../../words/words.svelte';
import { Bars } from './bars.svelte';
import { Desk } from './desk.svelte';
import { Hands } from './hands.svelte';
import { spoken } from './spoken';

afterEach(shut);
beforeEach(() => showLanguage('fr'));

const soon = () => new Promise((go) => setTimeout(go, 30));
async function open(scenario: 'demo' | 'joined' = 'demo') {
  const api = new FakeApi(scenario);
  const desk = new Desk(api, 'session-2');
  await desk.read();
  const hands = new Hands(desk, () => {});
  hands.begin();
  return { api, desk, hands };
}
const learner = (desk: Desk, n: number) => desk.register!.learners[n - 1]!;
const late = { do: 'mark', kind: 'late' } as const;
const digit = (n: number) => ({ do: 'digit', digit: n }) as const;
const minutes = (person: string) => row(person)!.querySelector('[data-testid="minutes"]');
const undoKey = () => press('z', 'KeyW', { ctrlKey: true });

describe('minutes that are open', () => {
  it('are closed by undoing, so that the next digit marks', async () => {
    await openRegister('demo');
    await press('r');
    expect(minutes('learner-1')).not.toBeNull();
    await undoKey();
    expect([minutes('learner-1'), row('learner-1')!.dataset['mark'], focused()]).toEqual([null, 'none', 'learner-1']);
    await press('&', 'Digit1');
    expect([row('learner-1')!.dataset['mark'], focused()]).toEqual(['present', 'learner-2']);
    await press('ArrowDown', 'ArrowDown');
    expect(row('learner-1')!.dataset['mark']).toBe('present');
  });
  it('open again with L after undoing it, and Enter keeps them', async () => {
    await openRegister('demo');
    await press('r');
    await undoKey();
    await press('r');
    expect(minutes('learner-1')).not.toBeNull();
    await press('Enter', 'Enter');
    await until(() => row('learner-1')!.dataset['mark'] === 'late');
    expect(focused()).toBe('learner-2');
  });
  it('are closed by the button and by the toast too, with digits and all', async () => {
    await openRegister('demo');
    for (const by of [() => click('undo'), async () => (find('toast')!.querySelector('button')!.click(), settle())]) {
      await press('r');
      await press('é', 'Digit2');
      await by();
      await until(() => row('learner-1')!.dataset['mark'] === 'none');
      expect(minutes('learner-1')).toBeNull();
      row('learner-1')!.querySelector<HTMLElement>('[data-cell]')!.focus();
    }
    await click('redo');
    await until(() => row('learner-1')!.dataset['mark'] === 'late');
    expect(minutes('learner-1')).toBeNull();
  });
  it('go when another computer takes the mark away, and the next key marks', async () => {
    const { api, desk, hands } = await open();
    hands.hear(late);
    hands.hear(digit(2));
    await soon();
    api.markFromElsewhere('learner-1', { kind: 'absent' });
    await desk.read();
    expect(hands.entry).toBeNull();
    hands.hear({ do: 'accept' });
    await soon();
    expect(learner(desk, 1).mark?.status).toBe('absent');
    hands.landed('learner-1', 'present');
    hands.hear(late);
    expect(hands.entry?.person).toBe('learner-1');
  });
  it('are those of now when another computer changed them', async () => {
    const { api, desk, hands } = await open();
    hands.hear(late);
    await soon();
    api.markFromElsewhere('learner-1', { kind: 'late', minutes: 25 });
    await desk.read();
    expect(hands.entry?.proposed).toBe(25);
    hands.hear(digit(1));
    hands.hear(digit(0));
    hands.hear({ do: 'accept' });
    await soon();
    // Ten is what was typed, though ten was what had been proposed.
    expect(learner(desk, 1).mark?.late).toBe(10);
  });
  it('go when the register is closed from elsewhere', async () => {
    const { api, desk, hands } = await open();
    hands.hear(late);
    hands.hear(digit(2));
    await soon();
    api.sheetFromElsewhere({ state: 'closed' });
    await desk.read();
    expect(hands.entry).toBeNull();
    hands.landed('learner-2', 'present');
    await soon();
    expect([learner(desk, 1).mark?.late, desk.unsaved.failed]).toEqual([10, 0]);
  });
  it('are kept before the register is closed', async () => {
    const { api, desk, hands } = await open('joined');
    const bars = new Bars(api, desk, hands, () => {});
    bars.show('closing');
    hands.row = 'learner-9';
    hands.hear(late);
    hands.hear(digit(7));
    await bars.close();
    await soon();
    expect([hands.entry, learner(desk, 9).mark?.late]).toEqual([null, 7]);
  });
  it('are kept when a mark of somebody else is pressed, in a web view that moves no focus', async () => {
    const { desk, hands } = await open();
    hands.hear(late);
    hands.hear(digit(7));
    hands.press('learner-5', 'absent');
    await soon();
    expect([learner(desk, 1).mark?.late, learner(desk, 5).mark?.status]).toEqual([7, 'absent']);
  });
  it('are kept, late, when the same person also leaves early', async () => {
    const { desk, hands } = await open();
    hands.hear(late);
    hands.hear(digit(7));
    hands.hear({ do: 'mark', kind: 'left' });
    hands.hear(digit(9));
    hands.hear({ do: 'accept' });
    await soon();
    expect(learner(desk, 1).mark).toEqual({ status: 'present', late: 7, left: 9 });
  });
  it('belong to the row whose minutes were pressed', async () => {
    const { desk, hands } = await open('joined');
    hands.ask('learner-4', 'late');
    expect(hands.row).toBe('learner-4');
    hands.hear(digit(8));
    hands.hear({ do: 'move', to: 'down' });
    await soon();
    expect([learner(desk, 4).mark?.late, hands.row]).toEqual([8, 'learner-5']);
  });
});

describe('undoing', () => {
  const refuse = async (api: FakeApi, hands: Hands, person: string) => {
    api.failing = true;
    hands.ask(person, 'absent');
    await soon();
    api.failing = false;
  };
  it('takes back what was kept last, and not what was refused before it', async () => {
    const { api, desk, hands } = await open();
    await refuse(api, hands, 'learner-1');
    hands.ask('learner-2', 'present');
    await soon();
    hands.turn('undo');
    await soon();
    expect([learner(desk, 1).mark?.status, learner(desk, 2).mark, desk.unsaved.failed]).toEqual(['absent', null, 1]);
    expect(spoken(desk.register!, desk.happened!, t)).toContain(`Annulé\u202F: ${learner(desk, 2).name} noté présent.`);
    // The refused one is what is left.
    hands.turn('undo');
    await soon();
    expect([learner(desk, 1).mark, desk.unsaved.failed]).toEqual([null, 0]);
    expect(spoken(desk.register!, desk.happened!, t)).toContain(`Annulé\u202F: ${learner(desk, 1).name} noté absent.`);
  });
  it('says what was refused and is taken back, and brings it back', async () => {
    const api = await openRegister('demo');
    api.failing = true;
    await press('a');
    api.failing = false;
    expect(row('learner-1')!.textContent).toContain('Pas enregistré');
    await undoKey();
    expect(row('learner-1')!.dataset['mark']).toBe('none');
    expect(find('toast')!.textContent).toContain('noté absent');
    expect(find('spoken')!.textContent).toContain('noté absent');
    await press('Z', 'KeyW', { ctrlKey: true, shiftKey: true });
    await until(() => row('learner-1')!.dataset['mark'] === 'absent' && row('learner-1')!.dataset['place'] === 'here');
  });
  it('takes back first what was tried again last', async () => {
    const { api, desk, hands } = await open();
    await refuse(api, hands, 'learner-1');
    hands.ask('learner-2', 'present');
    await soon();
    await refuse(api, hands, 'learner-3');
    desk.retry('learner-1');
    await soon();
    hands.turn('undo');
    await soon();
    expect([1, 2, 3].map((n) => learner(desk, n).mark?.status)).toEqual([undefined, 'present', 'absent']);
    hands.turn('undo');
    await soon();
    expect([1, 2, 3].map((n) => learner(desk, n).mark?.status)).toEqual([undefined, 'present', undefined]);
  });
  it('forgets what was refused when nothing that was kept is left', async () => {
    const { api, desk, hands } = await open();
    hands.ask('learner-2', 'present');
    await soon();
    await refuse(api, hands, 'learner-1');
    hands.ask('learner-3', 'present');
    await soon();
    // Taken back elsewhere: this desk has not seen it.
    await api.undo();
    await api.undo();
    hands.turn('undo');
    await soon();
    expect([learner(desk, 1).mark, desk.problem]).toEqual([null, null]);
  });
  it('brings things back in their order, and nothing once something new is done', async () => {
    const { api, desk, hands } = await open();
    hands.ask('learner-2', 'present');
    await soon();
    await refuse(api, hands, 'learner-1');
    for (const way of ['undo', 'undo', 'redo'] as const) hands.turn(way);
    await soon();
    expect([1, 2].map((n) => learner(desk, n).mark?.status)).toEqual([undefined, 'present']);
    hands.turn('redo');
    await soon();
    expect([1, 2].map((n) => learner(desk, n).mark?.status)).toEqual(['absent', 'present']);
    hands.turn('undo');
    hands.ask('learner-4', 'excused');
    hands.turn('redo');
    await soon();
    expect([1, 4].map((n) => learner(desk, n).mark?.status)).toEqual([undefined, 'excused']);
  });
});

describe('a row of a volunteer', () => {
  it('has no note, and says so in words', async () => {
    await openRegister('joined');
    row('volunteer-1')!.querySelector<HTMLElement>('[data-cell]')!.focus();
    await press('n');
    const said = 'Les notes sont pour les apprenants\u202F: rien n’est noté pour Claire Fabre.';
    expect(find('toast')!.textContent!.trim()).toBe(said);
    expect(find('spoken')!.textContent!.trim()).toBe(said);
    const before = find('spoken')!.textContent;
    await press('n');
    expect(find('spoken')!.textContent).not.toBe(before);
    // Whatever is done next is told instead.
    await press('a');
    expect(find('toast')!.textContent).toContain('Claire Fabre noté absent');
  });
  it('hears every other key that a learner’s hears', async () => {
    await openRegister('joined');
    const one = row('volunteer-4')!;
    const here = () => one.querySelector<HTMLElement>('[data-cell]')!.focus();
    for (const [key, code, mark] of [['p', 'KeyP', 'present'], ['r', 'KeyR', 'late'], ['a', 'KeyA', 'absent'], ['e', 'KeyE', 'excused'], ['u', 'KeyU', 'none'], ['&', 'Digit1', 'present'], ['t', 'KeyT', 'remote'], ['d', 'KeyD', 'remote'], ['Delete', 'Delete', 'none']] as const) {
      here();
      await press(key, code);
      await until(() => one.dataset['mark'] === mark, `${key} makes ${mark}`);
    }
    here();
    await press('s');
    expect(find('toast')!.textContent).toContain('Marc Lefort n’est pas noté présent');
  });
});
