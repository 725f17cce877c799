// What a preview says in words: each line's day and why it is not as the others, a clash and its ways out,
// and what stands in the way of creating. It reads messages and keeps no state.
import type { Clash, PlanFix, PlanPreview, PlanReason, PlannedDay, Problem, VenueRow } from '../../api';
import type { IconName } from '../../parts/icons';
import { day, dayNear, dayTitle, duration, has, hour, problemText, readable, t } from '../../words/words.svelte';

export type Line = { kind: 'kept' | 'skipped' | 'moved' | 'changed' | 'clash'; icon: IconName | null; text: string };

/** `Ascension, jour férié`, `fermé : Travaux`. */
export function reasonText(reason: PlanReason | null): string {
  const name = reason?.name ?? '';
  switch (reason?.code) {
    case undefined:
      return '';
    case 'holiday':
      return has(`holiday-${name}`) ? t('plan-off-holiday', { name: t(`holiday-${name}`) }) : t('plan-off-holiday-other');
    case 'closure':
      return name ? t('plan-off-closure', { name }) : t('plan-off-closure-bare');
    case 'venue_closed':
      return name ? t('plan-off-venue', { name }) : t('plan-off-venue-bare');
    case 'by_hand':
      return t('plan-off-by-hand');
    default:
      return t('plan-off-other');
  }
}

/** Hours arrive as minutes or as they are read. */
function argsOf(problem: Problem): Record<string, string> {
  return Object.fromEntries(Object.entries(problem.args).map(([name, value]) => [name, /^(?:from|to)$/.test(name) && /^\d+$/.test(value) ? hour(Number(value)) : value]));
}

/** The whole sentence, with its day unless it is about every session. */
export function clashText(clash: Clash): string {
  const what = problemText({ ...clash.problem, args: argsOf(clash.problem) });
  return clash.from === null ? what : t('clash-on', { day: dayTitle(clash.date), what });
}

/** The same in a few words, for the line of its session. */
export function clashShort(clash: Clash): string {
  const key = `clash-${clash.problem.code.replace(/^plan\./, '')}`;
  return has(key) ? t(key, readable(argsOf(clash.problem))) : t('clash-other');
}

export function fixText(fix: PlanFix): string {
  return fix.kind === 'venue' ? t('fix-venue', { name: fix.name }) : t('fix-day', { day: dayNear(fix.date), time: hour(fix.start) });
}

/** The clash that a line is part of. */
export function clashAt(plan: PlanPreview, line: PlannedDay): Clash | undefined {
  return line.is_clash ? plan.clashes.find((clash) => clash.date === line.date && clash.start === line.start) : undefined;
}

export function lineOf(plan: PlanPreview, line: PlannedDay, venues: VenueRow[]): Line {
  const clash = clashAt(plan, line);
  if (clash) return { kind: 'clash', icon: 'warn', text: clashShort(clash) };
  if (line.is_clash) return { kind: 'clash', icon: 'warn', text: t('clash-other') };
  const from = line.from === null || line.from === line.date ? null : dayNear(line.from);
  switch (line.fate) {
    case 'skipped':
      return { kind: 'skipped', icon: 'skip', text: reasonText(line.reason) };
    case 'moved': {
      // Nothing but a hand moves a session without a reason.
      const reason = reasonText(line.reason);
      if (from === null) return { kind: 'moved', icon: 'moved', text: reason };
      return { kind: 'moved', icon: 'moved', text: reason ? t('plan-moved', { day: from, reason }) : t('plan-changed-from', { day: from }) };
    }
    case 'changed':
      return { kind: 'changed', icon: 'note', text: from ? t('plan-changed-from', { day: from }) : t('plan-changed', { what: [`${hour(line.start)} – ${hour(line.end)}`, nameOf(venues, line.venue)].filter(Boolean).join(', ') }) };
    default:
      return { kind: 'kept', icon: null, text: '' };
  }
}

export function nameOf(venues: VenueRow[], id: string | null): string | null {
  return venues.find((venue) => venue.id === id)?.name ?? null;
}

/** What the level asks for, when that is not what there would be. */
export function minutesText(plan: PlanPreview): string | null {
  const more = plan.minutes - plan.planned_minutes;
  if (more === 0 || plan.planned_minutes === 0) return null;
  return t(more > 0 ? 'plan-more' : 'plan-less', { planned: duration(plan.planned_minutes), minutes: duration(Math.abs(more)) });
}

export function endText(plan: PlanPreview): string {
  return plan.last === null ? '' : t('plan-ends', { day: day(plan.last) });
}

/** Why nothing can be created from what is shown, in words; nothing when it can. */
export function whyNot(plan: PlanPreview | null): string | null {
  if (!plan) return null;
  if (plan.sessions === 0) return t('plan-why-none');
  const blocks = plan.clashes.filter((clash) => clash.is_block).length;
  return blocks > 0 ? t('plan-why-clash', { count: blocks + plan.more_clashes }) : null;
}

/** After so long, what others planned meanwhile may well be unknown here. */
const OLD_MS = 24 * 3600 * 1000;

/** Whether nothing was heard of headquarters for so long, or ever, that finding no clash says little. */
export function isOld(heard: number | null, now: number): boolean {
  return heard === null || now - heard > OLD_MS;
}

/** The clash that stands in front: the first that blocks, else the first. */
export function clashInFront(plan: PlanPreview | null): Clash | null {
  return plan?.clashes.find((clash) => clash.is_block) ?? plan?.clashes[0] ?? null;
}
