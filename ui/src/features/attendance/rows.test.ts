// What is done with the rows of a register beside marking: filtering, the menu of a row, the habits that
// can be turned off, and how many volunteers there are for the learners who are here.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { learners, volunteers } from '../../api/fake-centre';
import { chooseHabit, firstHabits, habit } from '../../parts/keyboard.svelte';
import { app } from '../../state.svelte';
import { click, find, focused, menuOf, openRegister, press, row, settle, shut, type, until } from '../../test-window';
import { isNamed } from './filter';
import { held } from './held';
import { ratioOf } from './ratio';

afterEach(async () => {
  await shut();
  chooseHabit('singles', true);
  chooseHabit('advance', true);
});
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-row]')].map((r) => r.dataset['row']);

describe('the filter', () => {
  it('knows a name without accents, by any of its words, and in its own script', () => {
    const named = (name: string, own_name: string | null, text: string) => isNamed({ name, own_name }, text);
    expect(named('Élodie Nguyễn', null, 'nguyen el')).toBe(true);
    expect(named('Oksana Kovalchuk', 'Оксана Ковальчук', 'ковал')).toBe(true);
    expect(named('Nour Al-Hassan', 'نور الحسن', 'الحس')).toBe(true);
    expect(named('Nour Al-Hassan', null, 'hass')).toBe(true);
    expect(named('Nour Al-Hassan', null, 'assan')).toBe(false);
  });
  it('opens with the slash, leaves some rows, and marks go on among them', async () => {
    await openRegister('demo');
    await press('/', 'Slash');
    expect(document.activeElement).toBe(find('filter'));
    await type('filter', 'fa');
    expect(rows()).toEqual(['learner-9', 'volunteer-1']);
    expect(find('register-grid')!.textContent).toContain('2 sur 14');
    expect(row('learner-9')!.querySelector('.number')!.textContent).toBe('9');
    await press('Enter', 'Enter');
    expect(focused()).toBe('learner-9');
    await press('p');
    expect(row('learner-9')!.dataset['mark']).toBe('present');
    expect(focused()).toBe('volunteer-1');
    await press('Escape', 'Escape');
    expect(rows().length).toBe(14);
    expect(find('filter')).toBeNull();
    expect(focused()).toBe('volunteer-1');
  });
  it('never marks out of sight', async () => {
    await openRegister('demo');
    await press('/', 'Slash');
    await type('filter', 'selam');
    await press('ArrowDown', 'ArrowDown');
    await press('P', 'KeyP', { shiftKey: true });
    expect(rows().length).toBe(14);
    expect(row('learner-1')!.dataset['mark']).toBe('present');
  });
  it('keeps the slash that finds people for the rest of the page', async () => {
    await openRegister('demo');
    find('more')!.focus();
    await press('/', 'Slash');
    expect(find('palette')).not.toBeNull();
    app.over = null;
  });
});

describe('rows', () => {
  it('are gone through with Home and End, and cleared with U and Delete', async () => {
    await openRegister('joined');
    await press('End', 'End');
    expect(focused()).toBe('learner-10');
    await press('Home', 'Home');
    expect(focused()).toBe('learner-1');
    await press('u');
    expect(row('learner-1')!.dataset['mark']).toBe('none');
    await press('ArrowDown', 'ArrowDown');
    await press('Delete', 'Delete');
    expect(row('learner-2')!.dataset['mark']).toBe('none');
    expect(focused()).toBe('learner-2');
  });
  it('name what undoing and redoing do', async () => {
    await openRegister('joined');
    await press('a');
    expect(find('undo')!.title).toBe('Annuler\u202F: Fatoumata Diallo noté absent');
    await press('z', 'KeyW', { ctrlKey: true });
    expect(find('toast')!.textContent).toContain('Fatoumata Diallo noté absent');
    expect(find('redo')!.title).toBe('Rétablir\u202F: Fatoumata Diallo noté absent');
    await press('Z', 'KeyW', { ctrlKey: true, shiftKey: true });
    expect(row('learner-9')!.dataset['mark']).toBe('absent');
  });
});

describe('the menu of a row', () => {
  const items = () => [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].map((item) => item.dataset['item']);
  it('stands in the row, and its keys stay in it', async () => {
    await openRegister('joined');
    await menuOf('learner-2');
    expect(row('learner-2')!.contains(find('row-menu'))).toBe(true);
    expect(items()).toEqual(['left', 'remote', 'note', 'void', 'history', 'clear']);
    expect((document.activeElement as HTMLElement).dataset['item']).toBe('left');
    await press('ArrowRight', 'ArrowRight');
    expect((document.activeElement as HTMLElement).dataset['item']).toBe('remote');
    await press('ArrowLeft', 'ArrowLeft');
    await press('ArrowLeft', 'ArrowLeft');
    expect((document.activeElement as HTMLElement).dataset['item']).toBe('clear');
    await press('Escape', 'Escape');
    expect(find('row-menu')).toBeNull();
    expect(focused()).toBe('learner-2');
  });
  it('asks for minutes, from elsewhere, a note, or no mark', async () => {
    await openRegister('joined');
    const choose = async (person: string, item: string) => {
      await menuOf(person);
      document.querySelector<HTMLElement>(`[data-item="${item}"]`)!.click();
      await settle();
    };
    await choose('learner-1', 'left');
    expect(find('minutes')).not.toBeNull();
    expect(focused()).toBe('learner-1');
    await press('Enter', 'Enter');
    await choose('learner-2', 'remote');
    expect(row('learner-2')!.dataset['mark']).toBe('remote');
    await choose('learner-2', 'present');
    expect(row('learner-2')!.dataset['mark']).toBe('present');
    await choose('learner-3', 'note');
    expect(document.activeElement?.className).toContain('note-field');
    await press('Escape', 'Escape');
    await choose('learner-5', 'clear');
    expect(row('learner-5')!.dataset['mark']).toBe('none');
    await menuOf('volunteer-4');
    expect(items()).toEqual(['left', 'remote', 'history']);
  });
  it('closes when something else is used, and opens the history', async () => {
    await openRegister('joined');
    await menuOf('learner-2');
    row('learner-5')!.querySelector<HTMLElement>('.mark')!.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true }));
    await settle();
    expect(find('row-menu')).toBeNull();
    await menuOf('learner-2');
    document.querySelector<HTMLElement>('[data-item="history"]')!.click();
    await until(() => location.hash === '#/history/session/session-2');
  });
});

