// The arithmetic of the board, of the positioning and of the form: columns, fates, arrows, points, fields.
import { beforeEach, describe, expect, it } from 'vitest';
import type { CohortRow, ReferralRow } from '../../api';
import { FakePipeline } from '../../api/fake-pipeline';
import { columnOf, fateOf, filtered, go, inboxOf, isFiltered, lanesOf, NO_FILTERS, NONE, named, readKey, SHOWN_MAX, statesInto } from './board';
import { choicesOf, usualChoice } from './enrol';
import { fieldsOf, inputOf, receivedOn, wrongField } from './form';
import { waysOf } from './panel';
import { seatText } from './words';
import { showLanguage } from '../../words/words.svelte';
import { answersOf, readAnswer, spans, sumOf, withAnswer } from './positioning';

const rows = () => new FakePipeline(true).view().rows;
const one = (id: string) => rows().find((row) => row.id === id)!;
const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...more });

describe('columns', () => {
  it('hold every state, the ends together', () => {
    expect(['received', 'accepted', 'closed', 'redirected', 'no_answer'].map(columnOf)).toEqual(['received', 'accepted', 'done', 'done', 'done']);
    expect(lanesOf(rows()).map((lane) => lane.rows.length)).toEqual([4, 3, 2, 2, 2, 1]);
  });
  it('begin with the oldest, and those that are done with the latest', () => {
    const many = Array.from({ length: SHOWN_MAX + 5 }, (_, i): ReferralRow => ({ ...one('ref-14'), id: `x-${i}` }));
    const done = lanesOf(many).at(-1)!;
    expect([done.rows[0]!.id, done.rows.length, done.more]).toEqual([`x-${SHOWN_MAX + 4}`, SHOWN_MAX, 5]);
    expect(lanesOf(rows())[0]!.rows[0]!.id).toBe('ref-1');
  });
  it('say what putting a card down there means', () => {
    const fates = (id: string) => (['received', 'contacted', 'interview', 'accepted', 'enrolled', 'done'] as const).map((column) => fateOf(one(id), column));
    expect(fates('ref-1')).toEqual(['here', 'move', 'move', 'move', 'never', 'ask']);
    expect(fates('ref-10')).toEqual(['never', 'never', 'move', 'here', 'enrol', 'ask']);
    expect(fates('ref-12')).toEqual(['never', 'never', 'never', 'never', 'here', 'move']);
    expect(statesInto(one('ref-12'), 'done')).toEqual(['closed']);
  });
});

describe('what is shown', () => {
  it('is narrowed by words, partner and level, also by their absence', () => {
    const ids = (filters: Partial<typeof NO_FILTERS>) => filtered(rows(), { ...NO_FILTERS, ...filters }).map((row) => row.id);
    expect(ids({ text: 'AL hass' })).toEqual(['ref-5']);
    expect(ids({ text: '98 14' })).toEqual(['ref-5']);
    expect(ids({ partner: NONE })).toEqual(['ref-4']);
    expect(ids({ partner: 'partner-2', level: 'level-dig-2' })).toEqual(['ref-7']);
    expect(ids({ level: NONE })).toEqual(['ref-4']);
    expect([isFiltered(NO_FILTERS), isFiltered({ ...NO_FILTERS, text: ' ' }), isFiltered({ ...NO_FILTERS, level: NONE })]).toEqual([false, false, true]);
    expect(named(rows(), 'partner_id', 'partner').map(({ name }) => name)).toEqual(['CADA de Talence', 'Mission locale des Graves']);
  });
  it('begins with whom a partner has waited for longest', () => {
    expect(inboxOf(rows())).toMatchObject({ fresh: 4, late: 2, first: { id: 'ref-9' } });
    expect(inboxOf(rows().filter((row) => !row.is_late)).first!.id).toBe('ref-2');
    expect(inboxOf([]).first).toBeNull();
  });
  it('is walked through by arrows, over empty columns', () => {
    const lanes = lanesOf(rows().filter((row) => row.state !== 'contacted'));
    expect(go(lanes, null, 'down')).toBe('ref-1');
    expect(go(lanes, 'ref-1', 'up')).toBe('ref-1');
    expect(go(lanes, 'ref-4', 'after')).toBe('ref-8');
    expect(go(lanes, 'ref-9', 'before')).toBe('ref-1');
    expect(go(lanes, 'ref-14', 'after')).toBe('ref-14');
    expect([go(lanes, 'ref-2', 'first'), go(lanes, 'ref-2', 'last')]).toEqual(['ref-1', 'ref-4']);
  });
});

describe('keys', () => {
  it('go, open and lift; then carry, drop and give up', () => {
    expect(['ArrowDown', 'Enter', ' ', 'x'].map((key) => readKey(press(key), false, false)?.do)).toEqual(['go', 'open', 'lift', undefined]);
    expect(['ArrowDown', 'Enter', ' ', 'Escape', 'x'].map((key) => readKey(press(key), true, false)?.do)).toEqual(['nothing', 'drop', 'drop', 'cancel', undefined]);
    expect(readKey(press('ArrowLeft'), true, false)).toEqual({ do: 'step', by: -1 });
    expect(readKey(press('ArrowLeft'), true, true)).toEqual({ do: 'step', by: 1 });
    expect(readKey(press('ArrowLeft', { ctrlKey: true }), false, false)).toBeNull();
  });
});

describe('the ways on', () => {
  it('are onwards, to an end, and back', () => {
    expect(waysOf(one('ref-5'))).toEqual({ on: ['interview', 'accepted'], ends: ['no_answer', 'declined_by_person', 'not_eligible', 'redirected'], back: [] });
    expect(waysOf({ ...one('ref-14'), may: ['contacted'] })).toEqual({ on: [], ends: [], back: ['contacted'] });
  });
});

