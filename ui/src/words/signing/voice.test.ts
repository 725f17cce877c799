// The sentences of sign mode: every language has every one, none is empty or left in another script, and
// nobody is spoken to in a language that the centre did not turn on.
import { beforeEach, describe, expect, it } from 'vitest';
import { showLanguage } from '../words.svelte';
import { SENTENCES } from './sentences';
import { ownVoice, SPOKEN, voiceOf } from './voice';

const SCRIPT: Record<string, RegExp> = {
  ar: /\p{Script=Arabic}/u,
  prs: /\p{Script=Arabic}/u,
  ps: /\p{Script=Arabic}/u,
  uk: /\p{Script=Cyrillic}/u,
  ti: /\p{Script=Ethiopic}/u,
  so: /\p{Script=Latin}/u,
};
const PICTURES = SENTENCES.filter((key) => key.startsWith('picture-'));

describe.each(SPOKEN.map((spoken) => [spoken.tag, spoken] as const))('sign mode in %s', (tag, { sentences, rtl, reviewed }) => {
  it('has every sentence, none empty, each in its script', () => {
    expect(Object.keys(sentences).sort()).toEqual([...SENTENCES].sort());
    expect(Object.entries(sentences).filter(([, text]) => text.trim() !== text || !SCRIPT[tag]!.test(text))).toEqual([]);
    expect(Object.values(sentences).filter((text) => /[.:!?]$/.test(text) && !text.endsWith('{left}'))).toEqual([]);
  });
  it('tells pictures and ways apart', () => {
    const words = (keys: readonly (typeof SENTENCES)[number][]) => new Set(keys.map((key) => sentences[key]));
    expect(words(PICTURES).size).toBe(12);
    expect(words(['drawing', 'pictures', 'code']).size).toBe(3);
    expect(words(['morning', 'afternoon', 'evening']).size).toBe(3);
  });
  it('says how many tries are left, and nothing else in braces', () => {
    expect(Object.entries(sentences).flatMap(([key, text]) => (text.match(/\{\w+\}/g) ?? []).map((hole) => [key, hole]))).toEqual([['wrong', '{left}']]);
    expect(voiceOf(tag, [tag]).says('wrong', { left: '2' })).toContain('2');
  });
  it('goes its own direction, and does not pretend to have been read', () => {
    expect(rtl).toBe(['ar', 'prs', 'ps'].includes(tag));
    expect(reviewed).toBe(false);
  });
});

describe('a person', () => {
  beforeEach(() => showLanguage('fr'));

  it('is spoken to in their language when the centre turned it on', () => {
    const voice = voiceOf('ar-SY', ['ar']);
    expect([voice.tag, voice.dir, voice.says('thanks')]).toEqual(['ar', 'rtl', 'شكرًا']);
    expect(voiceOf('fa-AF', ['prs']).tag).toBe('prs');
  });
  it('is spoken to in the interface’s otherwise', () => {
    for (const tag of ['ar', 'ka', 'fa', null]) expect(voiceOf(tag, ['uk']).says('thanks')).toBe('Merci');
    showLanguage('en');
    expect(voiceOf('ar', []).says('thanks')).toBe('Thank you');
    expect(ownVoice().tag).toBe('en');
  });
  it('has French and English always', () => {
    expect(voiceOf('en', []).says('sign')).toBe('I sign');
    expect(voiceOf('fr-FR', []).says('wrong', { left: '2' })).toBe('Ce n’est pas cela. Essais restants\u202F: 2');
  });
  it('is told every sentence in French and in English', () => {
    for (const tag of ['fr', 'en']) expect(SENTENCES.filter((key) => voiceOf(tag, []).says(key) === `sign-${key}`)).toEqual([]);
  });
});
