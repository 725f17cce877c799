// A register being taken, against an in-memory centre: painted at once, kept in order, nothing lost.
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeApi } from '../../api/fake';
import { showLanguage, t } from '../../words/words.svelte';
import { Desk } from './desk.svelte';
import { Hands } from './hands.svelte';
import { spoken } from './spoken';

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

beforeEach(() => showLanguage('fr'));

describe('the desk', () => {
  it('paints before the core has answered, then takes its answer', async () => {
    const { desk, hands } = await open();
    hands.hear({ do: 'mark', kind: 'present' });
    expect(learner(desk, 1).mark?.status).toBe('present');
    expect(desk.saving.has('learner-1')).toBe(true);
    expect(desk.register!.session.tally.present).toBe(1);
    await soon();
    expect(desk.saving.size).toBe(0);
    expect(learner(desk, 1).place).toBe('here');
  });

  it('marks ten people with thirteen keys', async () => {
    const { desk, hands } = await open();
    const keys = [
      { do: 'mark', kind: 'absent' } as const,
      { do: 'mark', kind: 'late' } as const,
      { do: 'digit', digit: 1 } as const,
      { do: 'digit', digit: 5 } as const,
      { do: 'accept' } as const,
      ...Array.from({ length: 8 }, () => ({ do: 'mark', kind: 'present' }) as const),
    ];
    expect(keys.length).toBe(13);
    for (const key of keys) hands.hear(key);
    await soon();
    expect(desk.register!.session.tally).toEqual({ present: 8, late: 1, absent: 1, excused: 0, unmarked: 0 });
    expect(learner(desk, 2).mark?.late).toBe(15);
    expect(hands.row).toBe('volunteer-1');
  });

  it('stays with somebody who leaves early', async () => {
    const { desk, hands } = await open();
    hands.hear({ do: 'mark', kind: 'left' });
    hands.hear({ do: 'digit', digit: 3 });
    hands.hear({ do: 'digit', digit: 0 });
    hands.hear({ do: 'accept' });
    await soon();
    expect(learner(desk, 1).mark).toEqual({ status: 'present', late: null, left: 30 });
    expect(hands.row).toBe('learner-1');
  });

  it('keeps the minutes proposed at once, and on Escape', async () => {
    const { desk, hands } = await open();
    hands.hear({ do: 'mark', kind: 'late' });
    await soon();
    expect(learner(desk, 1).mark?.late).toBe(10);
    hands.hear({ do: 'digit', digit: 4 });
    hands.hear({ do: 'cancel' });
    await soon();
    expect(learner(desk, 1).mark?.late).toBe(10);
    expect(hands.row).toBe('learner-1');
  });

  it('keeps what was typed when another row is chosen', async () => {
    const { desk, hands } = await open();
    hands.hear({ do: 'mark', kind: 'late' });
    hands.hear({ do: 'digit', digit: 7 });
    hands.landed('learner-5', 'present');
    await soon();
    expect(learner(desk, 1).mark?.late).toBe(7);
  });

  it('drops nothing when the core refuses, and saves it when tried again', async () => {
    const { api, desk, hands } = await open();
    api.failing = true;
    hands.hear({ do: 'mark', kind: 'present' });
    hands.hear({ do: 'mark', kind: 'absent' });
    await soon();
    expect([...desk.refused.keys()]).toEqual(['learner-1', 'learner-2']);
    expect(learner(desk, 1).mark?.status).toBe('present');
    expect(desk.unsaved.failed).toBe(2);
    api.failing = false;
    desk.retry('learner-1');
    await soon();
    expect([...desk.refused.keys()]).toEqual(['learner-2']);
    hands.ask('learner-2', 'present');
    await soon();
    expect(desk.unsaved.failed).toBe(0);
    expect(learner(desk, 2).mark?.status).toBe('present');
  });

  it('undoes by name, and forgets first what was never kept', async () => {
    const { api, desk, hands } = await open();
    hands.hear({ do: 'mark', kind: 'present' });
    await soon();
    desk.turn('undo');
    await soon();
    expect(learner(desk, 1).mark).toBeNull();
    expect(desk.happened?.turned).toBe('undo');
    api.failing = true;
    hands.ask('learner-3', 'absent');
    await soon();
    desk.turn('undo');
    await soon();
    expect(learner(desk, 3).mark).toBeNull();
    expect(desk.unsaved.failed).toBe(0);
  });

  it('repaints what the command line marked, and keeps the minutes being typed', async () => {
    const { api, desk, hands } = await open();
    hands.hear({ do: 'mark', kind: 'late' });
    hands.hear({ do: 'digit', digit: 2 });
    await soon();
    api.markFromElsewhere('learner-9', { kind: 'excused' });
    await desk.read();
    expect(learner(desk, 9).mark?.status).toBe('excused');
    expect(hands.entry?.typed).toBe('2');
  });

  it('leaves the rows that did not change as they were', async () => {
    const { desk, hands } = await open('joined');
    const before = desk.register!.learners;
    hands.ask('learner-9', 'present');
    await soon();
    const after = desk.register!.learners;
    expect(after.filter((row, i) => row !== before[i]).map((r) => r.id)).toEqual(['learner-9']);
  });

  it('fills only those without a mark', async () => {
    const { desk, hands } = await open('joined');
    hands.hear({ do: 'rest' });
    expect(desk.register!.session.tally).toEqual({ present: 7, late: 1, absent: 1, excused: 1, unmarked: 0 });
    await soon();
    expect(learner(desk, 6).mark?.status).toBe('absent');
  });

  it('clears on a second press, and keeps the other minutes of a mark', async () => {
    const { desk, hands } = await open('joined');
    hands.press('learner-1', 'present');
    await soon();
    expect(learner(desk, 1).mark).toBeNull();
    hands.ask('learner-4', 'left');
    hands.choose('learner-4', 30);
    await soon();
    expect(learner(desk, 4).mark).toEqual({ status: 'present', late: 10, left: 30 });
  });

  it('says who, how, and the counts', async () => {
    const { desk, hands } = await open('joined');
    hands.ask('learner-9', 'late');
    hands.choose('learner-9', 15);
    await soon();
    expect(spoken(desk.register!, desk.happened!, t)).toBe(
      'Fatoumata Diallo, en retard 15 minutes. 5 présents, 2 retards, 1 absent, 1 excusé, 1 à marquer.',
    );
  });
});
