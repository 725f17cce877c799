// The card of the backups, on an in-memory centre: what is known, one more now, a refusal, and no such
// card in the demo.
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import { FakeApi, type Scenario } from '../../api/fake';
import { app } from '../../state.svelte';
import { settle } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';

let shown: ReturnType<typeof mount> | null = null;
const find = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);

async function open(scenario: Scenario, language = 'fr'): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  app.home = app.status = app.shown = null;
  location.hash = '#/settings';
  shown = mount(App, { target: document.body });
  await app.start(api);
  await settle(120);
  return api;
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('backups', () => {
  it('tell how old the newest is, how many there are, and whether it was read back', async () => {
    await open('joined');
    expect(find('backups')!.textContent).toMatch(/il y a 43\smin/);
    expect(find('backups')!.textContent).toContain('relue et bonne');
    expect(find('backups')!.textContent).toContain('9 sauvegardes, 18\u00A0Mo');
  });
  it('make one more, say so, and keep the focus', async () => {
    const api = await open('joined');
    find('back-up-now')!.focus();
    find('back-up-now')!.click();
    find('back-up-now')!.click();
    await settle();
    expect(api.calls.filter((call) => call === 'backUpNow').length).toBe(1);
    expect(find('backup-said')!.textContent).toBe('La sauvegarde est faite et a été relue.');
    expect(find('backups')!.textContent).toContain('10 sauvegardes');
    expect(document.activeElement).toBe(find('back-up-now'));
  });
  it('say why not, and that nothing is lost', async () => {
    const api = await open('joined');
    api.keeping.refusing = 'store.disk_full';
    find('back-up-now')!.click();
    await settle();
    expect(find('backups')!.querySelector('[role="alert"]')!.textContent).toContain('disque est plein');
    expect(find('backup-said')!.textContent).toBe('');
    expect(find('backups')!.textContent).toContain('9 sauvegardes');
  });
  it('are none at first, in words, in English too', async () => {
    await open('empty', 'en');
    expect(find('backups')!.textContent).toContain('No backup on this PC yet.');
  });
  it('are not of a demo', async () => {
    await open('demo');
    expect(find('backups')).toBeNull();
  });
});
