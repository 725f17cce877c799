// The papers of a group: what is asked of the core, from the sessions to the pages and back by keys alone; and
// calendars in a file.
import { afterEach, describe, expect, it } from 'vitest';
import { cohorts } from '../../api/fake-centre';
import { app } from '../../state.svelte';
import { click, find, openRegister, press, shut, until } from '../../test-window';
import { firstFields, packAsk } from './pack';

afterEach(shut);

const DIG = { ...cohorts('2027-04-20', false)[0]!, first: '2027-03-30', last: '2027-04-29' };

async function openSessions() {
  const api = await openRegister('planning');
  app.wants = { group: 'cohort-1' };
  app.go({ name: 'cohorts' });
  await until(() => find('open-pack'), 'the sessions');
  return api;
}

describe('what is asked', () => {
  it('is the list, the sheets of a week and convocations in both languages at first', () => {
    expect(packAsk(DIG, firstFields(' 05 56 '))).toEqual({ cohort: DIG.id, roster: true, sheets: true, first: null, last: null, convocations: ['fr', 'en'], contact: '05 56' });
  });
  it('is every session from the first to the last, and nobody to call without convocations', () => {
    expect(packAsk(DIG, { roster: false, sheets: 'all', tongues: 'none', contact: 'x' })).toEqual({ cohort: DIG.id, roster: false, sheets: true, first: '2027-03-30', last: '2027-04-29', convocations: [], contact: null });
  });
  it('is nothing when nothing is chosen', () => {
    expect(packAsk(DIG, { roster: false, sheets: 'none', tongues: 'none', contact: '' })).toBeNull();
  });
});

describe('the papers of a group', () => {
  it('are looked at, saved and printed, and Escape goes back step by step', async () => {
    const api = await openSessions();
    await click('open-pack');
    expect(document.activeElement).toBe(find('pack-roster'));
    await click('pack-look');
    await until(() => find('sheet-page'), 'the pages');
    await click('sheet-save');
    await until(() => find('sheet-written'), 'where it is');
    expect(api.calls.some((call) => call.startsWith('exportPack {"cohort":"cohort-1"'))).toBe(true);
    await press('Escape', 'Escape');
    await until(() => find('pack'), 'the choice');
    await press('Escape', 'Escape');
    await until(() => find('open-pack'), 'the sessions');
    expect(document.activeElement).toBe(find('open-pack'));
  });
  it('say why their pages cannot be made', async () => {
    const api = await openSessions();
    await click('open-pack');
    api.failing = true;
    await click('pack-look');
    await until(() => document.querySelector('[data-testid="sheet-preview"] .said'), 'why');
  });
});

describe('a calendar in a file', () => {
  it('is written for a group and for a place, and it is said where', async () => {
    const api = await openSessions();
    await click('save-calendar');
    await until(() => find('sheet-written'), 'where it is');
    app.wants = 'places';
    await until(() => find('add-venue'), 'the places');
    document.querySelector<HTMLElement>('[data-venue="venue-b"] button')!.click();
    await until(() => find('save-calendar'), 'the place');
    await click('save-calendar');
    await until(() => find('sheet-written'), 'where it is');
    expect(api.calls.filter((call) => call.startsWith('saveCalendar'))).toEqual(['saveCalendar cohort cohort-1', 'saveCalendar venue venue-b']);
  });
});
