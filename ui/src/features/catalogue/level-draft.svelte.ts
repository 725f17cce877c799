// A level that is being changed: its fields, its modules in their order, what cannot be kept yet and whether
// anything differs. It asks nothing and writes nothing.
import type { CatalogueLevel, CatalogueModule, LevelInput } from '../../api';
import { duration } from '../../words/words.svelte';
import { COMPETENCES, readMinutes } from './catalogue';

/** A module in the form: how long it takes is what was typed. */
export type ModuleDraft = Omit<CatalogueModule, 'minutes'> & { key: string; time: string };

const SESSIONS_MAX = 1000;

export class LevelDraft {
  title = $state('');
  code = $state('');
  sessions = $state(1);
  objectives = $state('');
  entryFrench = $state('');
  previous = $state('');
  audience = $state('learners');
  form = $state('course');
  archived = $state(false);
  modules = $state<ModuleDraft[]>([]);
  private readonly id: string | null;
  private readonly before: string;
  private made = 0;

  constructor(level: CatalogueLevel | null, private readonly programme: string) {
    this.id = level?.id ?? null;
    if (level) {
      [this.title, this.code, this.sessions, this.objectives] = [level.title, level.code, level.sessions, level.objectives];
      [this.entryFrench, this.previous] = [level.entry_french ?? '', level.previous_level ?? ''];
      [this.audience, this.form, this.archived] = [level.audience, level.form, level.is_archived];
      this.modules = level.modules.map(({ minutes, ...one }) => ({ ...one, competences: [...one.competences], key: one.id ?? this.fresh(), time: duration(minutes) }));
    }
    this.before = JSON.stringify(this.input());
  }

  readonly parts = $derived(this.modules.map((one) => ({ title: one.title, minutes: readMinutes(one.time) ?? 0, discipline: one.discipline })));
  readonly minutes = $derived(this.parts.reduce((sum, one) => sum + one.minutes, 0));

  /** What cannot be kept as it is: a field's name, or a module's place and field. */
  readonly wrong = $derived.by((): { field: string; at?: number } | null => {
    if (this.title.trim() === '') return { field: 'title' };
    if (this.code.trim() === '') return { field: 'code' };
    if (!Number.isInteger(this.sessions) || this.sessions < 1 || this.sessions > SESSIONS_MAX) return { field: 'sessions' };
    const untitled = this.modules.findIndex((one) => one.title.trim() === '');
    if (untitled >= 0) return { field: 'module', at: untitled };
    const timeless = this.modules.findIndex((one) => readMinutes(one.time) === null);
    return timeless >= 0 ? { field: 'time', at: timeless } : null;
  });

  get changed(): boolean {
    return JSON.stringify(this.input()) !== this.before;
  }

  input(): LevelInput {
    return {
      id: this.id,
      programme: this.programme,
      code: this.code.trim(),
      title: this.title.trim(),
      sessions: this.sessions,
      objectives: this.objectives.trim(),
      entry_french: this.entryFrench || null,
      previous_level: this.previous || null,
      audience: this.audience,
      form: this.form,
      is_archived: this.archived,
      modules: this.modules.map(({ id, title, time, objectives, competences, discipline }) => ({
        id,
        title: title.trim(),
        minutes: readMinutes(time) ?? 0,
        objectives: objectives.trim(),
        // In the order of their numbers, however they were chosen.
        competences: COMPETENCES.filter((code) => competences.includes(code)),
        discipline,
      })),
    };
  }

  /** The key of the module that was made. */
  add(): string {
    const key = this.fresh();
    this.modules.push({ key, id: null, title: '', time: duration(120), objectives: '', competences: [], discipline: 'digital' });
    return key;
  }
  remove(key: string): void {
    this.modules = this.modules.filter((one) => one.key !== key);
  }
  /** To this place, or as near as there is one; whether it went anywhere. */
  move(key: string, to: number): boolean {
    const from = this.placeOf(key);
    const there = Math.max(0, Math.min(this.modules.length - 1, to));
    if (from < 0 || there === from) return false;
    const next = [...this.modules];
    next.splice(there, 0, ...next.splice(from, 1));
    this.modules = next;
    return true;
  }
  placeOf(key: string): number {
    return this.modules.findIndex((one) => one.key === key);
  }
  private fresh(): string {
    return `new-${(this.made += 1)}`;
  }
}

let kept: { draft: LevelDraft; whose: unknown; of: string } | null = null;

/** The one that the same person began on that level and neither kept nor gave up: going to look at something
 *  else does not lose it. */
export function draftOf(whose: unknown, level: CatalogueLevel | null, programme: string): LevelDraft {
  const of = `${level?.id ?? 'new'} ${level?.version ?? 0} ${programme}`;
  if (!kept || kept.whose !== whose || kept.of !== of || !kept.draft.changed) kept = { draft: new LevelDraft(level, programme), whose, of };
  return kept.draft;
}
export function forgetDraft(): void {
  kept = null;
}
