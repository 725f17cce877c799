// An interruption and a paper sheet: hours as people write them, everybody's minutes before anything is
// kept, and the line that a session of an earlier day offers by itself.
import { afterEach, describe, expect, it } from 'vitest';
import type { FakeApi } from '../../api/fake';
import { click, find, focused, openRegister, press, settle, shut, type, until } from '../../test-window';
import { readHour } from '../../parts/hours';
import { proposed, together } from './pause';

afterEach(shut);
const kept = (api: FakeApi) => api.calls.filter((call) => call.startsWith('pause {') || call === 'pause null');
const effect = () => find('pause-effect')!.textContent!.replace(/\s+/g, ' ').trim();
const value = (id: string) => (find(id) as HTMLInputElement).value;

describe('hours', () => {
  it('are read as people write them', () => {
    expect(['15:05', '15h05', '1505', '15', '9:30', ' 15 h ', '0:00'].map(readHour)).toEqual([905, 905, 905, 900, 570, 900, 0]);
    expect(['', '24:00', '15:60', 'midi', '15:5', '-1'].map(readHour)).toEqual([null, null, null, null, null, null]);
  });
  it('are proposed from now to the end, while the session is on', () => {
    const session = { date: '2027-04-20', start: 840, end: 960 };
    expect(proposed(session, '2027-04-20', 882)).toEqual([882, 960]);
    expect(proposed(session, '2027-04-20', 800)).toBeNull();
    expect(proposed(session, '2027-04-21', 882)).toBeNull();
  });
  it('tell people together whose minutes are the same', () => {
    const rows = [['A', 120, 90], ['B', 110, 80], ['C', 120, 90]].map(([name, before, after]) => ({ id: `${name}`, name: `${name}`, before: Number(before), after: Number(after) }));
    expect(together(rows)).toEqual([{ names: ['A', 'C'], before: 120, after: 90 }, { names: ['B'], before: 110, after: 80 }]);
  });
});

describe('an interruption', () => {
  it('shows what it makes of everybody before it is kept, then is a chip', async () => {
    const api = await openRegister('joined');
    await press('i');
    expect(document.activeElement).toBe(find('pause-start'));
    expect([value('pause-start'), value('pause-end')]).toEqual(['14:12', '16:00']);
    await type('pause-start', '15h00');
    await type('pause-end', '15:30');
    await until(() => effect().startsWith('90 min'));
    expect(effect()).toContain('90 min comptent, au lieu de 120.');
    expect(effect()).toContain('110 → 80 min Giorgi Beridze');
    expect(effect()).toContain('Claire Fabre');
    expect(effect()).not.toContain('Reza');
    expect(kept(api)).toEqual([]);
    await type('pause-reason', 'Alerte incendie');
    await click('pause-keep');
    await until(() => find('pause-chip'));
    expect(kept(api)).toEqual(['pause {"start":900,"end":930,"reason":"Alerte incendie"}']);
    expect(find('pause-chip')!.textContent).toContain('15:00 – 15:30');
    expect(find('pause-chip')!.getAttribute('aria-label')).toContain('90 min comptent');
    expect(find('toast')!.textContent).toContain('interruption de 30 minutes');
    expect(focused()).toBe('learner-9');
  });

  it('says what is wrong with it, and keeps nothing then', async () => {
    const api = await openRegister('joined');
    await click('more');
    await click('pause-open');
    await type('pause-start', 'midi');
    expect(effect()).toBe('Une heure s’écrit comme 15:00.');
    expect(find('pause-start')!.getAttribute('aria-invalid')).toBe('true');
    await type('pause-start', '13:00');
    expect(effect()).toContain('déborde de la séance');
    await type('pause-start', '15:50');
    await type('pause-end', '15:30');
    expect(effect()).toContain('finit avant de commencer');
    expect((find('pause-keep') as HTMLButtonElement).disabled).toBe(true);
    (find('pause-bar') as HTMLFormElement).requestSubmit();
    await settle();
    expect(kept(api)).toEqual([]);
    await press('Escape', 'Escape');
    expect(find('counts')).not.toBeNull();
  });

  it('can be changed and taken away', async () => {
    const api = await openRegister('joined');
    await press('i');
    await until(() => !(find('pause-keep') as HTMLButtonElement).disabled);
    await click('pause-keep');
    await until(() => find('pause-chip'));
    await click('pause-chip');
    expect(value('pause-start')).toBe('14:12');
    await click('pause-clear');
    await until(() => find('counts') && !find('pause-chip'));
    expect(kept(api).at(-1)).toBe('pause null');
  });
});

describe('a paper sheet', () => {
  it('is said from the same place, and taken back', async () => {
    const api = await openRegister('joined');
    await click('more');
    await click('paper');
    await until(() => find('paper-chip'));
    await click('more');
    expect(find('paper')!.getAttribute('aria-pressed')).toBe('true');
    await click('paper');
    await until(() => find('counts') && !find('paper-chip'));
    expect(api.calls.filter((call) => call.startsWith('paper'))).toEqual(['paper true', 'paper false']);
  });
  it('is offered in one line by a session of an earlier day, below the rows', async () => {
    const api = await openRegister('earlier');
    expect(find('register-grid')!.nextElementSibling).toBe(find('paper-offer'));
    await click('paper-yes');
    await until(() => find('paper-chip'));
    expect(find('paper-offer')).toBeNull();
    expect(api.calls).toContain('paper true');
  });
  it('is not offered again once it was declined, nor on the day itself', async () => {
    await openRegister('earlier');
    await click('paper-no');
    expect(find('paper-offer')).toBeNull();
    expect(focused()).not.toBeNull();
    await shut();
    await openRegister('joined');
    expect(find('paper-offer')).toBeNull();
  });
});
