// Photographs of a paper sheet, on an in-memory centre: nothing is kept before it was seen, a picture
// takes the place of the rows, taking one away asks why, and a closed register takes them too.
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FakeApi } from '../../api/fake';
import { click, find, focused, openRegister, press, settle, shut, type, until } from '../../test-window';

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5]);
const file = (bytes: Uint8Array<ArrayBuffer> = JPEG, name = 'feuille.jpg') => new File([bytes], name, { type: 'image/jpeg' });
const added = (api: FakeApi) => api.calls.filter((call) => call === 'addPhoto').length;
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-photo]')];
const said = () => find('photos-said')!.textContent!.trim();
const inRow = (id: string, what: string) => document.querySelector<HTMLElement>(`[data-photo="${id}"] [data-testid="${what}"]`);

let given: string[] = [];
let taken: string[] = [];
beforeEach(() => {
  given = [];
  taken = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    given.push(`blob:${given.length + 1}`);
    return given.at(-1)!;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((address) => void taken.push(address));
});
afterEach(async () => {
  await shut();
  vi.restoreAllMocks();
});

/** As if a person had chosen this file. */
async function choose(chosen: File): Promise<void> {
  const input = find('photo-file') as HTMLInputElement;
  Object.defineProperty(input, 'files', { value: [chosen], configurable: true });
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await settle();
}
async function openPhotos(scenario: 'joined' | 'photos' | 'demo' | 'closed' | 'sealed' = 'photos', language = 'fr'): Promise<FakeApi> {
  const api = await openRegister(scenario, language);
  if (find('more')) await click('more');
  await click('photos-open');
  await until(() => rows().length === api.photos_.list.length && find('photo-add'), 'the photographs');
  return api;
}

describe('a photograph', () => {
  it('is seen before anything is kept, then kept and told', async () => {
    const api = await openPhotos('joined');
    expect(document.activeElement).toBe(find('photo-add'));
    expect(find('photos-bar')!.textContent).toContain('Aucune photo pour l’instant.');
    await choose(file());
    expect(find('photo-picture')!.getAttribute('src')).toBe('blob:1');
    expect(document.activeElement).toBe(find('photo-keep'));
    expect(added(api)).toBe(0);
    await click('photo-keep');
    await until(() => rows().length === 1, 'the photograph');
    expect(said()).toBe('Photo gardée. Elle part vers le siège après le reste.');
    expect(document.activeElement).toBe(find('photo-add'));
    expect(taken).toEqual(given);
    expect(api.photos_.picture(rows()[0]!.dataset['photo']!)).toBe(btoa(String.fromCharCode(...JPEG)));
  });

  it('is left, or changed for another, and nothing was kept', async () => {
    const api = await openPhotos('joined');
    await choose(file());
    await choose(file(JPEG, 'autre.jpg'));
    expect(find('photo-shown')!.textContent).toContain('autre.jpg');
    expect(taken).toEqual(['blob:1']);
    await press('Escape', 'Escape');
    expect(find('photo-picture')).toBeNull();
    expect(document.activeElement).toBe(find('photo-add'));
    expect(taken).toEqual(given);
    expect(added(api)).toBe(0);
  });

  it('can be dropped, or pasted', async () => {
    await openPhotos('joined');
    const dropped = new Event('drop', { bubbles: true, cancelable: true });
    Object.assign(dropped, { dataTransfer: { files: [file(JPEG, 'posee.jpg')] } });
    find('photos-bar')!.dispatchEvent(dropped);
    await settle();
    expect(dropped.defaultPrevented).toBe(true);
    expect(find('photo-shown')!.textContent).toContain('posee.jpg');
    const pasted = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(pasted, { clipboardData: { files: [file(JPEG, 'collee.jpg')] } });
    document.body.dispatchEvent(pasted);
    window.dispatchEvent(pasted);
    await settle();
    expect(find('photo-shown')!.textContent).toContain('collee.jpg');
  });

  it('that cannot be taken says why, and what was chosen stays to be changed', async () => {
    const api = await openPhotos('joined');
    await choose(file(new Uint8Array([1, 2, 3]), 'photo.heic'));
    await click('photo-keep');
    await until(() => said().includes('n’est pas une image JPEG, PNG ou WebP'), 'the refusal');
    expect(find('photo-other')).not.toBeNull();
    // What the window itself cannot show is refused before it is sent.
    const asked = added(api);
    find('photo-picture')!.dispatchEvent(new Event('error'));
    await settle();
    expect(find('photo-picture')).toBeNull();
    expect(said()).toContain('Le plus compatible');
    const large = file();
    Object.defineProperty(large, 'size', { value: 26_000_000 });
    await choose(large);
    expect(said()).toContain('plus de 25 Mo');
    expect(added(api)).toBe(asked);
  });

  it('is waited for while it is being kept', async () => {
    const api = await openPhotos('joined');
    const real = api.addPhoto.bind(api);
    api.addPhoto = async (...args) => {
      await new Promise((go) => setTimeout(go, 150));
      return real(...args);
    };
    await choose(file());
    await click('photo-keep');
    expect(said()).toBe('La photo est en train d’être gardée…');
    await press('Escape', 'Escape');
    await click('photo-keep');
    await until(() => rows().length === 1, 'the photograph');
    expect(added(api)).toBe(1);
  });
});

