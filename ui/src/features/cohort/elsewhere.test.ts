// A seat at hours of another group: it is refused, said why, and given by whoever knows.
import { afterEach, describe, expect, it } from 'vitest';
import type { FakeApi } from '../../api/fake';
import { refuse } from '../../api/fake-refuse';
import { app } from '../../state.svelte';
import { barriers, click, on, open, press, shut, words } from '../../test-screen';
import { settle, until } from '../../test-window';

const given: boolean[] = [];
async function seats(): Promise<FakeApi> {
  given.length = 0;
  const api = await open('#/cohorts', '[data-group="cohort-4"]', 'planning', 'fr', (api) => {
    const answer = api.answerOffer.bind(api);
    api.answerOffer = async (cohort, learner, takes, refusal, anyway) => {
      given.push(anyway);
      if (takes && !anyway) refuse('seat.elsewhere', { code: 'DIG-2', count: '2', date: '2027-05-04', time: '14:00' });
      return answer(cohort, learner, takes, refusal, anyway);
    };
  });
  app.wants = { group: 'cohort-4', part: 'seating' };
  await until(() => on('[data-seat="learner-21"]'), 'the seats');
  await click('[data-seat="learner-21"]');
  return api;
}
afterEach(shut);

describe('a seat at hours of another group', () => {
  it('is given once somebody has said that they know', async () => {
    await seats();
    on('[data-seat="learner-21"]')!.focus();
    await press('y');
    await until(() => on('[data-testid="seat-anyway"]'), 'the warning');
    expect(words('[data-testid="seats"] [role="alert"]')).toBe('Cette personne a une place dans DIG-2 aux mêmes heures : 2 séances, la première le mardi 4 mai, 14:00. Rien n’a été changé. Donnez-lui la place quand même si elle le sait. Donner la place à Yusuf Demir quand même');
    expect(await barriers()).toEqual([]);
    await click('[data-testid="seat-anyway"]');
    await settle(60);
    expect([given, on('[data-testid="seat-anyway"]')]).toEqual([[false, true], null]);
    expect(words('[data-testid="seat-said"]')).toContain('Yusuf Demir, a une place');
  });
  it('is forgotten when something else is done', async () => {
    await seats();
    on('[data-seat="learner-21"]')!.focus();
    await press('y');
    await until(() => on('[data-testid="seat-anyway"]'), 'the warning');
    on('[data-seat="learner-25"]')!.focus();
    on('[data-seat="learner-25"]')!.click();
    await press('f');
    await settle(60);
    expect([on('[data-testid="seat-anyway"]'), given]).toEqual([null, [false]]);
  });
});
