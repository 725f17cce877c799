// Who pays for a group, while it is typed: parts in per cent, what is left or too much, and how they are drawn.
// Pure but for the messages.
import type { AllocationInput, AllocationView, CohortRow, FundingRow } from '../../api';
import { span, t } from '../../words/words.svelte';

/** A line that is being typed: per cent as they stand in the field; not a number while it is empty. */
export type Share = { funding: string; title: string; percent: number };

export function sharesOf(view: AllocationView): Share[] {
  return view.lines.map(({ funding, title, percent }) => ({ funding, title, percent }));
}

/** A whole number of per cent that pays something. */
export function isPercent(percent: number): boolean {
  return Number.isInteger(percent) && percent >= 1 && percent <= 100;
}

/** What is not paid yet; less than zero when there is too much. */
export function leftOf(shares: Share[]): number {
  return 100 - shares.reduce((sum, { percent }) => sum + (Number.isFinite(percent) ? percent : 0), 0);
}

/** Why it cannot be kept; nothing when it can. */
export function whyNot(shares: Share[]): string | null {
  const left = leftOf(shares);
  const bad = shares.find(({ percent }) => !isPercent(percent));
  if (bad) return t('allocation-wrong', { name: bad.title });
  return left < 0 ? t('allocation-over', { percent: -left }) : null;
}

export function inputOf(shares: Share[]): AllocationInput[] {
  return shares.map(({ funding, percent }) => ({ funding, percent }));
}

export function isSame(shares: Share[], view: AllocationView): boolean {
  return JSON.stringify(shares) === JSON.stringify(sharesOf(view));
}

/** What an arrow or a page key makes of a share; nothing when it is another key. */
export function stepped(key: string, percent: number): number | null {
  const steps: Record<string, number> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  const step = steps[key];
  return step === undefined ? null : Math.max(1, Math.min(100, (Number.isFinite(percent) ? percent : 0) + step));
}

/** As many lines as pay for one group. */
const LINES_MAX = 20;

/** Lines that may still be chosen. */
export function choices(fundings: FundingRow[], shares: Share[]): FundingRow[] {
  if (shares.length >= LINES_MAX) return [];
  return fundings.filter((row) => !row.is_archived && !shares.some(({ funding }) => funding === row.id));
}
/** With one line more, of as much as is left, at least one per cent. */
export function added(shares: Share[], row: FundingRow): Share[] {
  return [...shares, { funding: row.id, title: row.title, percent: Math.max(1, leftOf(shares)) }];
}

/** Whether the group has days outside of the line's; what is not known is not outside. */
export function outsideText(group: Pick<CohortRow, 'first' | 'last'>, line: Pick<FundingRow, 'first' | 'last'> | undefined): string | null {
  if (!line || line.first === null || line.last === null) return null;
  const out = (group.first !== null && group.first < line.first) || (group.last !== null && group.last > line.last);
  return out ? t('allocation-outside', span(line.first, line.last)) : null;
}

export type Band = { rank: number; title: string; percent: number; from: number; share: number };

/** Each share on a bar that is a hundred wide, or as wide as they are together when that is more. */
export function bands(shares: Share[]): Band[] {
  const whole = Math.max(100, 100 - leftOf(shares));
  let before = 0;
  return shares.map(({ title, percent }, i) => {
    const share = Number.isFinite(percent) && percent > 0 ? (percent / whole) * 100 : 0;
    const band = { rank: i + 1, title, percent, from: before, share };
    before += share;
    return band;
  });
}
