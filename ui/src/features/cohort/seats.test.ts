// The seats of a group: what is drawn and allowed, how long an offer still holds, and the screen by keys,
// also when an offer ends by itself.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CohortRow, SeatRow, WaitingView } from '../../api';
import { FakeApi } from '../../api/fake';
import { app } from '../../state.svelte';
import { settle, until } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';
import { Gestures } from '../../parts/gestures.svelte';
import Seats from './Seats.svelte';
import { actsOf, actText, candidates, countsOf, isToTell, leftText, listed, meant, nextEnd, otherCohorts, readKey, squaresOf, standsText } from './seats';
import { moreCohorts } from '../../api/fake-planning';
import { people } from '../../api/fake-centre';

const NOW = new Date('2027-04-20T14:12:00').getTime();
const HOUR = 3_600_000;
const row = (learner: string, more: Partial<SeatRow> = {}): SeatRow => ({ learner, name: learner, seat: 'seated', state: 'confirmed', rank: null, is_first: false, asked_ms: null, until_ms: null, refusal: null, went_to: null, referral: null, partner: null, gaps: [], ...more });
const view = (rows: SeatRow[], capacity = 4): WaitingView => ({ cohort: 'c', code: 'DIG-1', capacity, free: Math.max(0, capacity - rows.filter((one) => one.seat === 'seated' || one.seat === 'offered').length), offer_hours: 72, now_ms: NOW, people: rows });
const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({ key, code: `Key${key.toUpperCase()}`, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...more });

