// What needs somebody today: the seats of a group are told and lead to them.
import { flushSync } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { Need } from '../../api';
import { all, barriers, on, open, shut, words } from '../../test-screen';
import { settle, until } from '../../test-window';

const need = (key: string, count: string): Need => ({ key, args: { code: 'DIG-1', name: 'Zuri Okafor', count, date: '2027-04-22', time: '14:00' }, session: null, person: null, cohort: 'cohort-1' });
const told = (key: string) => words(`[data-need="${key}"] p`);
async function today(needs: Need[]) {
  return open('#/today', '[data-testid="needs"]', 'planning', 'fr', (api) => {
    const read = api.today.bind(api);
    api.today = async (...asked) => ({ ...(await read(...asked)), needs });
  });
}
afterEach(shut);

describe('seats that need somebody', () => {
  it('are told with whom, of which group, and until when', async () => {
    await today([need('seats_passed', '1'), need('seats_ending', '2'), need('seats_ended', '1')]);
    expect(told('seats_passed')).toBe('Zuri Okafor : une place l’attend, à lui dire DIG-1. L’offre précédente a pris fin sans réponse. Celle-ci tient jusqu’au jeudi 22 avril, 14:00.');
    expect(told('seats_ending')).toBe('2 places proposées sans réponse DIG-1. La première offre prend fin le jeudi 22 avril, 14:00.');
    expect(told('seats_ended')).toBe('DIG-1 : une place proposée est restée sans réponse Personne d’autre n’attend.');
    expect(await barriers()).toEqual([]);
  });
  it('lead to the seats of their group', async () => {
    await today([need('seats_passed', '1')]);
    const link = on<HTMLAnchorElement>('[data-need="seats_passed"] a')!;
    expect(link.hash).toBe('#/cohorts');
    link.click();
    flushSync();
    location.hash = link.hash;
    await settle();
    await until(() => on('[data-testid="seats"]'), 'the seats');
    expect([words('h1'), all('[data-testid="part-seating"][data-state="active"]').length]).toEqual(['DIG-1 Initiation', 1]);
  });
});