describe('the list', () => {
  it('says of each who added it, how large it is and where its picture is', async () => {
    await openPhotos('photos');
    const told = rows().map((row) => row.textContent!.replace(/\s+/g, ' '));
    expect(told[0]).toMatch(/Photo 1 ajoutée par Inès Rousseau, .*13:42 700.Ko reçue par le siège/);
    expect(told[1]).toContain('sur ce PC seulement');
    expect(told[2]).toContain('pas encore sur ce PC');
    expect(told[3]).toContain('ne se lit pas');
    // Only what is here can be looked at; only what may be taken away offers it.
    expect(rows().map((row) => row.querySelector('[data-testid="photo-see"]') !== null)).toEqual([true, true, false, false]);
    expect(rows().map((row) => row.querySelector('[data-testid="photo-remove"]') !== null)).toEqual([true, true, false, false]);
  });

  it('is read again when an exchange brings a picture', async () => {
    const api = await openPhotos('photos');
    api.photos_.list = api.photos_.list.map((photo) => ({ ...photo, state: 'received' as const }));
    api.say('exchange-changed');
    await until(() => rows().every((row) => row.dataset['state'] === 'received'), 'the pictures');
  });

  it('is counted on the button that opens it', async () => {
    await openRegister('photos');
    await click('more');
    expect(find('photos-open')!.textContent).toContain('4');
  });
});

describe('a picture', () => {
  it('is opened, turned to the next, and left by keys alone', async () => {
    await openPhotos('photos');
    const see = inRow('photo-1', 'photo-see')!;
    see.focus();
    see.click();
    await until(() => find('photo-picture'), 'the picture');
    expect(document.activeElement).toBe(find('photo-back'));
    expect(find('photo-picture')!.getAttribute('alt')).toMatch(/^Feuille papier, DIG-1 .*20 avril, photo 1 sur 4$/);
    expect(document.querySelector('.top')!.classList.contains('whole')).toBe(true);
    expect(document.querySelector('[role="dialog"]')).toBeNull();
    await click('photo-after');
    await until(() => find('photo-picture')?.getAttribute('alt')?.endsWith('photo 2 sur 4'), 'the next one');
    expect(document.activeElement).toBe(find('photo-after'));
    expect(find('photo-after')!.getAttribute('aria-disabled')).toBe('true');
    await click('photo-actual');
    expect(find('photo-frame')!.classList.contains('actual')).toBe(true);
    expect(find('photo-frame')!.tabIndex).toBe(0);
    await press('Escape', 'Escape');
    expect(document.activeElement).toBe(inRow('photo-2', 'photo-see'));
    expect(taken.sort()).toEqual(given.sort());
    await press('Escape', 'Escape');
    expect(find('photos-bar')).toBeNull();
    expect(focused()).not.toBeNull();
  });

  it('that is not here any more says so', async () => {
    const api = await openPhotos('photos');
    api.photos_.list = api.photos_.list.map((photo) => ({ ...photo, state: 'damaged' as const }));
    inRow('photo-1', 'photo-see')!.click();
    await until(() => find('photo-shown')?.textContent?.includes('ne se lit plus sur ce PC'), 'the refusal');
    expect(find('photo-picture')).toBeNull();
  });
});

