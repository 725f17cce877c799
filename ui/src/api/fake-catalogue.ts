// The catalogue in the in-memory centre: two programmes of courses, one for helpers and one of workshops,
// each level with its modules. A change of a level makes its next edition. It is not a model of the rules.
import { isoDay, now } from '../words/clock';
import type { CatalogueLevel, CatalogueModule, CatalogueProgramme, CatalogueView, CohortRow, LevelInput, LevelRow, ProgrammeInput } from './bindings';
import { LEVELS } from './fake-centre';
import type { Host } from './fake-partners';
import { refuse } from './fake-refuse';

type Part = [title: string, minutes: number, competences: string[], discipline?: string];

const PARTS: Record<string, Part[]> = {
  'DIG-1': [['Accueil, positionnement, règlement', 120, []], ['Ordinateur, souris, clavier', 240, ['5.1']], ['Fichiers et dossiers', 120, ['1.3']], ['Navigateur et recherche', 240, ['1.1']], ['Messagerie', 240, ['2.1', '2.2']], ['Démarches en ligne et comptes', 120, ['2.3', '4.2']], ['Sécurité de base, mots de passe', 60, ['4.1', '4.2']], ['Bilan, remise d’attestation', 60, []]],
  'DIG-2': [['Traitement de texte', 360, ['3.1']], ['CV et lettre', 240, ['3.1', '3.2']], ['Recherche d’emploi', 180, ['1.1', '2.3']], ['Partage et cloud', 120, ['2.2', '2.4']], ['Visioconférence', 60, ['2.4']], ['Vérifier l’information', 120, ['1.2']], ['Bilan', 120, ['5.2']]],
  'COD-1': [['HTML', 720, ['3.4']], ['CSS', 720, ['3.4']], ['JavaScript', 960, ['3.4']], ['Français professionnel', 240, [], 'french'], ['Projet de page personnelle', 240, ['3.1', '3.3']]],
  'PASS-A': [['Imprimer, envoyer, faire une démarche', 120, ['2.3', '5.1']]],
  'COD-0': [['Découvrir le métier de développeur', 180, ['3.4']]],
  AID: [['Accompagner sans faire à la place', 180, ['2.5']], ['Démarches en ligne d’une autre personne', 120, ['2.3', '4.2']], ['Codes sociaux en France', 60, [], 'social_codes']],
};

function level(row: LevelRow, more: Partial<CatalogueLevel> = {}): CatalogueLevel {
  const modules: CatalogueModule[] = (PARTS[row.code] ?? []).map(([title, minutes, competences, discipline = 'digital'], i) => ({ id: `${row.id}-module-${i + 1}`, title, minutes, objectives: '', competences, discipline }));
  return { ...row, minutes: modules.reduce((sum, one) => sum + one.minutes, 0), objectives: '', entry_french: null, previous_level: null, audience: 'learners', form: 'course', version: 1, version_day: null, is_archived: false, cohorts: 0, modules, ...more };
}
const extra = (id: string, code: string, title: string, minutes: number): LevelRow => ({ id, code, title, minutes, sessions: 1 });

function programmes(): CatalogueProgramme[] {
  const [one, two, code] = LEVELS as [LevelRow, LevelRow, LevelRow];
  return [
    {
      id: 'programme-digital', code: 'DIGITAL', title: 'DIGITAL', is_archived: false,
      levels: [
        level(one, { objectives: 'Se servir seul d’un ordinateur, d’une messagerie et d’un service en ligne.' }),
        level(two, { entry_french: 'a1', previous_level: one.id, version: 3, version_day: '2027-02-01' }),
      ],
    },
    { id: 'programme-code', code: 'CODE', title: 'CODE', is_archived: false, levels: [level(code, { entry_french: 'a2' }), level(extra('level-cod-0', 'COD-0', 'Atelier découverte du métier de développeur', 180), { form: 'workshop' })] },
    { id: 'programme-pass', code: 'PASS', title: 'Ateliers', is_archived: false, levels: [level(extra('level-pass-a', 'PASS-A', 'Atelier Pass', 120), { form: 'workshop' })] },
    { id: 'programme-help', code: 'AIDANTS', title: 'Pour les aidants', is_archived: false, levels: [level({ ...extra('level-aid', 'AID', 'Accompagner le numérique', 360), sessions: 3 }, { audience: 'helpers' })] },
  ];
}

export class FakeCatalogue {
  programmes = programmes();
  private made = 0;

  constructor(private readonly cohorts: () => CohortRow[]) {}

  view(): CatalogueView {
    const follow = (code: string) => this.cohorts().filter((row) => row.level === code).length;
    return { programmes: this.programmes.map((row) => ({ ...row, levels: row.levels.map((one) => ({ ...one, cohorts: follow(one.code) })) })) };
  }
  /** Those that are proposed. */
  levels(): LevelRow[] {
    const shown = this.programmes.filter((row) => !row.is_archived).flatMap((row) => row.levels.filter((one) => !one.is_archived));
    return shown.map(({ id, code, title, minutes, sessions }) => ({ id, code, title, minutes, sessions }));
  }
  level(id: string): CatalogueLevel | undefined {
    return this.programmes.flatMap((row) => row.levels).find((one) => one.id === id);
  }
  saveLevel({ id, programme, ...input }: LevelInput): CatalogueView {
    if (!input.title.trim() || !input.code.trim()) refuse('level.title');
    const modules = input.modules.map((one) => ({ ...one, id: one.id ?? `module-new-${(this.made += 1)}` }));
    const was = id === null ? undefined : this.level(id);
    const next: CatalogueLevel = { ...input, modules, id: id ?? `level-new-${(this.made += 1)}`, minutes: modules.reduce((sum, one) => sum + one.minutes, 0), cohorts: 0, version: (was?.version ?? 0) + 1, version_day: isoDay(now()) };
    const put = (rows: CatalogueLevel[]) => (was ? rows.map((one) => (one.id === id ? next : one)) : [...rows, next]);
    this.programmes = this.programmes.map((row) => (was ? row.levels.includes(was) : row.id === programme) ? { ...row, levels: put(row.levels) } : row);
    return this.view();
  }
  saveProgramme({ id, ...input }: ProgrammeInput): CatalogueView {
    if (!input.title.trim() || !input.code.trim()) refuse('programme.title');
    if (id === null) this.programmes = [...this.programmes, { ...input, id: `programme-new-${(this.made += 1)}`, levels: [] }];
    else this.programmes = this.programmes.map((row) => (row.id === id ? { ...row, ...input } : row));
    return this.view();
  }
}

/** What the in-memory centre answers about the catalogue. */
export function catalogueApi(of: FakeCatalogue, host: Host) {
  const note = (what: string, given: unknown) => void host.calls().push(`${what} ${JSON.stringify(given)}`);
  return {
    catalogue: async () => (await host.wait(), of.view()),
    saveLevel: (input: LevelInput) => (note('saveLevel', input), host.plan({ key: 'level-saved', args: { code: input.code } }, () => of.saveLevel(input))),
    saveProgramme: (input: ProgrammeInput) => (note('saveProgramme', input), host.plan({ key: 'programme-saved', args: { code: input.code } }, () => of.saveProgramme(input))),
  };
}
export type FakeCatalogueApi = ReturnType<typeof catalogueApi>;
