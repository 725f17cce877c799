// Lines of history in words: marks, notes, choices, what says nothing to a person, and the days.
import { describe, expect, it } from 'vitest';
import type { HistoryLine } from '../api';
import { day, has, hour, languageName, showLanguage, t } from '../words/words.svelte';
import { byDay, readMark, valueOf, whatOf } from './history';

const words = { say: t, has, day, tongue: languageName, hour };
const line = (what: string, value: string, more: Partial<HistoryLine> = {}): HistoryLine => {
  const [kind = '', register = ''] = what.split('.');
  return { at: 0, by: 'Claire F.', device: 'PC-1', kind, about: 'Nour Al-Hassan', register, value, stands: true, ...more };
};
const value = (what: string, written: string) => valueOf(line(what, written), words).text;

describe('a value in words', () => {
  it('is a mark as people say it', () => {
    showLanguage('fr');
    expect(value('attendance.mark', 'absent')).toBe('absent');
    expect(value('attendance.mark', 'late:15')).toBe('en retard 15 minutes');
    expect(value('attendance.mark', 'present late:15 left:30')).toBe('en retard 15 minutes, parti 30 minutes avant la fin');
    expect(value('presence.mark', 'remote')).toBe('à distance');
    expect(value('attendance.mark', '')).toBe('effacé');
    expect(readMark('dropped by')).toBeNull();
  });
  it('is what somebody typed, set apart, even when it looks like a mark', () => {
    expect(valueOf(line('attendance.note', 'absent'), words)).toEqual({ text: 'absent', given: true });
    expect(valueOf(line('contact.phones', '0612'), words)).toEqual({ text: '0612', given: true });
  });
  it('is a choice, a language, a day by its name', () => {
    showLanguage('fr');
    expect(value('enrolment.state', '1')).toBe('suit le groupe');
    expect(value('presence.part', 'assistant')).toBe('assiste');
    expect(value('learner.language', 'ti')).toBe('tigrigna');
    expect(value('session.slot', '2027-04-20 840 960')).toContain('14:00 – 16:00');
  });
  it('is a signature by its half and its way, never the hand', () => {
    showLanguage('fr');
    expect(value('signature.signed', 'afternoon drawn')).toBe('après-midi, dessin');
    expect(value('signature.signed', 'someday somehow')).toBe('changé');
    expect(value('signature.void', 'true')).toBe('annulée');
    expect(value('learner.sign_code', '')).toBe('changé');
    expect(value('learner.provisional', '')).toBe('fiche complète');
    expect(byDay([line('signature.ink', '')])).toEqual([]);
  });
  it('is a photograph added, or why one was taken away, never what opens it', () => {
    showLanguage('fr');
    expect(value('photo.photo', '4f1d9a0c')).toBe('ajoutée');
    expect(valueOf(line('photo.removed', 'Photo floue'), words)).toEqual({ text: 'Photo floue', given: true });
    expect(byDay([line('photo.content_key', '9a0c')])).toEqual([]);
    const { key, args } = whatOf(line('photo.removed', '', { about: '' }), words);
    expect(t(key, args)).toBe('La séance, photo de la feuille retirée parce que');
  });
  it('is only said to have changed when it says nothing to a person', () => {
    showLanguage('en');
    expect(value('cohort.level', '0192f0c1-7a3e-7b1c-9d2e-0123456789ab')).toBe('changed');
    expect(value('session.slot', '20563 840 960')).toBe('changed');
    expect(value('civil.birth', '9000')).toBe('changed');
  });
});

describe('about whom and what', () => {
  it('uses the words of the questions, the field, or the record', () => {
    showLanguage('fr');
    const said = (what: string) => {
      const { key, args } = whatOf(line(what, ''), words);
      return t(key, args);
    };
    expect(said('attendance.mark')).toBe('Nour Al-Hassan, présence');
    expect(said('contact.email')).toBe('Nour Al-Hassan, courriel');
    expect(said('signature.void_reason')).toBe('Nour Al-Hassan, signature annulée parce que');
    expect(said('rights.rsa')).toBe('Nour Al-Hassan, RSA');
    expect(said('thing.unheard_of')).toBe('Nour Al-Hassan, fiche');
  });
});

describe('days', () => {
  it('come newest first, the unknown last, and keep the order of one moment', () => {
    const at = new Date(2027, 3, 20, 14).getTime();
    const days = byDay([
      line('a.b', 'old', { at: at - 86_400_000 }),
      line('a.b', 'lost', { at: null }),
      line('a.b', 'first', { at }),
      line('a.b', 'second', { at }),
    ]);
    expect(days.map((d) => d.day)).toEqual(['2027-04-20', '2027-04-19', null]);
    expect(days[0]!.lines.map((l) => l.value)).toEqual(['second', 'first']);
  });
});
