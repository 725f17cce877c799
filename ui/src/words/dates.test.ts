// Days, moments and hours in both languages: weekday always, month in letters, 24 hours.
import { describe, expect, it } from 'vitest';
import { clock, day, dayShort, dayTitle, duration, hour, moment, momentLong, sizeParts, weekdayName } from './dates';

const now = new Date(2027, 3, 20, 14, 12).getTime();
const then = new Date(2027, 3, 14, 14, 10).getTime();

describe('dates', () => {
  it('name the weekday and the month', () => {
    expect(day('2027-04-20', 'fr', now)).toBe('mardi 20 avril');
    expect(day('2027-04-20', 'en', now)).toBe('Tuesday 20 April');
    expect(dayTitle('2027-04-20', 'fr', now)).toBe('Mardi 20 avril');
    expect(dayShort('2027-04-20', 'fr')).toBe('mar. 20');
    expect(weekdayName(1, 'long', 'en')).toBe('Monday');
  });
  it('add the year only when it is another one', () => {
    expect(day('2026-12-18', 'fr', now)).toBe('vendredi 18 décembre 2026');
  });
  it('tell moments', () => {
    expect(moment(then, 'fr', now)).toBe('mer. 14 avr. 14:10');
    expect(moment(then, 'en', now)).toBe('Wed 14 Apr 14:10');
    expect(moment(now, 'fr', now)).toBe('aujourd’hui 14:12');
    expect(momentLong(then, 'fr', now)).toBe('mercredi 14 avril, 14:10');
    expect(clock(now)).toBe('14:12');
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
