// Somebody who walks in: a name is enough, known people are recognised, a full group asks, and the order
// of what is kept is the order of the keys.
import { afterEach, describe, expect, it } from 'vitest';
import { FakeApi } from '../../api/fake';
import { click, find, focused, openRegister, press, row, settle, shut, type, until } from '../../test-window';
import { Desk } from './desk.svelte';
import { WalkIns } from './walkin.svelte';

afterEach(shut);
const field = () => find('walk-in-name') as HTMLInputElement;
const listed = () => [...document.querySelectorAll<HTMLElement>('[data-suggestion]')].map((li) => li.dataset['suggestion']);
const asked = (api: FakeApi, what: string) => api.calls.filter((call) => call.startsWith(what));

describe('the row of a newcomer', () => {
  it('opens with W or Ctrl+N after the learners, with the cursor in the name', async () => {
    await openRegister('demo');
    await press('w', 'KeyZ');
    expect(document.activeElement).toBe(field());
    expect(row('learner-10')!.nextElementSibling).toBe(find('walk-in'));
    expect(field().getAttribute('role')).toBe('combobox');
    await press('Escape', 'Escape');
    expect(find('walk-in')).toBeNull();
    expect(focused()).toBe('learner-1');
    await press('n', 'KeyN', { ctrlKey: true });
    expect(document.activeElement).toBe(field());
  });

  it('is come back to with the same key, and left before the register is', async () => {
    await openRegister('demo');
    await press('w');
    await type('walk-in-name', 'Zei');
    row('learner-3')!.querySelector<HTMLElement>('.mark')!.focus();
    await press('w');
    expect(document.activeElement).toBe(field());
    expect(field().value).toBe('Zei');
    row('learner-3')!.querySelector<HTMLElement>('.mark')!.focus();
    await press('Escape', 'Escape');
    expect(find('walk-in')).toBeNull();
    expect(location.hash).toBe('#/register/session-2');
  });

  it('keeps a new name with Enter, marked here, and goes to its row', async () => {
    const api = await openRegister('demo');
    await press('w');
    await type('walk-in-name', ' Zeinab Osman ');
    await press('Enter', 'Enter');
    await until(() => focused() === 'learner-new-11');
    expect(asked(api, 'walkIn')).toEqual(['walkIn {"kind":"new","name":"Zeinab Osman"} false']);
    const came = row('learner-new-11')!;
    expect(came.dataset['mark']).toBe('present');
    expect([...came.querySelectorAll('.tag')].map((tag) => tag.textContent)).toEqual(['invité', 'à compléter']);
    expect(find('walk-in')).toBeNull();
    expect(find('toast')!.textContent).toContain('Zeinab Osman');
    expect(find('spoken')!.textContent).toContain('Zeinab Osman ajouté à la séance. 1 présent');
  });

  it('suggests from two characters who it may be and why, and Enter takes the one chosen', async () => {
    const api = await openRegister('demo');
    await press('w');
    await type('walk-in-name', 'N');
    expect(asked(api, 'suggest')).toEqual([]);
    await type('walk-in-name', 'Nu');
    expect(listed()).toEqual(['learner-31', 'learner-32']);
    expect(document.querySelector('[data-suggestion]')!.textContent).toMatch(/Nour Al-Hassan.*même son · DIG-2/);
    expect(field().getAttribute('aria-expanded')).toBe('true');
    await press('ArrowDown', 'ArrowDown');
    const chosen = document.getElementById(field().getAttribute('aria-activedescendant')!)!;
    expect(chosen.dataset['suggestion']).toBe('learner-31');
    expect(chosen.getAttribute('aria-selected')).toBe('true');
    await press('ArrowUp', 'ArrowUp');
    expect(field().getAttribute('aria-activedescendant')).toBeNull();
    await press('ArrowUp', 'ArrowUp');
    await press('Enter', 'Enter');
    await until(() => focused() === 'learner-32');
    expect(asked(api, 'walkIn')).toEqual(['walkIn {"kind":"known","id":"learner-32"} false']);
    expect([...row('learner-32')!.querySelectorAll('.tag')].map((tag) => tag.textContent)).toEqual(['invité']);
  });

  it('leaves Enter, arrows and Escape to a word that is being composed', async () => {
    const api = await openRegister('demo');
    await press('w');
    await type('walk-in-name', 'Nu');
    for (const key of ['Enter', 'Escape', 'ArrowDown']) await press(key, key, { isComposing: true });
    await press('Enter', 'Enter', { keyCode: 229 } as KeyboardEventInit);
    expect(asked(api, 'walkIn')).toEqual([]);
    expect(field().getAttribute('aria-activedescendant')).toBeNull();
    field().value = 'ねの';
    field().dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }));
    await settle();
    expect(asked(api, 'suggest')).toEqual(['suggest Nu']);
    field().dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
    await settle();
    expect(asked(api, 'suggest')).toEqual(['suggest Nu', 'suggest ねの']);
  });

  it('says when the group is full: the waiting list, or let in all the same', async () => {
    const api = await openRegister('full', 'fr');
    await press('w');
    await type('walk-in-name', 'Zed');
    await press('Enter', 'Enter');
    expect(find('walk-in-full')!.textContent).toContain('12 sur 12.');
    await press('Escape', 'Escape');
    expect(find('walk-in-full')).toBeNull();
    expect(field().value).toBe('Zed');
    await press('Enter', 'Enter');
    await press('Enter', 'Enter', { ctrlKey: true });
    await until(() => focused() === 'learner-new-13');
    expect(asked(api, 'walkIn').map((call) => call.slice(-5))).toEqual(['false', 'false', ' true']);
    await press('w');
    await type('walk-in-name', 'Zoé');
    await press('Enter', 'Enter');
    await press('Enter', 'Enter');
    await until(() => find('walk-in') === null);
    expect(asked(api, 'waitInstead')).toEqual(['waitInstead {"kind":"new","name":"Zoé"}']);
    expect(find('toast')!.textContent).toContain('liste d’attente');
    expect(focused()).toBe('learner-new-13');
  });

  it('says why somebody was not kept, and keeps the name', async () => {
    const api = await openRegister('demo');
    await click('walk-in-open');
    await type('walk-in-name', 'Zed');
    api.failing = true;
    await press('Enter', 'Enter');
    expect(find('walk-in')!.querySelector('[role="alert"]')!.textContent).toContain('disque est plein');
    expect(field().value).toBe('Zed');
    api.failing = false;
    await press('Enter', 'Enter');
    await until(() => row('learner-new-11'));
  });
});

