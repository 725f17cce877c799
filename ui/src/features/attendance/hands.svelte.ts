// The hands on a register: where the focus is, the minutes or the note being typed, and what each key
// or press does with them. It tells the desk what was asked; it neither saves nor draws.
import { isoDay, minutesOfDay, now } from '../../words/clock';
import { asProblem, type MarkInput, type Problem, type Register, type SignedHalf } from '../../api';
import { shapeOf } from '../../api/marks';
import { habit } from '../../parts/keyboard.svelte';
import type { Doubt } from '../../scan';
import type { Desk } from './desk.svelte';
import { isNamed } from './filter';
import { firstRow, moveRow, nextUnmarked, type Row } from './focus';
import type { Asked, Command, MarkKind } from './keys';
import { lateNow, leftNow, minutesOf, typeDigit } from './minutes';
import type { Gesture } from './optimistic';
import { isHere } from './signatures';

export type Entry = { person: string; kind: 'late' | 'left'; typed: string; proposed: number; /** Digits to tap are shown too. */ pad: boolean };
/** What a key could not do, in words; said again when it is asked again. */
export type Refusal = { key: 'closed-deaf' | 'sign-not-here' | 'note-learners'; name: string; times: number; /** The last gesture that was asked before. */ after: number };
/** What a reason is written for, in a row. */
export type Wanted = 'witness' | 'void';
/** What a row shows beside its record. */
export type RowView = { tab: string | null; saving: boolean; refused: Gesture | null; entry: Entry | null; writing: boolean; menu: boolean; wanted: Wanted | null; frozen: boolean };
/** What a row can ask for. */
export type RowActions = {
  press(person: string, kind: MarkKind): void;
  ask(person: string, kind: Asked): void;
  choose(person: string, minutes: number): void;
  openPad(person: string): void;
  tap(person: string, digit: number | 'erase' | 'keep'): void;
  retry(person: string): void;
  write(person: string): void;
  keepNote(person: string, text: string): void;
  leaveNote(): void;
  leaveMenu(): void;
  sign(person: string): void;
  askReason(person: string, kind: Wanted): void;
  giveReason(person: string, kind: Wanted, half: SignedHalf, reason: string): Promise<Problem | null>;
  leaveReason(): void;
  history(): void;
};

export class Hands implements RowActions {
  row = $state<string | null>(null);
  cell = $state('present');
  private typing = $state.raw<Entry | null>(null);
  writing = $state<string | null>(null);
  /** Whose menu is open, in their row. */
  menu = $state<string | null>(null);
  /** Whose row asks for a reason, and what for. */
  wanted = $state.raw<{ person: string; kind: Wanted } | null>(null);
  /** What the last key could not do. */
  refusal = $state.raw<Refusal | null>(null);
  private refusals = 0;
  /** What names are filtered by; none when the filter is not open. */
  filter = $state<string | null>(null);

  constructor(
    private readonly desk: Desk,
    /** Puts the focus on the page where it is here. */
    private readonly show: () => void,
    /** Opens the history of the session. */
    readonly history: () => void = () => {},
    /** Hands the computer over to learners, with somebody's tile chosen. */
    private readonly handOver: (session: string, person?: string) => Promise<void> = () => Promise.resolve(),
  ) {}

  /** The register is closed: it is read, and not written. */
  get frozen(): boolean {
    return this.register?.sheet.state !== 'open';
  }

  /**
   * The minutes being typed. They belong to a mark: when that is gone, taken back here or changed on
   * another computer, or when the register is closed, there is nothing that digits could be minutes of.
   */
  get entry(): Entry | null {
    const entry = this.typing;
    if (!entry || this.frozen) return null;
    const minutes = this.find(entry.person).row?.mark?.[entry.kind];
    return minutes ? { ...entry, proposed: minutes } : null;
  }

  /** The register is closed, and says so each time. */
  deaf(): void {
    this.refuse('closed-deaf');
  }
  private refuse(key: Refusal['key'], name = ''): void {
    this.refusal = { key, name, times: ++this.refusals, after: this.desk.latest };
  }

  private get register(): Register | null {
    return this.desk.register;
  }

  private rows(): Row[] {
    const r = this.register;
    if (!r) return [];
    return [
      ...r.learners.filter((l) => this.shows(l)).map((l): Row => ({ id: l.id, marked: l.mark !== null, group: 'learner' })),
      ...r.volunteers.filter((v) => this.shows(v)).map((v): Row => ({ id: v.id, marked: v.mark !== null, group: 'volunteer' })),
    ];
  }

  /** Whether the filter leaves a row on the page. */
  shows(row: { name: string; own_name?: string | null }): boolean {
    return !this.filter || isNamed(row, this.filter);
  }

  /** What is typed in the filter; the row in use is always one that is shown. */
  narrow(text: string | null): void {
    this.accept();
    this.filter = text;
    const rows = this.rows();
    if (!rows.some((r) => r.id === this.row)) this.row = rows[0]?.id ?? this.row;
  }

