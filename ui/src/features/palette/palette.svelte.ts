// The palette at work: what was read when it was opened, what is typed, what fits, which line is chosen, and what
// became of it. What fits changes at once for everything, people too, so that nothing moves under a hand
// that is about to press Enter; an Enter that is faster than the answer waits for it.
import { asProblem, type Api, type CalendarSession, type Exported, type FoundPerson, type Problem } from '../../api';
import { isoDay } from '../../words/clock';
import { leads } from '../../state.svelte';
import { actionChoices, atFirst, groupChoices, personChoice, placeChoices, sections, sessionChoices, sessionNow, volunteerCalendar, type Choice, type Does, type Here, type Known, type Section } from './choices';
import { dayIn, groupsIn, nextOf } from './farther';
import { sessionOfLink } from './link';
import { fit, whoIn } from './matching';
import { hasPeople, recent, remember } from './recent';

/** How long nobody types before people are looked for. */
const PAUSE = 80;
/** Days of sessions beside today's. */
const DAYS = 14;

export type Step = 'first' | 'last' | 'next' | 'before';

export class Palette {
  typed = $state('');
  shown = $state.raw<Section[]>([]);
  /** What was typed when what is shown was found. */
  answered = $state('');
  at = $state(0);
  problem = $state.raw<Problem | null>(null);
  written = $state.raw<Exported | null>(null);
  busy = $state(false);
  /** What was done without leaving, as a message's key. */
  said = $state<string | null>(null);
  private known: Known = { cohorts: [], sessions: [], venues: [] };
  private others: Choice[] = [];
  /** Each group's sessions, once they were asked for. */
  private ofGroup = new Map<string, CalendarSession[]>();
  private people: ReadonlySet<string> = new Set();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private hasty = false;

  readonly list = $derived(this.shown.flatMap(({ choices }) => choices));
  readonly chosen = $derived(this.list[this.at] ?? null);

  constructor(
    private readonly api: Api,
    private readonly here: Here,
    private readonly act: (does: Does) => void,
  ) {
    this.offer();
  }

  private get person(): string | null {
    return this.here.home?.person ?? null;
  }

  /** Once, when it opens. What cannot be read is not offered, and it is said. */
  async read(): Promise<void> {
    const { today } = this.here;
    try {
      const [cohorts, calendar, venues, people] = await Promise.all([
        this.api.cohorts(),
        this.api.calendar(today, isoDay(new Date(`${today}T12:00`).getTime() + DAYS * 86_400_000)),
        this.api.venues(),
        hasPeople(this.person) ? this.api.people() : [],
      ]);
      this.known = { cohorts, sessions: calendar.sessions, venues };
      this.people = new Set(people.map(({ id }) => `person:${id}`));
    } catch (e) {
      this.problem = asProblem(e);
    }
    this.offer();
  }

  private offer(): void {
    const { cohorts, sessions, venues } = this.known;
    this.others = [...groupChoices(cohorts), ...sessionChoices(sessions, this.here.today), ...placeChoices(venues), ...actionChoices(this.known, this.here)];
    if (this.typed.trim() === '') this.first();
    else void this.look();
  }

  private first(): void {
    this.show('', atFirst(recent(this.person, this.others, this.people), this.others, sessionNow(this.known.sessions, this.here)?.id ?? null));
  }

  private show(typed: string, shown: Section[]): void {
    this.answered = typed;
    this.shown = shown;
    this.at = 0;
    if (this.hasty) this.take();
  }

  /** Something was typed. */
  type(typed: string): void {
    this.typed = typed;
    this.said = this.problem = this.written = null;
    this.hasty = false;
    clearTimeout(this.timer);
    this.asked += 1;
    if (typed.trim() === '') return this.first();
    this.timer = setTimeout(() => void this.look(), PAUSE);
  }

  private async look(): Promise<void> {
    const typed = this.typed;
    const mine = (this.asked += 1);
    let people: FoundPerson[] = [];
    let farther: Choice[] = [];
    const missed = (e: unknown) => {
      if (mine === this.asked) this.problem = asProblem(e);
    };
    await Promise.all([
      this.api.findPeople(whoIn(typed)).then((found) => (people = found), missed),
      this.farther(typed).then((found) => (farther = found), missed),
    ]);
    // Something else was typed meanwhile.
    if (mine !== this.asked) return;
    // Whose days these are is a person's affair.
    const calendars = leads(this.here.home) ? people.filter((one) => one.is_volunteer).map(volunteerCalendar) : [];
    this.show(typed, sections(typed, people.map(personChoice), [...this.others.filter((one) => !farther.some(({ id }) => id === one.id)), ...farther, ...calendars]));
  }

  /** Sessions that are not among those that were read: of the day that is typed, or of a group. */
  private async farther(typed: string): Promise<Choice[]> {
    const { today } = this.here;
    const typedDay = dayIn(typed, today);
    const found = typedDay
      ? (await this.api.calendar(typedDay.date, typedDay.date)).sessions
      : (await Promise.all(groupsIn(typed, this.known.cohorts).map(({ id }) => this.sessionsOf(id)))).flatMap((sessions) => nextOf(sessions, today));
    const known = new Set(this.others.map(({ id }) => id));
    const choices = sessionChoices(found, today);
    // However the day was written, it is what these are.
    if (typedDay) return choices.map((one) => ({ ...one, also: `${one.also} ${typed}` })).filter((one) => fit(typedDay.rest, one.text, one.also) !== null);
    return choices.filter(({ id }) => !known.has(id));
  }

  private async sessionsOf(cohort: string): Promise<CalendarSession[]> {
    const before = this.ofGroup.get(cohort);
    if (before) return before;
    const { sessions } = await this.api.cohortSessions(cohort);
    this.ofGroup.set(cohort, sessions);
    return sessions;
  }

  step(to: Step): void {
    const count = this.list.length;
    if (count === 0) return;
    if (to === 'first') this.at = 0;
    else if (to === 'last') this.at = count - 1;
    else this.at = (this.at + (to === 'next' ? 1 : count - 1)) % count;
  }

  /** A line that was pressed is done; without one, what is chosen, once it is of what is typed. */
  take(pressed: Choice | null = null): void {
    // A scanner types the code of a printed sheet, and Enter: there is nothing to look for.
    const session = pressed ? null : sessionOfLink(this.typed);
    if (session) return this.act({ do: 'go', route: { name: 'register', session } });
    if (!pressed && this.typed.trim() !== this.answered.trim()) {
      this.hasty = true;
      return;
    }
    this.hasty = false;
    const choice = pressed ?? this.chosen;
    if (!choice || this.busy) return;
    remember(this.person, choice);
    if (choice.does.do === 'calendar') void this.stay(async (of) => (this.written = await this.api.saveCalendar(of)), choice.does.of);
    else if (choice.does.do === 'backup') void this.stay(async () => (this.said = (await this.api.backUpNow()).verified ? 'backup-done' : 'backup-done-unread'), null);
    else this.act(choice.does);
  }

  /** What is done here is told here. */
  private async stay<T>(work: (of: T) => Promise<unknown>, of: T): Promise<void> {
    this.busy = true;
    this.problem = this.written = this.said = null;
    try {
      await work(of);
    } catch (e) {
      this.problem = asProblem(e);
    }
    this.busy = false;
  }

  end(): void {
    clearTimeout(this.timer);
    this.asked += 1;
    this.hasty = false;
  }
}