describe('seats', () => {
  beforeEach(() => showLanguage('fr'));

  it('are one square each: taken, offered, free, and too many', () => {
    const some = view([row('a'), row('b', { seat: 'offered', until_ms: NOW + HOUR }), row('c', { seat: 'waiting' })]);
    expect(squaresOf(some)).toEqual(['seated', 'offered', 'free', 'free']);
    expect(countsOf(some)).toEqual({ seated: 1, offered: 1, free: 2, waiting: 1, over: 0 });
    expect(squaresOf(view(['a', 'b', 'c'].map((id) => row(id)), 2))).toEqual(['seated', 'seated', 'over']);
    expect(squaresOf(view([], 60))).toEqual([]);
    // Without a number of seats, nobody is too many.
    expect(countsOf({ ...view([row('a')], 0), free: 999 }).over).toBe(0);
  });
  it('are listed with those first about whom something is to be done', () => {
    const some = view([row('a'), row('b', { seat: 'offered' }), row('c', { seat: 'waiting' }), row('d', { seat: 'gone' })]);
    expect(listed(some).map((one) => one.learner)).toEqual(['b', 'c', 'a', 'd']);
  });
  it('allow what makes sense: nothing is offered while no seat is free', () => {
    const waits = row('c', { seat: 'waiting', state: 'waitlisted' });
    expect(actsOf(waits, view([waits]))).toContain('offer');
    expect(actsOf(waits, view([row('a'), waits], 1))).not.toContain('offer');
    const late = row('d', { seat: 'lapsed' });
    expect(actsOf(late, view([row('a'), late], 1))).toEqual(['give', 'declined', 'transfer', 'cancel']);
    expect([actText('give', late, view([row('a'), late], 1)), actText('give', late, view([late]))]).toEqual(['Mettre en attente', 'Donner une place']);
    expect(actsOf(row('e', { seat: 'gone', state: 'declined' }), view([]))).toEqual(['give']);
    expect(actsOf(row('e', { seat: 'gone', state: 'transferred' }), view([]))).toEqual([]);
    expect(actsOf(row('f'), view([]))).toEqual(['transfer', 'cancel']);
  });
  it('have letters, whatever the keyboard', () => {
    expect(readKey(press('o'), true)).toEqual({ do: 'act', act: 'offer' });
    expect(readKey(press('т', { code: 'KeyN' }), true)).toEqual({ do: 'act', act: 'declined' });
    expect(readKey(press('ArrowDown'), true)).toEqual({ do: 'go', by: 1 });
    expect([readKey(press('z', { ctrlKey: true }), true), readKey(press('q'), true)]).toEqual([null, null]);
  });
  it('leave letters alone when whoever is here wants none', () => {
    expect([readKey(press('o'), false), readKey(press('End'), false)]).toEqual([null, { do: 'end', way: 'last' }]);
  });
  it('mean by one letter what fits the person', () => {
    const means = (seat: SeatRow['seat']) => meant('took', row('a', { seat }), view([]));
    expect((['offered', 'lapsed', 'gone', 'waiting', 'seated'] as const).map(means)).toEqual(['took', 'give', 'give', null, null]);
  });
  it('tell how long an offer holds, and where somebody stands', () => {
    expect(leftText(NOW + 2.5 * HOUR, NOW)).toBe('encore 2\u00A0h\u00A030');
    expect(leftText(NOW + 26.7 * HOUR, NOW)).toBe('encore 26\u00A0h');
    expect(leftText(NOW + 80 * HOUR, NOW)).toBe('encore 3 jours');
    expect(leftText(NOW - 1, NOW)).toBe('encore 0\u00A0min');
    expect(standsText(row('a', { seat: 'offered', until_ms: NOW + 2.5 * HOUR }), NOW)).toBe('jusqu’à aujourd’hui 16:42, encore 2\u00A0h\u00A030');
    expect(standsText(row('a', { seat: 'gone', state: 'declined', refusal: 'hours' }), NOW)).toBe('a dit non\u202F: les horaires');
    expect(standsText(row('a', { seat: 'gone', state: 'transferred', went_to: 'DIG-2' }), NOW)).toBe('est dans DIG-2');
    expect(standsText(row('a', { seat: 'gone', state: 'cancelled' }), NOW)).toBe('inscription annulée');
    expect(standsText(row('a', { seat: 'gone', state: 'dropped' }), NOW)).toBe('a arrêté');
  });
  it('are told to the partner of whoever does not come, and of nobody else', () => {
    const told = (state: string, more: Partial<SeatRow> = {}) => isToTell(row('a', { seat: 'gone', state, referral: 'ref-6', partner: 'CADA', ...more }));
    expect(['declined', 'cancelled', 'dropped', 'transferred', 'completed'].map((state) => told(state))).toEqual([true, true, true, false, false]);
    expect([told('declined', { referral: null }), told('declined', { partner: null }), told('declined', { seat: 'waiting' })]).toEqual([false, false, false]);
  });
  it('end at the first offer that ends', () => {
    expect(nextEnd(view([row('a', { seat: 'offered', until_ms: NOW + 2 * HOUR }), row('b', { seat: 'offered', until_ms: NOW + HOUR })]))).toBe(NOW + HOUR);
    expect(nextEnd(view([row('a', { seat: 'lapsed', until_ms: NOW })]))).toBeNull();
  });
  it('are for people who are not there yet, and for groups that are not over', () => {
    const here = view([row('learner-1'), row('learner-2', { seat: 'gone' })]);
    expect(candidates(people(), here, 'al-hass').map((one) => one.id)).toEqual(['learner-2']);
    expect([candidates(people(), here, 'tesfay'), candidates(people(), here, ' '), candidates(people(), here, 'fabre')]).toEqual([[], [], []]);
    expect(otherCohorts(moreCohorts(), 'x', '2027-04-20').map((one) => one.code)).toEqual(['PASS-A']);
  });
});

let shown: ReturnType<typeof mount> | null = null;
const on = <T extends HTMLElement = HTMLElement>(css: string) => document.querySelector<T>(css);
const words = (css: string) => (on(css)?.textContent ?? '').replace(/[\s\u00A0\u202F]+/g, ' ').trim();
const asked = (api: FakeApi, what: string) => api.calls.filter((call) => call.startsWith(what));
const groupOf = (learner: string) => on(`[data-seat="${learner}"]`)?.closest('[role="group"]')?.getAttribute('aria-labelledby')?.replace('seat-h-', '');
const key = async (name: string) => {
  document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: name, code: name.length === 1 ? `Key${name.toUpperCase()}` : name, bubbles: true, cancelable: true }));
  await settle();
};
const PASS: CohortRow = moreCohorts()[0]!;