  endFilter(): void {
    this.filter = null;
    this.show();
  }
  /** From the filter down to the rows that it leaves. */
  toRows(): void {
    this.show();
  }

  /** To a row, from elsewhere on the page: what hides it gives way. */
  goTo(person: string): void {
    const { row } = this.find(person);
    if (row && !this.shows(row)) this.filter = null;
    this.accept();
    this.menu = null;
    this.row = person;
    this.cell = 'present';
    this.show();
  }

  /** From one person without a mark to the next, as often as it is asked. */
  goToUnmarked(): void {
    this.filter = null;
    const rows = this.rows();
    const open = rows.filter((r) => !r.marked && r.group === 'learner');
    const at = rows.findIndex((r) => r.id === this.row);
    const next = open.find((r) => rows.indexOf(r) > at) ?? open[0];
    if (next) this.goTo(next.id);
  }

  private find(person: string) {
    const volunteer = this.register?.volunteers.find((v) => v.id === person);
    return { row: volunteer ?? this.register?.learners.find((l) => l.id === person), volunteer: Boolean(volunteer) };
  }

  /** Before the first key: on the first person without a mark. */
  begin(): void {
    if (this.row === null) this.row = firstRow(this.rows());
  }

  view(person: string): RowView {
    return {
      tab: this.row === person ? this.cell : null,
      saving: this.desk.saving.has(person),
      refused: this.desk.refused.get(person) ?? null,
      entry: this.typing?.person === person ? this.entry : null,
      writing: this.writing === person,
      menu: this.menu === person,
      wanted: this.wanted?.person === person ? this.wanted.kind : null,
      frozen: this.frozen,
    };
  }

  /** The focus was put somewhere, by a press or by Tab. */
  landed(row: string, cell: string): void {
    if (this.typing?.person !== row) this.accept();
    if (this.menu !== row) this.menu = null;
    this.row = row;
    this.cell = cell;
  }

  press(person: string, kind: MarkKind): void {
    this.row = person;
    this.cell = kind;
    this.menu = null;
    const { row } = this.find(person);
    if (row && shapeOf(row.mark) === kind) this.ask(person, 'clear');
    else this.ask(person, kind);
    // Not every web view focuses a button that is pressed; the keys must follow the mouse.
    this.show();
  }

  ask(person: string, kind: Asked): void {
    const { row, volunteer } = this.find(person);
    if (!row) return;
    if (this.frozen) {
      this.deaf();
      return;
    }
    // Minutes of somebody else are kept, and so are those late of somebody who also leaves early; another
    // mark of the same person takes their place. Not every web view has told where a press has landed.
    const other = (kind === 'late' || kind === 'left') && this.typing?.kind !== kind;
    if (this.typing?.person !== person || other) this.accept();
    this.typing = null;
    this.menu = null;
    this.row = person;
    if (kind === 'late' || kind === 'left') {
      const before = this.find(person).row?.mark?.[kind];
      const proposed = before ?? this.byNow(kind === 'left' ? leftNow : lateNow);
      if (!before) this.desk.mark(person, { kind, minutes: proposed }, volunteer);
      this.typing = { person, kind, typed: '', proposed, pad: false };
    } else {
      this.desk.mark(person, { kind } as MarkInput, volunteer);
    }
  }

  choose(person: string, minutes: number): void {
    const entry = this.entry;
    if (entry?.person !== person) return;
    this.typing = { ...entry, typed: String(minutes) };
    this.accept();
    this.show();
  }

  /** Digits for whoever has no keyboard at hand. */
  openPad(person: string): void {
    if (this.typing?.person === person) this.typing = { ...this.typing, pad: true };
    this.show();
  }
  tap(person: string, digit: number | 'erase' | 'keep'): void {
    if (this.typing?.person !== person) return;
    if (digit === 'erase') this.hear({ do: 'erase' });
    else if (digit !== 'keep') this.hear({ do: 'digit', digit });
    else {
      this.accept();
      this.show();
    }
  }

  /** Takes back the last thing done, or brings it back; minutes that are still open go with it. */
  turn(way: 'undo' | 'redo'): void {
    this.typing = null;
    this.menu = null;
    this.desk.turn(way);
  }

  retry(person: string): void {
    this.desk.retry(person);
    this.show();
  }

  write(person: string): void {
    const { row, volunteer } = this.find(person);
    if (volunteer) {
      this.refuse('note-learners', row?.name);
      return;
    }
    if (this.frozen) {
      this.deaf();
      return;
    }
    this.accept();
    this.menu = null;
    this.row = person;
    this.cell = 'note';
    this.writing = person;
  }
  keepNote(person: string, text: string): void {
    this.desk.note(person, text);
    this.leaveNote();
  }
  leaveNote(): void {
    this.writing = null;
    this.show();
  }

