// The week that the calendar shows: which one, and what is planned in it by anybody. An answer for a week
// that has been left is dropped. It draws nothing.
import { asProblem, type Api, type CalendarView, type Problem } from '../../api';
import { monday } from '../../parts/weeks';
import { addDays } from './plan';

export class Week {
  first = $state('');
  view = $state.raw<CalendarView | null>(null);
  problem = $state.raw<Problem | null>(null);
  private turn = 0;

  constructor(
    private readonly api: Api,
    day: string,
    /** The days that are asked for, which may be more than the week. */
    private readonly range: (week: string) => { first: string; last: string } = (week) => ({ first: week, last: addDays(week, 6) }),
  ) {
    this.first = monday(day);
  }

  /** The week of a day. */
  async show(day: string): Promise<void> {
    this.first = monday(day);
    await this.read();
  }

  async read(): Promise<void> {
    const turn = (this.turn += 1);
    try {
      const { first, last } = this.range(this.first);
      const view = await this.api.calendar(first, last);
      if (turn !== this.turn) return;
      this.view = view;
      this.problem = null;
    } catch (e) {
      if (turn === this.turn) this.problem = asProblem(e);
    }
  }
}
