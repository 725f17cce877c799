// A card in the hand, lifted by a key or dragged by the mouse: over which column it is, and what is said
// of it. It goes nowhere before it is put down; whoever made this decides what then happens.
import type { ReferralRow } from '../../api';
import { t } from '../../words/words.svelte';
import { columnOf, COLUMNS, fateOf, type Column } from './board';

export class Carry {
  held = $state.raw<{ row: ReferralRow; to: Column; by: 'keys' | 'mouse' } | null>(null);
  /** For the ear. */
  said = $state('');
  private times = 0;

  constructor(private readonly drop_: (row: ReferralRow, to: Column) => void) {}

  /** Said again, it must be another text. */
  say(text: string): void {
    this.times += 1;
    this.said = text + '\u00A0'.repeat(this.times % 2);
  }

  lift(row: ReferralRow): void {
    if (row.may.length === 0) return this.say(t('ref-fixed', { name: row.name }));
    const to = columnOf(row.state);
    this.held = { row, to, by: 'keys' };
    this.say(t('ref-lifted', { name: row.name, column: t(`ref-column-${to}`) }));
  }

  step(by: 1 | -1): void {
    if (!this.held) return;
    const to = COLUMNS[COLUMNS.indexOf(this.held.to) + by];
    if (to) this.held = { ...this.held, to };
    this.say(this.placeText());
  }

  /** Under the mouse. */
  over(row: ReferralRow, to: Column): void {
    if (this.held?.to === to) return;
    this.held = { row, to, by: 'mouse' };
  }

  /** Where it may not go it stays in the hand, by keys; the mouse has let it go. */
  drop(): void {
    if (!this.held) return;
    const { row, to, by } = this.held;
    const fate = fateOf(row, to);
    if (fate === 'never' && by === 'keys') return this.say(this.placeText());
    this.held = null;
    if (fate === 'here') return this.say(t('ref-left'));
    if (fate === 'never') return this.say(t('ref-never', { column: t(`ref-column-${to}`) }));
    if (fate === 'move') this.say(t('ref-dropped', { name: row.name, column: t(`ref-column-${to}`) }));
    this.drop_(row, to);
  }

  cancel(): void {
    if (!this.held) return;
    this.held = null;
    this.say(t('ref-left'));
  }

  private placeText(): string {
    const { row, to } = this.held!;
    const column = t(`ref-column-${to}`);
    return fateOf(row, to) === 'never' ? t('ref-never', { column }) : column;
  }
}
