// A rota that is being worked on: which part of it is shown, where one is in it, what is said of it. What
// is asked for goes one after the other, each on what the one before left. It draws nothing.
import { asProblem, type Api, type Label, type Problem, type RotaPerson, type RotaQuery, type RotaSession, type RotaView } from '../../api';
import { inOrder, isDoubtful, isFixed, turnOf, usualColumn, type Act } from './rota';
import { barWhole, cellName, doubtText, fixedText, sessionWhole } from './rota-words';

/** A gesture that counts on somebody who cannot come: it waits to be made a second time. */
export type Doubt = { person: string; session: string; act: Act; answer: string | null; text: string };

export class RotaDesk {
  view = $state.raw<RotaView | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** Row -1 is that of the sessions' heads. */
  at = $state.raw({ row: 0, col: 0 });
  /** For the ear. */
  said = $state('');
  /** What was asked about, until it is made once more or one goes elsewhere. */
  doubt = $state.raw<Doubt | null>(null);
  /** The session for which somebody is looked for. */
  finding = $state<string | null>(null);
  private times = 0;
  private turn = 0;
  private line: Promise<unknown> = Promise.resolve();
  private query: RotaQuery = { first: '', last: '', cohort: null };

  constructor(
    private readonly api: Api,
    private readonly ondone: (label: Label) => void,
  ) {}

  get person(): RotaPerson | null {
    return this.view?.people[this.at.row] ?? null;
  }
  get session(): RotaSession | null {
    return this.view?.sessions[this.at.col] ?? null;
  }

  /** Said again, it must be another text. */
  say(text: string): void {
    this.times += 1;
    this.said = text + '\u00A0'.repeat(this.times % 2);
  }

  async show(query: RotaQuery): Promise<void> {
    this.query = query;
    await this.read();
  }

  /** An answer for days that have been left is dropped. */
  async read(): Promise<void> {
    const turn = (this.turn += 1);
    try {
      const next = await this.api.rota(this.query);
      if (turn !== this.turn) return;
      this.take(next);
      this.problem = null;
    } catch (e) {
      if (turn === this.turn) this.problem = asProblem(e);
    }
  }

  private take(next: RotaView): void {
    const [person, session] = [this.person?.id, this.session?.id];
    this.view = inOrder(this.view, next);
    const { people, sessions } = this.view;
    const row = this.at.row < 0 ? -1 : people.findIndex(({ id }) => id === person);
    const col = sessions.findIndex(({ id }) => id === session);
    this.at = { row: this.at.row < 0 ? -1 : Math.max(0, row), col: col >= 0 ? col : usualColumn(sessions) };
    if (this.finding && !sessions.some(({ id, is_over }) => id === this.finding && !is_over)) this.finding = null;
  }

  /** Where one is then; it never leaves the rota. */
  go(row: number, col: number): void {
    const { people, sessions } = this.view ?? { people: [], sessions: [] };
    const within = (n: number, first: number, last: number) => Math.max(first, Math.min(last, n));
    this.at = { row: within(row, -1, people.length - 1), col: within(col, 0, sessions.length - 1) };
    if (this.doubt?.person !== this.person?.id || this.doubt?.session !== this.session?.id) this.doubt = null;
  }

  /** Answers whether somebody can be looked for: nobody is, for a session that has been. */
  find(session: string | null): boolean {
    const one = this.view?.sessions.find(({ id }) => id === session);
    if (one?.is_over) {
      this.say(fixedText(one));
      return false;
    }
    this.finding = session;
    return true;
  }

  /** Answers whether it was written; `sure` says that whoever asks has asked about it already. */
  act(act: Act, person = this.person?.id, session = this.session?.id, sure = false): Promise<boolean> {
    const done = this.line.then(() => this.write(act, person, session, sure));
    this.line = done;
    return done;
  }

  private async write(act: Act, person: string | undefined, session: string | undefined, sure: boolean): Promise<boolean> {
    const now = this.cell(person, session);
    if (!now) return false;
    const turn = turnOf(now.cell, act, now.session);
    if (!turn) {
      this.say(isFixed(now.cell, now.session) ? fixedText(now.session) : cellName(now.person, now.session, now.cell));
      return false;
    }
    const { doubt } = this;
    const again = doubt?.person === now.person.id && doubt.session === now.session.id && doubt.answer === turn.answer;
    if (isDoubtful(now.cell, turn) && !sure && !again) {
      const text = doubtText(now.person.name, now.cell);
      this.doubt = { person: now.person.id, session: now.session.id, act, answer: turn.answer, text };
      this.say(text);
      return false;
    }
    this.doubt = null;
    // What was asked for before this is older than what it will answer.
    this.turn += 1;
    try {
      this.take(await this.api.assign({ session: now.session.id, volunteer: now.person.id, ...turn }, this.query));
      this.problem = null;
    } catch (e) {
      this.problem = asProblem(e);
      return false;
    }
    const then = this.cell(person, session);
    if (then) this.say(`${cellName(then.person, then.session, then.cell)}. ${barWhole(then.session)}`);
    this.ondone({ key: turn.part === null ? 'rota-taken-off' : `rota-${turn.answer}`, args: { name: now.person.name, code: now.session.code } });
    return true;
  }

  private cell(person: string | undefined, session: string | undefined) {
    const who = this.view?.people.find(({ id }) => id === person);
    const col = this.view?.sessions.findIndex(({ id }) => id === session) ?? -1;
    const cell = who?.cells[col];
    return who && cell ? { person: who, session: this.view!.sessions[col]!, cell } : null;
  }

  /** For the head of a session, which the arrows also reach. */
  sayHead(): void {
    if (this.session) this.say(sessionWhole(this.session));
  }
}