describe('answers', () => {
  it('that a later keystroke has overtaken are for nobody', async () => {
    const api = new FakeApi('demo');
    const desk = new Desk(api, 'session-2');
    await desk.read();
    const late: ((found: []) => void)[] = [];
    const real = api.suggest.bind(api);
    api.suggest = (session, text) => (text === 'No' ? new Promise((go) => late.push(go)) : real(session, text));
    const coming = new WalkIns(api, desk, () => {});
    coming.begin();
    coming.type('No');
    coming.type('Nou');
    await new Promise((go) => setTimeout(go, 30));
    expect(coming.found.length).toBe(2);
    late[0]!([]);
    await new Promise((go) => setTimeout(go, 10));
    expect(coming.found.length).toBe(2);
  });

  it('come in the order of the keys, behind the marks', async () => {
    const api = new FakeApi('demo');
    const desk = new Desk(api, 'session-2');
    await desk.read();
    const order: string[] = [];
    const [mark, walkIn] = [api.mark.bind(api), api.walkIn.bind(api)];
    api.mark = async (...args) => {
      await new Promise((go) => setTimeout(go, 30));
      order.push(`mark ${args[1]}`);
      return mark(...args);
    };
    api.walkIn = (...args) => (order.push('walkIn'), walkIn(...args));
    const coming = new WalkIns(api, desk, () => {});
    desk.mark('learner-1', { kind: 'present' }, false);
    coming.begin();
    coming.type('Zed');
    const kept = coming.accept();
    desk.mark('learner-2', { kind: 'absent' }, false);
    expect(desk.unsaved.saving).toBe(3);
    await kept;
    await desk.settled();
    expect(order).toEqual(['mark learner-1', 'walkIn', 'mark learner-2']);
    expect(desk.register!.learners.length).toBe(11);
    expect(desk.register!.learners[1]!.mark?.status).toBe('absent');
  });
});