  openMenu(person: string): void {
    this.accept();
    this.row = person;
    this.menu = person;
  }
  leaveMenu(): void {
    this.menu = null;
    this.show();
  }

  /** Sign mode: on one person, who must be here, or for everybody. */
  sign(person?: string): void {
    const row = person ? this.find(person).row : undefined;
    if (this.frozen) {
      this.deaf();
      return;
    }
    this.accept();
    this.menu = null;
    if (row && !isHere(row.mark)) {
      this.refuse('sign-not-here', row.name);
      return;
    }
    if (row) [this.row, this.cell] = [row.id, 'sign'];
    void this.handOver(this.desk.session, person).catch((e: unknown) => {
      this.desk.problem = asProblem(e);
      // What had the focus may have lost it on the way.
      this.show();
    });
  }

  askReason(person: string, kind: Wanted): void {
    this.accept();
    this.menu = null;
    [this.row, this.cell] = [person, 'sign'];
    this.wanted = { person, kind };
  }
  async giveReason(person: string, kind: Wanted, half: SignedHalf, reason: string): Promise<Problem | null> {
    const { problem } = await this.desk.ask(
      (api, session) => (kind === 'witness' ? api.witness(session, person, half.half, reason) : api.voidSignature(session, half.id ?? '', reason)),
      true,
    );
    if (!problem) this.leaveReason();
    return problem;
  }
  leaveReason(): void {
    this.wanted = null;
    this.show();
  }

  /** Everybody else is here; the focus stays in the grid even when the button goes away. */
  rest(): void {
    this.accept();
    // Nobody is marked out of sight.
    this.filter = null;
    if (this.frozen) this.deaf();
    else this.desk.restPresent();
    this.show();
  }

  /** Answers whether the key was used. `move` inside a row is the page's, which knows its cells. */
  hear(command: Command): boolean {
    const { row, entry } = this;
    if (!row) return false;
    // Digits meant for minutes that are gone are marks again.
    if (!entry) this.typing = null;
    switch (command.do) {
      case 'digit':
        if (entry) this.typing = { ...entry, typed: typeDigit(entry.typed, command.digit) };
        return true;
      case 'erase':
        if (entry) this.typing = { ...entry, typed: entry.typed.slice(0, -1) };
        return true;
      case 'accept': {
        // Leaving early corrects somebody who is marked already: the next key may be for them too.
        const leaving = entry?.kind === 'left';
        this.accept();
        if (leaving) this.show();
        else this.next();
        return true;
      }
      case 'cancel':
        if (!entry) return false;
        this.typing = null;
        this.show();
        return true;
      case 'rest':
        this.rest();
        return true;
      case 'history':
        this.history();
        return true;
      case 'walk-in':
      case 'pause':
      case 'filter':
        // Not about one row: the page's to open.
        return false;
      case 'note':
        this.write(row);
        return true;
      case 'sign':
        this.sign(row);
        return true;
      case 'move':
        if (command.to === 'before' || command.to === 'after') return false;
        this.accept();
        this.row = moveRow(this.rows(), row, command.to);
        this.show();
        return true;
      case 'mark':
        this.key(row, command.kind);
        return true;
    }
  }

  /** A key that a scanner may have typed: followed at once, and taken back as if it had not been. */
  hearInDoubt(command: Command, doubt: Doubt): boolean {
    const { row, cell, typing } = this;
    const forget = this.desk.hold(doubt.over);
    doubt.takeBack = () => {
      forget();
      [this.row, this.cell, this.typing] = [row, cell, typing];
      this.show();
    };
    return this.hear(command);
  }

  private key(row: string, kind: Asked): void {
    // Pressing L (or D) again on the row whose minutes are open changes nothing.
    if (this.entry?.person === row && this.entry.kind === kind) return;
    this.ask(row, kind);
    if (kind === 'present' || kind === 'absent' || kind === 'excused') this.next();
    else this.show();
  }

  private next(): void {
    if (this.row && habit('advance')) this.row = nextUnmarked(this.rows(), this.row);
    if (this.cell === 'note' || this.cell === 'sign' || this.cell === 'detail' || this.cell === 'remote' || this.cell === 'left') this.cell = 'present';
    this.show();
  }

  /** The register is left, or taken away: nothing typed is lost. */
  leave(): void {
    this.accept();
    this.menu = null;
    this.wanted = null;
  }

  /** Keeps the minutes typed; those proposed were kept when the entry opened. */
  private accept(): void {
    const { entry } = this;
    this.typing = null;
    if (!entry) return;
    const minutes = minutesOf(entry);
    if (minutes !== entry.proposed) {
      this.desk.mark(entry.person, { kind: entry.kind, minutes }, this.find(entry.person).volunteer);
    }
  }

  private byNow(rule: typeof lateNow): number {
    const session = this.register?.session;
    return session ? rule(session, isoDay(now()), minutesOfDay(now())) : 10;
  }
}
