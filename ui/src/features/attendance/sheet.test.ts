// A sheet before it is saved or printed, on an in-memory centre: its pages take the place of the rows,
// the printer gets all of them once they can be drawn, and leaving gives the window back.
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../../api';
import type { FakeApi, Scenario } from '../../api/fake';
import { click, find, focused, openRegister, press, settle, shut, until } from '../../test-window';

const asked = (api: FakeApi, what: string) => api.calls.filter((call) => call.startsWith(`${what} `));
const title = () => find('sheet-preview')!.querySelector('strong')!.textContent!.trim();
const page = () => find('sheet-page') as HTMLImageElement | null;
const onPaper = () => [...document.querySelectorAll<HTMLImageElement>('[data-print] img')];
const printing = () => 'printing' in document.documentElement.dataset;

let given: Blob[] = [];
let taken: string[] = [];
/** Lets the pages be drawn, or not. */
let drawn: () => Promise<void>;
beforeEach(() => {
  given = [];
  taken = [];
  drawn = () => Promise.resolve();
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${given.push(blob as Blob)}`);
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((address) => void taken.push(address));
  HTMLImageElement.prototype.decode = vi.fn(() => drawn());
});
afterEach(async () => {
  await shut();
  vi.restoreAllMocks();
});

async function preview(which: 'filled' | 'blank' = 'filled', scenario: Scenario = 'joined', language = 'fr'): Promise<FakeApi> {
  const api = await openRegister(scenario, language);
  await click('more');
  await click(`sheet-${which}`);
  await until(page, 'the page');
  return api;
}

describe('a sheet', () => {
  it('is seen in the place of the rows, and nothing is written', async () => {
    const api = await preview();
    expect(asked(api, 'previewSheet')).toEqual(['previewSheet session-2 false null']);
    expect(asked(api, 'exportSheet')).toEqual([]);
    expect(title()).toBe('Feuille remplie, version 1, page 1 sur 2');
    expect(document.querySelector('.top')!.classList.contains('whole')).toBe(true);
    expect(document.activeElement).toBe(find('sheet-back'));
    expect(page()!.getAttribute('src')).toBe('blob:1');
    expect(page()!.alt).toMatch(/^Feuille remplie, version 1, .+, page 1 sur 2$/);
    expect(given.map((blob) => blob.type)).toEqual(['image/svg+xml', 'image/svg+xml']);
  });

  it('to fill in is another one', async () => {
    const api = await preview('blank');
    expect(asked(api, 'previewSheet')).toEqual(['previewSheet session-2 true null']);
    expect(title()).toBe('Feuille vide, page 1 sur 2');
    expect(page()!.alt).toContain('Feuille vide, ');
    const [blank, filled] = await Promise.all([api.previewSheet('session-2', true, null), api.previewSheet('session-2', false, null)]);
    expect(blank).not.toEqual(filled);
    expect(await given[0]!.text()).toBe(blank[0]);
    await click('sheet-save');
    expect(asked(api, 'exportSheet')).toEqual(['exportSheet session-2 true null']);
  });

  it('is turned page by page, and not past its ends', async () => {
    await preview();
    const ends = () => ['sheet-before', 'sheet-next'].map((id) => find(id)!.getAttribute('aria-disabled'));
    expect(ends()).toEqual(['true', 'false']);
    await click('sheet-before');
    expect(title()).toContain('page 1 sur 2');
    find('sheet-next')!.focus();
    await click('sheet-next');
    expect(title()).toContain('page 2 sur 2');
    expect(page()!.getAttribute('src')).toBe('blob:2');
    expect(page()!.alt).toContain('page 2 sur 2');
    expect(ends()).toEqual(['false', 'true']);
    await click('sheet-next');
    expect(title()).toContain('page 2 sur 2');
    // The button that was pressed is still there, for the next page or the one before.
    expect(document.activeElement).toBe(find('sheet-next'));
  });

  it('of one page has none to turn', async () => {
    const api = await openRegister('joined');
    api.previewSheet = async () => ['<svg xmlns="http://www.w3.org/2000/svg"/>'];
    await click('more');
    await click('sheet-filled');
    await until(page, 'the page');
    expect(find('sheet-next')).toBeNull();
    expect(title()).toContain('page 1 sur 1');
  });

  it('is seen at its own size too', async () => {
    await preview();
    const frame = page()!.parentElement!;
    expect(frame.classList.contains('actual')).toBe(false);
    await click('sheet-actual');
    expect(find('sheet-actual')!.getAttribute('aria-pressed')).toBe('true');
    expect(frame.classList.contains('actual')).toBe(true);
    expect(frame.tabIndex).toBe(0);
  });

  it('is saved, and says where', async () => {
    const api = await preview();
    await click('sheet-save');
    await until(() => find('sheet-written'), 'where it is');
    expect(find('sheet-written')!.textContent).toContain('FEUILLE-session-2.pdf est dans');
    expect(find('sheet-preview')!.querySelector('.path')!.textContent).toBe('/home/lea/Documents');
    expect(asked(api, 'exportSheet')).toEqual(['exportSheet session-2 false null']);
  });

  it('is left for what opened it, and gives everything back', async () => {
    await preview('blank');
    expect(printing()).toBe(true);
    await press('Escape', 'Escape');
    expect(find('sheet-preview')).toBeNull();
    expect(document.activeElement).toBe(find('sheet-blank'));
    expect(taken).toEqual(['blob:1', 'blob:2']);
    expect(onPaper()).toEqual([]);
    expect(printing()).toBe(false);
    await click('sheet-filled');
    await until(page, 'the page');
    await click('sheet-back');
    expect(document.activeElement).toBe(find('sheet-filled'));
    // Further back, to the row; and from there what is first is first again.
    await press('Escape', 'Escape');
    expect(focused()).not.toBeNull();
    await click('more');
    expect(document.activeElement).toBe(find('pause-open'));
  });

  it('that is left while it is laid out is not shown any more', async () => {
    const api = await openRegister('joined');
    let lay: (pages: string[]) => void = () => undefined;
    api.previewSheet = () => new Promise((go) => (lay = go));
    await click('more');
    await click('sheet-filled');
    await settle(350);
    expect(find('reading')!.textContent).toBe('Lecture…');
    // Nothing to save or print yet.
    await click('sheet-save');
    await click('sheet-print');
    expect([...asked(api, 'exportSheet'), ...asked(api, 'printSheet')]).toEqual([]);
    await press('Escape', 'Escape');
    lay(['<svg/>']);
    await settle();
    expect(given).toEqual([]);
    expect(printing()).toBe(false);
  });

  it('of a closed register is seen too, and left for what opened it', async () => {
    const api = await openRegister('closed');
    await click('sheet-filled');
    await until(page, 'the page');
    expect(asked(api, 'previewSheet')).toHaveLength(1);
    await press('Escape');
    expect(find('sheet-preview')).toBeNull();
    expect(document.activeElement).toBe(find('sheet-filled'));
  });

  it('stays when the register is closed elsewhere, and is left for the rows', async () => {
    const api = await preview();
    api.sheetFromElsewhere({ state: 'closed', by: 'Claire Fabre', version: 2 });
    await settle();
    expect(title()).toContain('version 1');
    await press('Escape', 'Escape');
    expect(find('sheet-preview')).toBeNull();
    expect(find('closed')).not.toBeNull();
    expect(focused()).not.toBeNull();
  });
});

describe('printing', () => {
  it('waits for every page, and is asked once', async () => {
    let go: () => void = () => undefined;
    const wait = new Promise<void>((done) => (go = done));
    drawn = () => wait;
    const api = await preview();
    expect(onPaper().map((image) => image.getAttribute('src'))).toEqual(['blob:1', 'blob:2']);
    expect(onPaper()[0]!.closest('[data-print]')!.parentElement).toBe(document.body);
    expect(printing()).toBe(true);
    await click('sheet-print');
    await click('sheet-print');
    expect(asked(api, 'printSheet')).toEqual([]);
    expect(find('sheet-print')!.getAttribute('aria-disabled')).toBe('true');
    go();
    await until(() => asked(api, 'printSheet').length > 0, 'the printer');
    await settle();
    expect(asked(api, 'printSheet')).toEqual(['printSheet session-2 false null']);
    expect(HTMLImageElement.prototype.decode).toHaveBeenCalledTimes(2);
    // The system prints while the preview is still there.
    expect(onPaper().length).toBe(2);
    expect(find('sheet-print')!.getAttribute('aria-disabled')).toBe('false');
  });

  it('of what was left meanwhile is not asked', async () => {
    let go: () => void = () => undefined;
    const wait = new Promise<void>((done) => (go = done));
    drawn = () => wait;
    const api = await preview();
    await click('sheet-print');
    await press('Escape', 'Escape');
    go();
    await settle();
    expect(asked(api, 'printSheet')).toEqual([]);
  });

  it('that is refused says why, until it is asked again', async () => {
    const api = await preview();
    const told = () => find('sheet-preview')!.querySelector('.written')!.textContent!.trim();
    api.failing = true;
    await click('sheet-print');
    expect(told()).toContain('Le disque est plein');
    api.failing = false;
    await click('sheet-print');
    expect(told()).toBe('');
    drawn = () => Promise.reject(new Error('no such page'));
    await click('sheet-print');
    expect(told()).toContain('no such page');
    expect(asked(api, 'printSheet').length).toBe(2);
    api.failing = true;
    await click('sheet-save');
    expect(told()).toContain('Le disque est plein');
  });
});

it('that cannot be laid out says why, and is tried again', async () => {
  const api = await openRegister('joined');
  const real = api.previewSheet.bind(api);
  api.previewSheet = () => Promise.reject(new ProblemError({ code: 'store.io', args: {} }));
  await click('more');
  await click('sheet-filled');
  const alert = () => find('sheet-preview')!.querySelector('[role="alert"]');
  await until(alert, 'the refusal');
  expect(alert()!.textContent).not.toContain('store.io');
  expect(printing()).toBe(false);
  api.previewSheet = real;
  alert()!.querySelector('button')!.click();
  await until(page, 'the page');
  expect(alert()).toBeNull();
});

it.each(['fr', 'en'])('is accessible in %s: filled, at its own size, saved, to fill in', async (language) => {
  const violations = async () => {
    const found = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, 'target-size': { enabled: false }, region: { enabled: true } } });
    return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
  };
  await preview('filled', 'joined', language);
  expect(await violations()).toEqual([]);
  await click('sheet-actual');
  await click('sheet-save');
  expect(await violations()).toEqual([]);
  await press('Escape', 'Escape');
  await click('sheet-blank');
  await until(page, 'the page');
  expect(await violations()).toEqual([]);
});
