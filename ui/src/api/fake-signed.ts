// The signatures of the in-memory centre as a register shows them: who has signed which line, who must
// sign again because it changed, the versions of the sheet. Plain answers; fake.ts keeps the people.
import type { Half, LearnerRow, SheetVersion, SignedHalf, VolunteerRow } from './bindings';
import { refuse } from './fake-refuse';

type Row = LearnerRow | VolunteerRow;
/** A signature, and what the line said when it was given. */
type Kept = SignedHalf & { line: string };

const MINUTE = 60_000;

export const isHere = ({ mark }: Pick<Row, 'mark'>): boolean => mark?.status === 'present' || mark?.status === 'remote';

export class FakeSigned {
  readonly halves: Half[];
  readonly signed = new Map<string, Kept>();
  /** Whose mark or signature is not what was written. */
  suspect: string[] = [];
  versions: SheetVersion[];

  constructor(
    scenario: string,
    private now: number,
    learners: Row[],
    volunteers: Row[],
  ) {
    this.halves = scenario === 'two-halves' ? ['morning', 'afternoon'] : ['afternoon'];
    this.versions = [{ version: 1, hash: hashOf(1), from_ms: now - 20 * MINUTE, until_ms: null, change: null, by: null, again: [] }];
    const shut = ['closed', 'sealed', 'versions'].includes(scenario);
    const lately = ['learner-4', 'learner-7'];
    for (const row of learners) {
      // A register of two hundred is for looking at its speed.
      if (!isHere(row) || scenario === 'long' || (!shut && lately.includes(row.id))) continue;
      const halves = scenario === 'two-halves' ? this.halves.slice(0, 1) : this.halves;
      for (const half of halves) this.put(row, half, 'signed');
    }
    const [lead] = volunteers;
    if (shut && lead) for (const half of this.halves) this.put(lead, half, 'signed', 'account');
    if (scenario === 'versions') {
      for (const id of lately) this.stain(id, 'again');
      const change = { key: 'mark-changed', args: { name: 'Giorgi Beridze' } };
      this.end({ until_ms: now - 5 * MINUTE, change, by: 'Inès Rousseau', again: ['Giorgi Beridze', 'Abdirahman Warsame'] });
    }
    if (scenario === 'suspect') {
      this.suspect = ['learner-2', 'volunteer-2'];
      this.stain('learner-2', 'broken');
    }
  }

  put(row: Row, half: Half, state: SignedHalf['state'], way: SignedHalf['way'] = 'drawn'): void {
    this.signed.set(`${row.id} ${half}`, { half, state, way, at_ms: this.now - 2 * MINUTE, id: `signature-${row.id}-${half}`, line: lineOf(row) });
  }
  private stain(person: string, state: SignedHalf['state']): void {
    for (const half of this.halves) {
      const kept = this.signed.get(`${person} ${half}`);
      if (kept) this.signed.set(`${person} ${half}`, { ...kept, state });
    }
  }
  private end(how: Pick<SheetVersion, 'until_ms' | 'change' | 'by' | 'again'>): void {
    const last = this.versions.at(-1)!;
    const version = last.version + 1;
    const next: SheetVersion = { version, hash: hashOf(version), from_ms: how.until_ms ?? this.now, until_ms: null, change: null, by: null, again: [] };
    this.versions = [...this.versions.slice(0, -1), { ...last, ...how }, next];
  }

  /** What a row shows: a line that has changed since must be signed again. */
  of(row: Row): SignedHalf[] {
    return this.halves.map((half): SignedHalf => {
      const kept = this.signed.get(`${row.id} ${half}`);
      if (!kept) return { half, state: 'none', way: null, at_ms: null, id: null };
      const { line, ...signed } = kept;
      return signed.state === 'signed' && line !== lineOf(row) ? { ...signed, state: 'again' } : signed;
    });
  }
  unsigned(learners: Row[]): string[] {
    return learners.filter((row) => isHere(row) && this.of(row).some((half) => half.state !== 'signed')).map((row) => row.id);
  }

  witness(row: Row | undefined, half: Half, reason: string): void {
    if (!reason.trim()) refuse('signing.reason_missing');
    if (!row || !isHere(row)) return refuse('signing.not_here');
    if (this.of(row).some((of) => of.half === half && of.state === 'signed')) refuse('signing.signed');
    this.put(row, half, 'signed', 'witnessed');
  }
  /** Whose signature it was. */
  makeVoid(signature: string, reason: string): string {
    if (!reason.trim()) refuse('signing.reason_missing');
    const found = [...this.signed].find(([, kept]) => kept.id === signature);
    if (!found) return refuse('signature.unknown');
    if (found[1].state === 'void') refuse('signature.void');
    this.signed.set(found[0], { ...found[1], state: 'void' });
    return found[0].split(' ')[0]!;
  }
}

const lineOf = ({ mark }: Row) => JSON.stringify(mark);

function hashOf(version: number): string {
  return `${version}f3a9c`.repeat(11).slice(0, 64);
}
