// How the centre signs, in the settings: ticks are kept one by one, one way is always left, a language says
// that nobody who speaks it has read it, and a volunteer only reads.
import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import App from '../../App.svelte';
import { FakeApi, type Scenario } from '../../api/fake';
import { app } from '../../state.svelte';
import { settle } from '../../test-window';
import { showLanguage } from '../../words/words.svelte';

let shown: ReturnType<typeof mount> | null = null;
const part = () => document.querySelector('[aria-labelledby="signatures-h"]')!;
const box = (name: string) => part().querySelector<HTMLInputElement>(`[data-sign-way="${name}"], [data-sign-language="${name}"]`)!;
const said = () => part().querySelector('[role="status"]')!.textContent;
const ticked = () => [...part().querySelectorAll<HTMLInputElement>('input:checked')].map((input) => input.dataset['signWay'] ?? input.dataset['signLanguage']);

async function open(scenario: Scenario, language = 'fr', prepare: (api: FakeApi) => void = () => {}): Promise<FakeApi> {
  showLanguage(language);
  const api = new FakeApi(scenario);
  prepare(api);
  app.home = app.status = app.shown = null;
  location.hash = '#/settings';
  shown = mount(App, { target: document.body });
  await app.start(api);
  await settle();
  return api;
}
async function toggle(name: string) {
  box(name).click();
  await settle();
}

afterEach(async () => {
  if (shown) await unmount(shown);
  shown = null;
  document.body.innerHTML = '';
});

describe('signatures in the settings', () => {
  it('are ticked by who leads, each kept at once', async () => {
    const api = await open('leading');
    expect(ticked()).toEqual(['drawn', 'pictures']);
    await toggle('code');
    // Two at once: none is lost.
    box('ti').click();
    await toggle('ar');
    expect(ticked()).toEqual(['drawn', 'pictures', 'code', 'ar', 'ti']);
    expect([api.signing_.choices, said()]).toEqual([{ ways: ['drawn', 'pictures', 'code'], languages: ['ar', 'ti'] }, 'C’est enregistré.']);
  });
  it('keep one way at least', async () => {
    const api = await open('leading');
    await toggle('pictures');
    await toggle('drawn');
    expect([api.signing_.choices.ways, said(), ticked()]).toEqual([['drawn'], 'Il faut au moins une façon de signer.', ['drawn']]);
  });
  it('put a tick back that could not be kept', async () => {
    const api = await open('leading');
    api.failing = true;
    await toggle('uk');
    expect([ticked(), part().querySelector('.said') !== null]).toEqual([['drawn', 'pictures'], true]);
  });
  it('say of each of the six languages that no native speaker has read it', async () => {
    await open('leading', 'en');
    const lines = [...part().querySelectorAll('label')].filter((label) => label.querySelector('[data-sign-language]')).map((label) => label.textContent!);
    expect(lines).toHaveLength(6);
    expect(lines.filter((line) => !line.includes('not yet read by a native speaker'))).toEqual([]);
  });
  it('are read by a volunteer, and not changed', async () => {
    await open('joined', 'fr', ({ signing_ }) => (signing_.choices = { ways: ['drawn', 'code'], languages: ['ar'] }));
    expect(part().querySelector('input')).toBeNull();
    for (const words of ['Dessin, Code', 'العربية', 'pas encore relue par un locuteur', 'Choisi par la coordination']) expect(part().textContent).toContain(words);
  });
  it.each(['fr', 'en'])('can be read and used by everybody in %s', async (language) => {
    for (const scenario of ['leading', 'joined'] as const) {
      await open(scenario, language);
      const { violations } = await axe.run(part(), { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } } });
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
      await unmount(shown!);
      shown = null;
    }
  });
});