describe('a row held down', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  function area() {
    const element = document.createElement('div');
    element.innerHTML = '<div data-row="x"><button></button></div>';
    const opened: Element[] = [];
    const stop = held(element, (on) => opened.push(on));
    const button = element.querySelector('button')!;
    const send = (name: string, x = 0, pointerType = 'touch') => {
      const event = new MouseEvent(name, { bubbles: true, cancelable: true, clientX: x, clientY: 0 });
      Object.defineProperty(event, 'pointerType', { value: pointerType });
      button.dispatchEvent(event);
      return event;
    };
    return { opened, send, stop, button };
  }

  it('opens after half a second, and the click that ends it does nothing', () => {
    const { opened, send, button } = area();
    let pressed = 0;
    button.addEventListener('click', () => (pressed += 1));
    send('pointerdown');
    vi.advanceTimersByTime(499);
    expect(opened.length).toBe(0);
    vi.advanceTimersByTime(1);
    expect(opened).toEqual([button]);
    send('pointerup');
    send('click');
    expect(pressed).toBe(0);
    vi.advanceTimersByTime(60);
    send('click');
    expect(pressed).toBe(1);
  });
  it('opens nothing when the finger moves on or leaves', () => {
    const { opened, send } = area();
    send('pointerdown');
    send('pointermove', 10);
    vi.advanceTimersByTime(600);
    send('pointerdown');
    send('pointermove', 9);
    send('pointerup');
    vi.advanceTimersByTime(600);
    send('pointerdown');
    send('pointercancel');
    vi.advanceTimersByTime(600);
    expect(opened.length).toBe(0);
  });
  it('leaves a mouse its own button, which opens at once', () => {
    const { opened, send, stop } = area();
    send('pointerdown', 0, 'mouse');
    vi.advanceTimersByTime(600);
    expect(opened.length).toBe(0);
    expect(send('contextmenu').defaultPrevented).toBe(true);
    expect(opened.length).toBe(1);
    stop();
    send('contextmenu');
    expect(opened.length).toBe(1);
  });
});

describe('habits', () => {
  it('are remembered on this computer', () => {
    chooseHabit('advance', false);
    expect(localStorage.getItem('passerelle.keyboard')).toBe('advance');
    firstHabits();
    expect([habit('singles'), habit('advance')]).toEqual([true, false]);
  });
  it('stay on the row when a mark does not move on', async () => {
    await openRegister('demo');
    chooseHabit('advance', false);
    await press('p');
    expect(row('learner-1')!.dataset['mark']).toBe('present');
    expect(focused()).toBe('learner-1');
  });
  it('leave letters and digits alone when they are turned off', async () => {
    await openRegister('demo');
    chooseHabit('singles', false);
    for (const [key, code] of [['p', 'KeyP'], ['1', 'Digit1'], ['w', 'KeyW'], ['i', 'KeyI']]) await press(key!, code);
    expect(row('learner-1')!.dataset['mark']).toBe('none');
    expect(find('walk-in')).toBeNull();
    await press('ArrowDown', 'ArrowDown');
    expect(focused()).toBe('learner-2');
    await press('n', 'KeyN', { ctrlKey: true });
    expect(find('walk-in')).not.toBeNull();
  });
  it('are chosen beside the list of keys', async () => {
    await openRegister('demo');
    location.hash = '#/settings/keys';
    await until(() => find('habit-advance'));
    await click('habit-advance');
    expect(habit('advance')).toBe(false);
  });
});

describe('volunteers for learners', () => {
  it('are four for ten, of those who are here', () => {
    const all = learners(10, true);
    expect(ratioOf(all, volunteers(true))).toEqual({ learners: 6, volunteers: 3, missing: 0 });
    expect(ratioOf(all, volunteers(true).slice(0, 2))).toEqual({ learners: 6, volunteers: 2, missing: 1 });
    const watching = volunteers(true).map((row, i) => ({ ...row, part: i === 0 ? 'lead' : i === 1 ? 'interpreter' : 'observer' }));
    expect(ratioOf(all, watching)).toEqual({ learners: 6, volunteers: 1, missing: 2 });
    expect(ratioOf([], volunteers(false))).toEqual({ learners: 0, volunteers: 0, missing: 0 });
  });
  it('are said in words, and in amber when some are missing', async () => {
    await openRegister('joined');
    expect(find('ratio')!.textContent!.trim()).toBe('3 pour 6 apprenants');
    await press('P', 'KeyP', { shiftKey: true });
    expect(find('ratio')!.textContent!.trim()).toBe('3 pour 8, manque 1');
    expect(find('ratio')!.classList.contains('late')).toBe(true);
    await press('z', 'KeyW', { ctrlKey: true });
    expect(find('spoken')!.textContent!.match(/présents/g)!.length).toBe(1);
  });
});