describe('taking one away', () => {
  it('asks why, says what it destroys, and does nothing without a reason', async () => {
    const api = await openPhotos('photos');
    inRow('photo-1', 'photo-remove')!.click();
    await settle();
    expect(document.activeElement).toBe(find('photo-why'));
    expect(rows()[0]!.textContent).toContain('L’image sera détruite sur tous les ordinateurs.');
    find('photo-why')!.closest('form')!.requestSubmit();
    await settle();
    expect(find('photo-why')!.getAttribute('aria-invalid')).toBe('true');
    expect(api.calls.some((call) => call.startsWith('removePhoto'))).toBe(false);
    await press('Escape', 'Escape');
    expect(document.activeElement).toBe(inRow('photo-1', 'photo-remove'));
    inRow('photo-1', 'photo-remove')!.click();
    await settle();
    await type('photo-why', 'Une autre séance');
    find('photo-why')!.closest('form')!.requestSubmit();
    await until(() => rows().length === 3, 'one photograph less');
    expect(api.calls).toContain('removePhoto photo-1 Une autre séance');
    expect(said()).toBe('Photo retirée.');
    expect(document.activeElement).toBe(find('photo-add'));
  });
});

describe('closing', () => {
  it('remarks that a sheet signed on paper has no photograph, and never waits for one', async () => {
    const api = await openRegister('joined');
    await click('close-open');
    expect(find('closing-photo')).toBeNull();
    api.sheetFromElsewhere({ paper: true });
    await until(() => find('closing-photo'), 'the line');
    expect(find('closing-photo')!.textContent).toContain('Signée sur papier\u202F: aucune photo de la feuille pour l’instant');
    await click('closing-absent');
    await until(() => document.querySelector('[data-missing]') === null, 'nothing that is missing');
    // Back from the photographs, it is the closing again.
    await click('closing-photo-add');
    await until(() => document.activeElement === find('photo-add'), 'the photographs');
    await press('Escape', 'Escape');
    expect(find('closing-bar')).not.toBeNull();
    await click('close');
    await until(() => find('closed'), 'the closed register');
    expect(find('closed-no-photo')).not.toBeNull();
  });

  it('does not remark it of a sheet that has one', async () => {
    await openRegister('photos');
    await click('close-open');
    await settle();
    expect(find('closing-bar')).not.toBeNull();
    expect(find('closing-photo')).toBeNull();
  });
});

describe.each(['closed', 'sealed'] as const)('a %s register', (scenario) => {
  it('takes a photograph too, and counts it', async () => {
    const api = await openPhotos(scenario);
    await choose(file());
    await click('photo-keep');
    await until(() => rows().length === 1, 'the photograph');
    expect(find('photos-bar')).not.toBeNull();
    await press('Escape', 'Escape');
    expect(document.activeElement).toBe(find('photos-open'));
    expect(find('closed-photos')!.textContent).toBe('1 photo de la feuille papier');
    expect(added(api)).toBe(1);
  });
});

it('says so plainly when there is no head office', async () => {
  await openPhotos('demo', 'en');
  await choose(file());
  await click('photo-keep');
  await until(() => rows().length === 1, 'the photograph');
  expect(said()).toBe('Photograph kept on this PC.');
});

it.each(['fr', 'en'])('is accessible in %s: the list, a reason, a picture, a file', async (language) => {
  await openPhotos('photos', language);
  const violations = async () => {
    const found = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false }, region: { enabled: true } } });
    return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
  };
  expect(await violations()).toEqual([]);
  inRow('photo-1', 'photo-remove')!.click();
  await settle();
  expect(await violations()).toEqual([]);
  inRow('photo-2', 'photo-see')!.click();
  await until(() => find('photo-picture'), 'the picture');
  expect(await violations()).toEqual([]);
  await press('Escape', 'Escape');
  await choose(file());
  expect(await violations()).toEqual([]);
});
