// The message files against the code: every key used exists in both languages, every key that exists
// is used, both say the same arguments, French is set as French is, and no word of the trade is shown.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { beforeEach, describe, expect, it } from 'vitest';
import { has, pieces, problemText, readable, showLanguage, size, t } from './words.svelte';

const SRC = join(process.cwd(), 'src');
const LOCALES = join(process.cwd(), '..', 'locales');

function sources(dir: string): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) return sources(path);
    return /\.(svelte|ts)$/.test(name) && !/\.test\.ts$/.test(name) ? [path] : [];
  });
}
const read = (language: string) => readFileSync(join(LOCALES, language, 'window.ftl'), 'utf8');
const keysOf = (ftl: string) => [...ftl.matchAll(/^([a-z][\w-]*) =/gm)].map((m) => m[1]!);

const code = sources(SRC)
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const quoted = new Set([...code.matchAll(/['"]([a-z][\w-]*)['"]/g)].map((m) => m[1]!));
const prefixes = [...code.matchAll(/`([a-z][a-z-]*-)\$\{/g)].map((m) => m[1]!);
const asked = new Set([
  ...[...code.matchAll(/\b(?<![\w.])(?:t|say|has|pieces)\(\s*['"]([^'"]+)['"]/g)].map((m) => m[1]!),
  ...[...code.matchAll(/\b(?:t|say)\([^()]*\? ['"]([a-z][\w-]*)['"] : ['"]([a-z][\w-]*)['"]/g)].flatMap((m) => [m[1]!, m[2]!]),
]);

describe('message files', () => {
  const fr = keysOf(read('fr'));
  const en = keysOf(read('en'));

  it('are the same keys in both languages, each once', () => {
    expect([...en].sort()).toEqual([...fr].sort());
    expect(new Set(fr).size).toBe(fr.length);
  });

  it('have every key the code asks for', () => {
    expect([...asked].filter((key) => !fr.includes(key))).toEqual([]);
  });

  it('have no key the code never asks for', () => {
    const used = (key: string) =>
      quoted.has(key) ||
      prefixes.some((p) => key.startsWith(p)) ||
      // The sentence of a refusal is found from its code.
      (key.startsWith('error-window-') && code.includes(`window.${key.slice('error-window-'.length)}`)) ||
      // A need's sentence and its action hang on the need's own key.
      key.startsWith('need-');
    expect(fr.filter((key) => !used(key))).toEqual([]);
  });

  it('name the same arguments in both languages', () => {
    const args = (language: string) =>
      Object.fromEntries(
        read(language)
          .split(/\n(?=[a-z])/)
          .map((m) => [m.match(/^[a-z][\w-]*/)?.[0], [...new Set(m.match(/\$\w+/g) ?? [])].sort()]),
      );
    expect(args('en')).toEqual(args('fr'));
  });

  it.each(['fr', 'en'])('are read whole by Fluent in %s', (language) => {
    expect(new FluentResource(read(language)).body.map((m) => m.id).sort()).toEqual([...fr].sort());
  });

  it('set French as French is set', () => {
    const lines = read('fr').split('\n').filter((l) => !l.startsWith('#'));
    expect(lines.filter((l) => l.includes("'"))).toEqual([]);
    expect(lines.filter((l) => /\S[ \u00A0][:;!?»]/.test(l) || /«[ \u00A0]/.test(l))).toEqual([]);
  });

  it('say no word of the trade in any file that reaches the screen', () => {
    const banned = /\b(?:conflict|conflit|merg(?:e|ing)|fusion|sync|synchron|local\b|locale?s?\b|locaux|remote|distante?s?\b)/i;
    // A person who follows a session from elsewhere is "remote" in English: a mark, not a computer.
    const mark = /^(?:mark-remote|remote-\w[\w-]*|keys-remote|gesture-mark-remote|error-mark-unreadable) =/;
    // What a public service is called is its name.
    const named = /^partner-kind-mission_locale =/;
    for (const language of ['fr', 'en']) {
      for (const file of ['window', 'gestures', 'errors']) {
        const lines = readFileSync(join(LOCALES, language, `${file}.ftl`), 'utf8').split('\n');
        const shown = lines.filter((l) => !l.startsWith('#') && !mark.test(l) && !named.test(l)).map((l) => l.replace(/^[\w-]+ =/, ''));
        expect(shown.filter((l) => banned.test(l))).toEqual([]);
      }
    }
  });

  it('say no word of the trade, and never "up to date"', () => {
    const banned = /synchron|\bsync\b|conflit|conflict|\bmerge|fusionn|\bpush\b|\bpull\b|\blocal(?!is)|distant\b|\bupload|téléverser|à jour\b|up to date/i;
    for (const language of ['fr', 'en']) {
      const lines = read(language).split('\n').filter((l) => !l.startsWith('#') && !l.startsWith('partner-kind-mission_locale ='));
      expect(lines.filter((l) => banned.test(l.replace(/^[\w-]+ =/, '')))).toEqual([]);
    }
  });
});

describe('sentences', () => {
  beforeEach(() => showLanguage('fr'));

  it('agree with their number', () => {
    expect(t('rest-here', { count: 1 })).toBe('La dernière personne est là');
    expect(t('rest-here', { count: 2 })).toBe('Les 2 autres sont là');
    expect(t('grid-label', { learners: 10, volunteers: 4 })).toBe('Présence, 10 apprenants et 4 bénévoles');
  });

  it('keep a right-to-left name in its own direction, and leave others bare', () => {
    expect(t('mark-of', { name: 'Reza', mark: 'absent' })).toBe('Reza\u202F: absent');
    expect(t('mark-of', { name: 'رضا', mark: 'absent' })).toContain('\u2068رضا\u2069');
    expect(pieces('mark-of', { name: 'رضا', mark: 'absent' })[0]).toEqual({ text: 'رضا', given: true });
  });

  it('make numbers and days of arguments that arrive as text', () => {
    const args = readable({ count: '2', date: '2027-04-15', name: 'Reza' });
    expect(args['count']).toBe(2);
    expect(args['date']).toMatch(/^jeudi 15 avril/);
    expect(args['name']).toBe('Reza');
    expect(readable({ value: '0612' })['value']).toBe('0612');
  });

  it('put any refusal in words', () => {
    expect(problemText({ code: 'window.code_short', args: { count: '1' } })).toBe('Il manque 1 caractère au code.');
    expect(problemText({ code: 'nobody.knows', args: {} })).toContain('nobody.knows');
  });

  it('write sizes as the language does', () => {
    expect(size(400)).toBe('0,4\u00A0Ko');
    expect(size(6000)).toBe('6\u00A0Ko');
    showLanguage('en');
    expect(size(1_800_000)).toBe('1.8\u00A0MB');
    expect(has('app-name')).toBe(true);
  });
});
