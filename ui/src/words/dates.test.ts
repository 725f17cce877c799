// Days, moments and hours in both languages: weekday always, month in letters, 24 hours.
import { describe, expect, it } from 'vitest';
import { ago, clock, day, dayLine, dayNear, dayShort, dayTitle, duration, hour, moment, momentLong, momentNear, sizeParts, span, weekdayName } from './dates';

const now = new Date(2027, 3, 20, 14, 12).getTime();
const then = new Date(2027, 3, 14, 14, 10).getTime();

describe('dates', () => {
  it('name the weekday and the month', () => {
    expect(day('2027-04-20', 'fr', now)).toBe('mardi 20 avril');
    expect(day('2027-04-20', 'en', now)).toBe('Tuesday 20 April');
    expect(dayTitle('2027-04-20', 'fr', now)).toBe('Mardi 20 avril');
    expect(dayShort('2027-04-20', 'fr')).toBe('mar. 20');
    expect([dayLine('2027-04-22', 'fr'), dayLine('2027-04-22', 'en')]).toEqual(['jeu. 22 avril', 'Thu 22 April']);
    expect([dayNear('2027-05-27', 'fr'), dayNear('2027-05-27', 'en')]).toEqual(['jeudi 27', 'Thursday 27']);
    expect(weekdayName(1, 'long', 'en')).toBe('Monday');
  });
  it('add the year only when it is another one', () => {
    expect(day('2026-12-18', 'fr', now)).toBe('vendredi 18 décembre 2026');
  });
  it('tell a period by its ends, with the years that it takes', () => {
    expect(span('2027-01-01', '2027-12-31', 'fr')).toEqual({ first: '1er janvier', last: '31 décembre 2027' });
    expect(span('2026-09-11', '2027-06-01', 'fr')).toEqual({ first: '11 septembre 2026', last: '1er juin 2027' });
    expect(span('2026-09-01', '2027-06-30', 'en')).toEqual({ first: '1 September 2026', last: '30 June 2027' });
  });
  it('tell moments', () => {
    expect(moment(then, 'fr', now)).toBe('mer. 14 avr. 14:10');
    expect(moment(then, 'en', now)).toBe('Wed 14 Apr 14:10');
    expect(moment(now, 'fr', now)).toBe('aujourd’hui 14:12');
    expect(momentLong(then, 'fr', now)).toBe('mercredi 14 avril, 14:10');
    expect(clock(now)).toBe('14:12');
  });
  it('tell moments just past by their weekday, others with their date', () => {
    expect(momentNear(now - 86_400_000, 'fr', now)).toBe('lundi 14:12');
    expect(momentNear(now, 'en', now)).toBe('Tuesday 14:12');
    expect(momentNear(now - 8 * 86_400_000, 'fr', now)).toBe('lundi 12 avril, 14:12');
    // A clock that was ahead: the weekday alone would be taken for one that is past.
    expect(momentNear(now + 86_400_000, 'fr', now)).toBe('mercredi 21 avril, 14:12');
  });
  it('tell how long ago, by days of the calendar', () => {
    const plain = (ms: number, language: string) => ago(ms, language, now).replace(/\s/g, ' ');
    expect(plain(now - 43 * 60_000, 'fr')).toBe('il y a 43 minutes');
    expect(plain(now - 3 * 3_600_000, 'en')).toBe('3 hours ago');
    expect(plain(now - 20 * 3_600_000, 'fr')).toBe('hier');
    expect(plain(now - 6 * 86_400_000, 'en')).toBe('6 days ago');
    expect(plain(now + 60_000, 'fr')).toBe('maintenant');
  });
  it('tell hours and lengths', () => {
    expect(hour(570)).toBe('9:30');
    expect(hour(840)).toBe('14:00');
    expect(duration(150)).toBe('2\u00A0h\u00A030');
    expect(duration(120)).toBe('2\u00A0h');
    expect(duration(45)).toBe('45\u00A0min');
  });
  it('never round something down to nothing', () => {
    expect(sizeParts(12)).toEqual({ value: 0.1, unit: 'kb' });
    expect(sizeParts(0)).toEqual({ value: 0, unit: 'kb' });
    expect(sizeParts(2_500_000)).toEqual({ value: 2.5, unit: 'mb' });
  });
});