describe('positioning', () => {
  it('adds up, and advises once all is answered', () => {
    expect(sumOf('----------')).toEqual({ answered: 0, points: 0, advice: null });
    expect(sumOf('333333333-')).toEqual({ answered: 9, points: 27, advice: null });
    expect(['1111111111', '2111111111', '2222222221', '2222222222', '3333332222', '3333333222'].map((answers) => sumOf(answers).advice)).toEqual(['first', 'second', 'second', 'third', 'third', 'beyond']);
    expect(spans().map(({ from, to }) => [from, to])).toEqual([[0, 10], [10, 19], [19, 26], [26, 30]]);
  });
  it('changes one answer, and reads nothing but answers', () => {
    expect(withAnswer('----------', 3, 2)).toBe('---2------');
    expect(withAnswer('---2------', 3, null)).toBe('----------');
    expect([answersOf('4333333333'), answersOf('33')]).toEqual(['----------', '----------']);
    expect(['0', '3', '4', 'Delete', 'a'].map((key) => readAnswer(press(key)))).toEqual([0, 3, null, 'clear', null]);
  });
});

describe('the form', () => {
  it('keeps what is typed, and nothing for what is empty', () => {
    const fields = { ...fieldsOf(null, '2027-04-20'), given: ' Yonas ', phones: '06 39 98 12 34, 05 56 00 00 00;', partner: ' ' };
    expect(fields.answerDay).toBe('2027-05-05');
    expect(inputOf(null, fields)).toEqual({ id: null, given: 'Yonas', family: '', phones: ['06 39 98 12 34', '05 56 00 00 00'], email: '', language: null, partner: null, advisor: null, received: '2027-04-20', answer_day: null, level: null, cohort: null, note: '' });
  });
  it('comes back as it was kept', () => {
    const pipeline = new FakePipeline(true);
    const detail = pipeline.detail('ref-2');
    const input = inputOf('ref-2', fieldsOf(detail, '2027-04-20'));
    expect(input).toMatchObject({ given: 'Halima', partner: 'CADA de Talence', answer_day: detail.row.answer_day, note: detail.note });
  });
  it('has the group that was asked for, wherever they went since', () => {
    const detail = new FakePipeline(true).detail('ref-12');
    expect(fieldsOf({ ...detail, row: { ...detail.row, cohort: 'cohort-2' } }, '2027-04-20').cohort).toBe('cohort-1');
  });
  it('says which field cannot be kept', () => {
    const fields = fieldsOf(null, '2027-04-20');
    expect(wrongField(fields)).toBe('given');
    expect(wrongField({ ...fields, family: 'Tekle' })).toBeNull();
    expect(wrongField({ ...fields, given: 'Yonas', email: 'yonas' })).toBe('email');
    expect(wrongField({ ...fields, given: 'Yonas', phones: '1,2,3,4,5,6' })).toBe('phones');
    expect([wrongField({ ...fields, given: 'Yonas', partner: 'CADA', answerDay: '2027-04-19' }), wrongField({ ...fields, given: 'Yonas', answerDay: '2027-04-19' })]).toEqual(['answer', null]);
  });
  it('moves the usual day of the answer with the day on which it was received, and no other', () => {
    const fields = fieldsOf(null, '2027-04-20');
    expect(receivedOn(fields, '2027-04-12')).toEqual({ received: '2027-04-12', answerDay: '2027-04-27' });
    expect(receivedOn({ ...fields, answerDay: '2027-05-01' }, '2027-04-12').answerDay).toBe('2027-05-01');
    expect(receivedOn({ ...fields, answerDay: '' }, '2027-04-12').answerDay).toBe('');
  });
});

describe('a seat', () => {
  beforeEach(() => showLanguage('fr'));
  it('that is not simply theirs is told in words', () => {
    const told = (seat: ReferralRow['seat'], rank: number | null = null) => seatText({ ...one('ref-12'), seat, rank });
    expect([told('waiting', 2), told('offered'), told('lapsed'), told('gone'), told('seated'), told(null)]).toEqual(['attend, n°\u00A02', 'place proposée', 'n’a pas répondu à temps', 'n’y est plus', '', '']);
  });
});

describe('groups to enrol in', () => {
  const cohort = (id: string, level: string, last: string | null, learners: number, first = '2027-05-03'): CohortRow => ({ id, code: level, title: '', level, room: null, first, last, held: 0, sessions: 0, learners, capacity: 10, volunteers: 4, next: null, form: 'course', audience: 'learners' });
  const cohorts = [cohort('over', 'DIG-1', '2027-04-19', 3), cohort('full', 'DIG-2', '2027-06-01', 12), cohort('own', 'DIG-1', '2027-06-01', 8), cohort('open', 'COD-1', null, 0, '2027-04-01')];
  it('are those that are not over, the level that is wanted first', () => {
    const choices = choicesOf(cohorts, one('ref-1'), '2027-04-20');
    expect(choices.map(({ cohort: { id }, free }) => [id, free])).toEqual([['own', 2], ['open', 10], ['full', 0]]);
    expect(usualChoice(choices, one('ref-1'))).toBe('own');
    expect(choicesOf(cohorts, one('ref-1'), '2027-04-20', { own: 0 }).map(({ free }) => free)).toEqual([0, 10, 0]);
    expect(choicesOf([{ ...cohorts[2]!, capacity: 0 }], one('ref-1'), '2027-04-20', { own: 992 }).map(({ free }) => free)).toEqual([null]);
    expect(usualChoice(choices, { ...one('ref-1'), cohort: 'full' })).toBe('full');
    expect(usualChoice(choices, { ...one('ref-1'), level_code: null })).toBe('own');
  });
});
