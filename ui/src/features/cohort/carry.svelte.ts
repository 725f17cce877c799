// A session in the hand, lifted by a key or dragged by the mouse: where it would go, and what is said of
// it. Nothing moves before it is put down; whoever made this decides what then happens.
import type { CalendarView } from '../../api';
import { hour, t } from '../../words/words.svelte';
import { samePlace, shifted, type Item, type Place } from './calendar';
import { dayName, offText } from './calendar-words';

export class Carry {
  held = $state.raw<{ item: Item; to: Place; by: 'keys' | 'mouse' } | null>(null);
  /** For the ear. */
  said = $state('');
  private times = 0;

  constructor(
    private readonly drop_: (item: Item, to: Place) => void,
    private readonly off: () => CalendarView['off'],
  ) {}

  /** Said again, it must be another text. */
  say(text: string): void {
    this.times += 1;
    this.said = text + '\u00A0'.repeat(this.times % 2);
  }

  lift(item: Item): void {
    if (!item.movable) return this.say(t('calendar-fixed', { code: item.code }));
    const { date, start, end } = item;
    this.held = { item, to: { date, start, end }, by: 'keys' };
    this.say(t('calendar-lifted', { code: item.code, place: this.placeText(item) }));
  }

  step(days: number, minutes: number): void {
    if (!this.held) return;
    const to = shifted(this.held.to, days, minutes);
    this.held = { ...this.held, to };
    this.say(this.placeText(to));
  }

  /** Under the mouse. */
  over(item: Item, to: Place): void {
    if (this.held && samePlace(this.held.to, to)) return;
    this.held = { item, to, by: 'mouse' };
  }

  drop(): void {
    if (!this.held) return;
    const { item, to } = this.held;
    this.held = null;
    if (samePlace(item, to)) return this.say(t('calendar-left'));
    this.say(t('calendar-dropped', { code: item.code, place: this.placeText(to) }));
    this.drop_(item, to);
  }

  cancel(): void {
    if (!this.held) return;
    this.held = null;
    this.say(t('calendar-left'));
  }

  /** `Jeudi 13 mai, 9:30 à 11:30`, with what closes that day. */
  private placeText({ date, start, end }: Place): string {
    const closed = this.off().find((day) => day.date === date);
    const place = t('calendar-place', { date: dayName(date), from: hour(start), to: hour(end) });
    const text = place.charAt(0).toLocaleUpperCase() + place.slice(1);
    return closed ? `${text}, ${offText(closed)}` : text;
  }
}