async function open(cohort = PASS): Promise<{ api: FakeApi; gestures: Gestures }> {
  showLanguage('fr');
  const api = new FakeApi('planning');
  app.api = api;
  const gestures = new Gestures(api);
  shown = mount(Seats, { target: document.body, props: { cohort, ondone: (label) => gestures.did(label) } });
  await until(() => on('[data-testid="seat-strip"]'), 'the seats');
  return { api, gestures };
}
async function at(learner: string) {
  on(`[data-seat="${learner}"]`)!.focus();
  await settle();
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
  vi.setSystemTime(NOW);
});

describe('the seats of a group', () => {
  it('are counted, drawn, and listed', async () => {
    await open();
    expect(words('[data-testid="seat-strip"]')).toBe('8 sur 10 places prises 2 proposées 0 libre 3 en attente');
    expect(document.querySelectorAll('.squares svg').length).toBe(10);
    expect(words('[data-seat="learner-23"]')).toContain('1 Arjan Hoxha en premier');
    expect(document.querySelectorAll('[role="option"][tabindex="0"]').length).toBe(1);
  });

  it('are walked through by arrows', async () => {
    await open();
    await at('learner-22');
    await key('ArrowDown');
    expect(document.activeElement).toBe(on('[data-seat="learner-23"]'));
    await key('End');
    expect(document.activeElement).toBe(on('[data-seat="learner-28"]'));
  });

  it('are taken by a letter, and it is said where somebody stands', async () => {
    const { api, gestures } = await open();
    await at('learner-21');
    await key('y');
    expect(asked(api, 'answerOffer')).toEqual(['answerOffer true null cohort-4 learner-21']);
    expect(groupOf('learner-21')).toBe('seated');
    expect(document.activeElement).toBe(on('[data-seat="learner-21"]'));
    expect(words('[data-testid="seat-said"]')).toContain('Yusuf Demir, a une place');
    expect(gestures.happened!.label).toEqual({ key: 'seat-taken', args: { name: 'Yusuf Demir', code: 'PASS-A' } });
    await gestures.turn('undo');
    await until(() => groupOf('learner-21') === 'offered', 'the offer again');
  });

  it('go to the next who waits when somebody says no, and why is kept', async () => {
    const { api } = await open();
    await at('learner-22');
    await key('n');
    expect(on<HTMLButtonElement>('[data-testid="seat-ask"] button[type="submit"]')!.disabled).toBe(true);
    on('input[value="hours"]')!.click();
    await settle();
    on<HTMLFormElement>('[data-testid="seat-ask"]')!.requestSubmit();
    await until(() => groupOf('learner-22') === 'gone', 'the no');
    expect(asked(api, 'answerOffer')).toEqual(['answerOffer false hours cohort-4 learner-22']);
    expect([groupOf('learner-23'), words('[data-seat="learner-24"] .rank')]).toEqual(['offered', 'rang 1']);
  });

  it('give up a question on Escape, with the focus where it was', async () => {
    const { api } = await open();
    await at('learner-22');
    await key('n');
    await key('Escape');
    expect([asked(api, 'answerOffer'), document.activeElement]).toEqual([[], on('[data-seat="learner-22"]')]);
  });

  it('put somebody first, and back in turn', async () => {
    const { api } = await open();
    await at('learner-23');
    expect(words('[data-testid="ref-gaps"]')).toContain('français A2');
    await at('learner-25');
    await key('f');
    expect(words('[data-seat="learner-25"] .rank')).toBe('rang 1');
    await key('f');
    expect(asked(api, 'setPriority')).toEqual(['setPriority true cohort-4 learner-25', 'setPriority false cohort-4 learner-25']);
    expect(words('[data-seat="learner-25"] .rank')).toBe('rang 3');
  });

  it('refuse a letter that means nothing now, in words', async () => {
    const { api } = await open();
    await at('learner-24');
    await key('o');
    expect([asked(api, 'offerSeat'), words('[data-testid="seat-said"]')]).toEqual([[], 'Pas possible maintenant pour Tigist Bekele.']);
  });

  it('let somebody go to another group, or not begin', async () => {
    const { api } = await open();
    await at('learner-1');
    await key('t');
    const list = on<HTMLSelectElement>('#seat-to')!;
    const option = [...list.options].find((one) => one.value === 'cohort-3')!;
    list.querySelector = (() => option) as typeof list.querySelector;
    list.value = 'cohort-3';
    list.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
    on<HTMLFormElement>('[data-testid="seat-ask"]')!.requestSubmit();
    await until(() => asked(api, 'transfer').length > 0, 'the move');
    await at('learner-2');
    await key('x');
    expect(asked(api, 'cancelEnrolment')).toEqual(['cancelEnrolment cohort-4 learner-2']);
    expect(groupOf('learner-2')).toBe('gone');
  });

  it('are given, or waited for, by whoever comes back', async () => {
    const { api, gestures } = await open();
    await at('learner-26');
    expect(words('[data-act="give"]')).toBe('Mettre en attente Y');
    await key('y');
    expect([asked(api, 'enrol'), groupOf('learner-26'), gestures.happened!.label.key]).toEqual([['enrol cohort-4 learner-26'], 'waiting', 'seat-wished']);
    api.pipeline_.seats.get('cohort-4')!.capacity = 20;
    api.say('records-changed');
    await settle();
    await at('learner-27');
    await key('y');
    expect([groupOf('learner-27'), gestures.happened!.label.key, asked(api, 'answerOffer')]).toEqual(['seated', 'seat-given', []]);
    expect(document.activeElement).toBe(on('[data-seat="learner-27"]'));
  });

  it('are left by whoever has begun, whose marks stay', async () => {
    const { api, gestures } = await open((await new FakeApi('planning').cohorts())[0]!);
    await at('learner-2');
    await key('x');
    expect(asked(api, 'cancelEnrolment')).toEqual(['cancelEnrolment cohort-1 learner-2']);
    expect([groupOf('learner-2'), words('[data-seat="learner-2"] .stands'), gestures.happened!.label.key]).toEqual(['gone', 'a arrêté', 'seat-dropped']);
  });

  it('ask about one person, however the list changes, and no more once they stand elsewhere', async () => {
    const { api } = await open();
    // The first of the list, whom nobody has chosen.
    on('[data-act="declined"]')!.click();
    await settle();
    const name = words('#seat-ask-h');
    api.pipeline_.place('cohort-4', 'learner-24', { is_first: true });
    api.pipeline_.place('cohort-4', 'learner-1', { seat: 'offered', until_ms: NOW + HOUR });
    api.say('records-changed');
    await settle(60);
    expect(words('#seat-ask-h')).toBe(name);
    on('input[value="hours"]')!.click();
    await settle();
    // Another question does not begin with what was chosen for this one.
    await key('Escape');
    await at('learner-22');
    await key('n');
    expect(on('[data-testid="seat-ask"] input:checked')).toBeNull();
    vi.setSystemTime(NOW + 3 * HOUR);
    api.say('records-changed');
    await until(() => !on('[data-testid="seat-ask"]'), 'the end of the question');
    expect(document.activeElement).toBe(on('[data-seat="learner-22"]'));
    expect(asked(api, 'answerOffer')).toEqual([]);
  });

  it('keep what was chosen when it is refused', async () => {
    const { api } = await open();
    await at('learner-22');
    await key('n');
    on('input[value="place"]')!.click();
    await settle();
    api.failing = true;
    on<HTMLFormElement>('[data-testid="seat-ask"]')!.requestSubmit();
    await until(() => on('.said'), 'the refusal');
    expect(on<HTMLInputElement>('input[value="place"]')!.checked).toBe(true);
  });

  it('lead to the referral, where a partner can be told of a no', async () => {
    const { api } = await open();
    api.pipeline_.place('cohort-4', 'learner-22', { referral: 'ref-6' });
    api.say('records-changed');
    await settle(60);
    await at('learner-22');
    expect(on('[data-testid="seat-referral"]')!.getAttribute('href')).toBe('#/referrals/ref-6');
    expect(on('[data-testid="seat-tell"]')).toBeNull();
    await key('n');
    on('input[value="hours"]')!.click();
    await settle();
    on<HTMLFormElement>('[data-testid="seat-ask"]')!.requestSubmit();
    await until(() => on('[data-testid="seat-tell"]'), 'what is to be told');
    expect(words('[data-testid="seat-tell"]')).toBe('Le message pour CADA de Talence est prêt dans son orientation, partie Partenaire.');
    expect(words('[data-testid="seat-said"]')).toContain('a dit non : les horaires. Le message pour CADA de Talence');
  });

  it('lead to no referral where referrals are not kept', async () => {
    const { api } = await open();
    api.pipeline_.place('cohort-4', 'learner-22', { referral: 'ref-6' });
    api.pipeline_.isPrivate = false;
    api.say('records-changed');
    await settle(60);
    await at('learner-22');
    expect([words('[data-testid="seat-tools"] .who'), on('[data-testid="seat-referral"]')]).toEqual(['Rosa Mbala', null]);
  });

  it('pass on by themselves when an offer ends', async () => {
    const { api } = await open();
    expect(groupOf('learner-22')).toBe('offered');
    vi.setSystemTime(NOW + 3 * HOUR);
    api.say('records-changed');
    await until(() => groupOf('learner-22') === 'lapsed', 'the end of the offer');
    expect(groupOf('learner-23')).toBe('offered');
  });

  it('are read again at the moment at which an offer ends', async () => {
    const { api } = await open();
    const before = asked(api, 'waiting').length;
    api.pipeline_.place('cohort-4', 'learner-22', { until_ms: NOW + 30 });
    api.say('records-changed');
    await until(() => asked(api, 'waiting').length > before, 'the first reading');
    vi.setSystemTime(NOW + 1000);
    await until(() => groupOf('learner-22') === 'lapsed', 'the end of the offer');
  });

  it('take somebody known, by name', async () => {
    const { api } = await open();
    on('[data-testid="seat-add"]')!.click();
    await settle();
    const field = on<HTMLInputElement>('#seat-who')!;
    field.value = 'fatou';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settle();
    expect(words('#seat-found')).toContain('Fatoumata Diallo');
    await key('Enter');
    await until(() => groupOf('learner-9') === 'waiting', 'somebody who waits');
    expect(asked(api, 'enrol')).toEqual(['enrol cohort-4 learner-9']);
  });

  it('have words to send, and a time for which an offer holds', async () => {
    const { api, gestures } = await open();
    await at('learner-21');
    await key('l');
    await until(() => on('[data-testid="letter"]'), 'the words');
    expect(words('[data-testid="letter"]')).toContain('Bonjour Yusuf Demir');
    // Read again, they are still those of the same offer.
    api.say('records-changed');
    await settle(60);
    expect(words('[data-testid="letter"]')).toContain('Bonjour Yusuf Demir');
    const hours = on<HTMLSelectElement>('[data-testid="seat-hours"]')!;
    hours.value = '48';
    hours.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => asked(api, 'setOfferHours').length > 0, 'the hours');
    expect([asked(api, 'setOfferHours'), gestures.happened!.label.key]).toEqual([['setOfferHours cohort-4 48'], 'seat-hours']);
  });

  it('say what went wrong, and change nothing', async () => {
    const { api } = await open();
    api.failing = true;
    await at('learner-21');
    await key('y');
    await until(() => on('.said'), 'the refusal');
    expect(groupOf('learner-21')).toBe('offered');
  });

  it('have nothing that an audit finds wrong', async () => {
    await open();
    const rules = { 'color-contrast': { enabled: false }, 'target-size': { enabled: false }, region: { enabled: false }, 'page-has-heading-one': { enabled: false }, 'heading-order': { enabled: false } };
    for (const state of ['list', 'declined', 'add']) {
      if (state === 'declined') {
        await at('learner-21');
        await key('n');
      }
      if (state === 'add') {
        await key('Escape');
        on('[data-testid="seat-add"]')!.click();
        await settle();
      }
      const { violations } = await axe.run(document.body, { rules });
      expect(violations.map((one) => `${state} ${one.id}: ${one.nodes[0]?.html}`)).toEqual([]);
    }
  });
});
