// What was changed by hand in a preview, kept by the day that the rule gave: a day left out, a session
// that goes elsewhere, a fix that was taken. Pure.
import type { Clash, PlanChange, PlanFix, PlannedDay } from '../../api';

type Target = { date: string; start: number; end: number };

/** The day of the rule that a line of the preview is about. */
export function ruleDay(day: PlannedDay): string {
  return day.from ?? day.date;
}

export function changeOf(changes: PlanChange[], from: string): PlanChange | undefined {
  return changes.find((change) => change.from === from);
}

function put(changes: PlanChange[], change: PlanChange): PlanChange[] {
  return [...changes.filter(({ from }) => from !== change.from), change].sort((a, b) => a.from.localeCompare(b.from));
}

export function leaveOut(changes: PlanChange[], from: string): PlanChange[] {
  return put(changes, { from, date: null, start: null, end: null, venue: null });
}

/** A session goes to another day; a place that was chosen for it stays. */
export function goTo(changes: PlanChange[], from: string, to: Target): PlanChange[] {
  return put(changes, { from, ...to, venue: changeOf(changes, from)?.venue ?? null });
}

/** As the rule has it again. */
export function asBefore(changes: PlanChange[], from: string): PlanChange[] {
  return changes.filter((change) => change.from !== from);
}

/** A fix of one session's clash; nothing for what is about all of them. */
export function withFix(changes: PlanChange[], clash: Clash, fix: PlanFix): PlanChange[] {
  if (clash.from === null) return changes;
  if (fix.kind === 'day') return goTo(changes, clash.from, { date: fix.date, start: fix.start, end: fix.end });
  const before = changeOf(changes, clash.from);
  return put(changes, { from: clash.from, date: clash.date, start: before?.start ?? null, end: before?.end ?? null, venue: fix.venue });
}
