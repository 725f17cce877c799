// Photographs of sheets on the exchange screen: what waits, what is still to come, the month's limit, and
// how far they are while they move.
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import { FakeApi, type Scenario } from '../../api/fake';
import { app } from '../../state.svelte';
import { find, settle, shut, until } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';

let shown: ReturnType<typeof mount> | null = null;
const told = (id: string) => find(id)?.textContent?.replace(/\s+/g, ' ').trim();

async function open(scenario: Scenario): Promise<FakeApi> {
  showLanguage('fr');
  const api = new FakeApi(scenario);
  app.home = app.status = app.shown = null;
  location.hash = '#/exchange';
  shown = mount(App, { target: document.body });
  await app.start(api);
  await until(() => find('exchange-sentence'), 'the screen');
  return api;
}
async function limitTo(value: string): Promise<void> {
  const select = find('photo-limit') as HTMLSelectElement;
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  await shut();
});

describe('photographs of sheets', () => {
  it('say how many wait, how large, how many are to come, and how much went this month', async () => {
    await open('photos');
    expect(told('photos-wait')).toBe('1 photo est seulement sur ce PC (740 Ko). Elle part après le reste. 2 photos sont encore à recevoir.');
    expect(told('photos-month')).toBe('3,1 Mo de photos ce mois-ci');
    expect((find('photo-limit') as HTMLSelectElement).value).toBe('');
  });

  it('say that the limit of the month holds them, and that attendance leaves all the same', async () => {
    const api = await open('held');
    expect(document.body.textContent).toContain('Photos à part, le siège a tout reçu jusqu’au');
    expect((find('photo-limit') as HTMLSelectElement).value).toBe('50');
    expect(told('photos-wait')).toBe('3 photos attendent : la limite du mois (50 Mo) est atteinte. Les présences, elles, partent toujours.');
    await limitTo('0');
    await until(() => told('photos-wait')?.includes('aucune photo ne passe par ce réseau'), 'none at all');
    await limitTo('');
    await until(() => told('photos-wait')?.includes('Elles partent après le reste'), 'no limit');
    expect(api.calls.filter((call) => call.startsWith('setPhotoLimit'))).toEqual(['setPhotoLimit 0', 'setPhotoLimit null']);
  });

  it('keep a limit that was chosen elsewhere among the choices', async () => {
    const api = await open('held');
    api.photos_.limit = 120;
    api.say('exchange-changed');
    await until(() => (find('photo-limit') as HTMLSelectElement).value === '120', 'the other limit');
  });

  it('show how far they are while they move', async () => {
    const api = await open('photos');
    api.arrived({ sent: 0, to_send: 0, received: 0, bytes: 0, first: null, photos: { done: 3_200_000, total: 8_000_000 } });
    await until(() => find('photos-moved'), 'their progress');
    expect(told('photos-moved')).toBe('Photos : 3,2 Mo sur 8 Mo.');
    expect(find('exchange-photos')!.querySelector('[role="progressbar"]')!.getAttribute('aria-valuenow')).toBe('3200000');
    expect(told('exchange-sentence')).toBe('Les photos de feuilles sont en route.');
  });

  it('are not spoken of without a head office nor a photograph; without a head office there is no limit', async () => {
    const api = await open('alone');
    expect(find('exchange-photos')).toBeNull();
    await api.addPhoto('session-2', '/9j/4AAQ');
    await until(() => find('exchange-photos'), 'the part');
    expect(told('photos-wait')).toMatch(/^1 photo est sur ce PC/);
    expect(find('photo-limit')).toBeNull();
  });
});
