// The week that is shown is the one asked for last, and what was planned can be taken back once.
import { describe, expect, it } from 'vitest';
import { FakeApi } from '../../api/fake';
import { Gestures } from '../../parts/gestures.svelte';
import { Week } from './week.svelte';

describe('a week', () => {
  it('begins on its Monday, and asks for its days or for more', async () => {
    const api = new FakeApi('planning');
    const asked: string[][] = [];
    const real = api.calendar.bind(api);
    api.calendar = (first, last) => (asked.push([first, last]), real(first, last));
    const week = new Week(api, '2027-05-13');
    expect(week.first).toBe('2027-05-10');
    await week.read();
    expect(week.view?.sessions.some((session) => session.code === 'DIG-3')).toBe(true);
    await new Week(api, '2027-05-13', () => ({ first: '2027-04-26', last: '2027-06-06' })).read();
    expect(asked).toEqual([['2027-05-10', '2027-05-16'], ['2027-04-26', '2027-06-06']]);
  });
  it('drops what comes for a week that was left', async () => {
    const api = new FakeApi('planning');
    const waiting: (() => void)[] = [];
    const real = api.calendar.bind(api);
    api.calendar = async (first, last) => {
      await new Promise<void>((go) => waiting.push(go));
      return real(first, last);
    };
    const week = new Week(api, '2027-05-10');
    const [one, two] = [week.show('2027-05-10'), week.show('2027-05-17')];
    waiting[1]!();
    await two;
    waiting[0]!();
    await one;
    expect([week.first, week.view?.off.map((day) => day.date)]).toEqual(['2027-05-17', ['2027-05-17']]);
  });
  it('says why it cannot be read, and forgets that', async () => {
    const api = new FakeApi('planning');
    api.calendar = () => Promise.reject(new Error('no'));
    const week = new Week(api, '2027-05-10');
    await week.read();
    expect(week.problem?.code).toBe('window.unknown');
    api.calendar = FakeApi.prototype.calendar;
    await week.read();
    expect([week.problem, week.view !== null]).toEqual([null, true]);
  });
});

describe('gestures', () => {
  it('are told, taken back and done again', async () => {
    const api = new FakeApi('planning');
    const gestures = new Gestures(api);
    await api.cancelSession('cohort-1-session-9', 'one', 'Neige');
    gestures.did({ key: 'session-cancelled', args: { code: 'DIG-1', number: '9' } });
    expect(gestures.happened).toMatchObject({ id: 1, turned: null });
    await gestures.turn('undo');
    expect(gestures.happened).toMatchObject({ id: 2, turned: 'undo', label: { key: 'session-cancelled' } });
    await gestures.turn('redo');
    expect(gestures.happened).toMatchObject({ id: 3, turned: 'redo' });
  });
  it('that are none are no failure; others are', async () => {
    const api = new FakeApi('planning');
    const gestures = new Gestures(api);
    await gestures.turn('undo');
    expect([gestures.happened, gestures.problem]).toEqual([null, null]);
    api.undo = () => Promise.reject(new Error('no'));
    await gestures.turn('undo');
    expect(gestures.problem?.code).toBe('window.unknown');
  });
});
