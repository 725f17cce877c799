// The catalogue's lists, and what a level takes in hours: as people type it, and drawn by module. Pure but for
// the messages.
import type { CatalogueLevel, CatalogueModule, CatalogueProgramme } from '../../api';
import { frenchText } from '../../parts/gaps';
import { duration, t } from '../../words/words.svelte';

/** DigComp by its numbers: its editions name them otherwise and number them alike. */
export const AREAS: readonly { area: string; competences: readonly string[] }[] = ([['1', 3], ['2', 6], ['3', 4], ['4', 4], ['5', 4]] as const).map(([area, count]) => ({
  area,
  competences: Array.from({ length: count }, (_, i) => `${area}.${i + 1}`),
}));
export const COMPETENCES: readonly string[] = AREAS.flatMap(({ competences }) => competences);
export const DISCIPLINES = ['digital', 'french', 'social_codes'] as const;
export const AUDIENCES = ['learners', 'helpers'] as const;
export const FORMS = ['course', 'workshop'] as const;

const MINUTES_MAX = 100_000;

export function competenceName(code: string): string {
  return t(`digcomp-${code.replace('.', '-')}`);
}

/** `2 h`, `1h30`, `1:30`, `2,5 h`, `90 min`, `90`: minutes. Null when it is none of them. */
export function readMinutes(typed: string): number | null {
  const text = typed.toLowerCase().replace(/[\s\u00A0\u202F]/g, '');
  const whole = /^(\d{1,4})(?:h|:)(\d{1,2})?(?:min|mn|m)?$/.exec(text);
  const tenths = /^(\d{1,4})[.,](\d)h$/.exec(text);
  const plain = /^(\d{1,6})(?:min|mn|m)?$/.exec(text);
  const rest = Number(whole?.[2] ?? 0);
  const minutes = whole ? Number(whole[1]) * 60 + rest : tenths ? Number(tenths[1]) * 60 + Number(tenths[2]) * 6 : plain ? Number(plain[1]) : null;
  return minutes === null || minutes > MINUTES_MAX || rest > 59 ? null : minutes;
}

export type Slice = { rank: number; title: string; minutes: number; discipline: string; /** Per cent of the whole. */ from: number; share: number };

/** Each module's share of the whole, in order; a module without hours takes none. */
export function slices(modules: Pick<CatalogueModule, 'title' | 'minutes' | 'discipline'>[]): Slice[] {
  const total = modules.reduce((sum, one) => sum + one.minutes, 0);
  let before = 0;
  return modules.map(({ title, minutes, discipline }, i) => {
    const share = total === 0 ? 0 : (minutes / total) * 100;
    const slice = { rank: i + 1, title, minutes, discipline, from: before, share };
    before += share;
    return slice;
  });
}

/** `20 h, 10 séances de 2 h`; the length of one is told when it comes out even. */
export function hoursText(minutes: number, sessions: number): string {
  const each = sessions > 0 ? minutes / sessions : 0;
  const even = sessions > 1 && each > 0 && Number.isInteger(each);
  return even ? t('level-hours-each', { total: duration(minutes), count: sessions, each: duration(each) }) : t('level-hours', { total: duration(minutes), count: sessions });
}

/** What is asked of somebody before they enter; nothing when nothing is. */
export function entryText(level: CatalogueLevel, programmes: CatalogueProgramme[]): string {
  const before = programmes.flatMap((row) => row.levels).find((one) => one.id === level.previous_level);
  const asked = [
    before ? t('level-entry-after', { code: before.code }) : null,
    level.entry_french && level.entry_french !== 'none' ? t('level-entry-french', { french: frenchText(level.entry_french) }) : null,
  ];
  return asked.filter((one) => one !== null).join(', ');
}

/** The level's place in its programme, and the programme. */
export function levelIn(programmes: CatalogueProgramme[], id: string | null): { programme: CatalogueProgramme; level: CatalogueLevel } | null {
  for (const programme of programmes) {
    const level = programme.levels.find((one) => one.id === id);
    if (level) return { programme, level };
  }
  return null;
}
