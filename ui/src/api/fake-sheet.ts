// What the in-memory centre knows of a session's sheet: its state, an interruption, who may be meant by
// a name, and what closing would remark. Plain answers about plain data; fake.ts keeps them.
import { fold } from '../words/fold';
import type { LearnerRow, PauseEffect, Register, Sheet, Suggestion, WalkIn, Warning } from './bindings';
import { people, present } from './fake-centre';
import { ProblemError } from './index';

/** Seats of the group. */
export const seats = 12;
const START = 840;
const END = 960;

export function firstSheet(scenario: string): Sheet {
  const sheet: Sheet = { state: 'open', reason: null, by: null, pause: null, paper: false, may_reopen: false, halves: [], version: 1, suspect: [], sealed_on: null, photos: 0 };
  if (scenario === 'closed') return { ...sheet, state: 'closed', by: 'Claire Fabre', reason: 'Deux personnes sont parties avant l’appel', may_reopen: true };
  if (scenario === 'photos') return { ...sheet, paper: true };
  if (scenario === 'versions') return { ...sheet, state: 'closed', by: 'Claire Fabre', may_reopen: true };
  if (scenario === 'sealed') return { ...sheet, state: 'sealed', by: 'Claire Fabre', sealed_on: '2027-04-27' };
  return sheet;
}

export function counting({ pause }: Sheet): number {
  return END - START - (pause ? pause.end - pause.start : 0);
}

export function warningsOf(scenario: string): Warning[] {
  if (scenario === 'hurried') {
    return [
      { code: 'in_a_row', args: { count: '6', seconds: '14' } },
      { code: 'signed_late', args: { count: '2' } },
      { code: 'clock', args: { minutes: '25' } },
    ];
  }
  if (scenario !== 'warned') return [];
  return [
    { code: 'after_end', args: { minutes: '95' } },
    { code: 'two_places', args: { name: 'Nour Al-Hassan', code: 'DIG-2' } },
  ];
}

export function effectOf(register: Register, start: number, end: number): PauseEffect {
  if (start >= end) throw new ProblemError({ code: 'pause.empty', args: {} });
  if (start < START || end > END) throw new ProblemError({ code: 'pause.outside_session', args: {} });
  const minutes = END - START - (end - start);
  if (minutes === 0) throw new ProblemError({ code: 'pause.leaves_nothing', args: {} });
  const rows = [...register.learners, ...register.volunteers].filter((row) => row.mark?.status === 'present' || row.mark?.status === 'remote');
  return {
    minutes,
    rows: rows.map((row) => {
      const missed = (row.mark?.late ?? 0) + (row.mark?.left ?? 0);
      return { id: row.id, name: row.name, before: register.minutes - missed, after: minutes - missed };
    }),
  };
}

const ELSEWHERE: Suggestion[] = [
  { id: 'learner-31', name: 'Nour Al-Hassan', own_name: 'نور الحسن', cohorts: ['DIG-2'], why: { key: 'why-sounds-alike', args: {} } },
  { id: 'learner-32', name: 'Nuria Haddad', own_name: null, cohorts: [], why: { key: 'why-begins-so', args: {} } },
  { id: 'learner-33', name: 'Yodit Tekle', own_name: 'ዮዲት ተክለ', cohorts: ['COD-1'], why: { key: 'why-same-name', args: {} } },
];

/** A crude ear: the same first letter as one of their names. */
export function suggestions(text: string, here: LearnerRow[]): Suggestion[] {
  const first = fold(text)[0];
  return ELSEWHERE.filter((s) => fold(s.name).startsWith(first ?? '-') && !here.some((row) => row.id === s.id));
}

export function nameOfWalkIn(who: WalkIn): string {
  return who.kind === 'new' ? who.name : (ELSEWHERE.find((s) => s.id === who.id) ?? people().find((p) => p.id === who.id))?.name ?? who.id;
}

export function arriving(who: WalkIn, rank: number): LearnerRow {
  const known = who.kind === 'known' ? ELSEWHERE.find((s) => s.id === who.id) : undefined;
  return {
    id: who.kind === 'known' ? who.id : `learner-new-${rank}`,
    name: nameOfWalkIn(who),
    own_name: known?.own_name ?? null,
    language: known?.own_name ? 'ar' : null,
    last_five: [],
    mark: present,
    note: null,
    place: 'here',
    absent_twice: false,
    guest: true,
    provisional: who.kind === 'new',
    signed: [],
  };
}

/** Two pages of a sheet to look at: lines, and marks on them when it is filled. */
export function pagesOf(session: string, blank: boolean, version: number | null): string[] {
  return [1, 2].map((page) => {
    const lines = Array.from({ length: 20 }, (_, i) => `M15 ${45 + i * 11}h180`).join('');
    const marks = blank ? '' : Array.from({ length: 20 }, (_, i) => `M150 ${42 + i * 11}l3 2 6-6`).join('');
    return `<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297"><path fill="#fff" d="M0 0h210v297H0z"/><text x="15" y="25" font-size="7" font-family="sans-serif">${session} ${blank ? '-' : (version ?? '')} ${page} / 2</text><path fill="none" stroke="#000" stroke-width=".3" d="${lines}${marks}"/></svg>`;
  });
}
