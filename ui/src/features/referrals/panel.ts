// The parts of the panel of one referral, and what can be done next with it. Pure.
import type { ReferralRow } from '../../api';
import { columnOf, COLUMNS, ENDS } from './board';

export type PanelPart = 'file' | 'positioning' | 'enrol' | 'partner';
export const PANEL_PARTS: PanelPart[] = ['file', 'positioning', 'enrol', 'partner'];

/** Whether it is settled what becomes of the person: then the partner can be told how it ended. */
export function isDecided({ state }: ReferralRow): boolean {
  return state === 'enrolled' || ENDS.includes(state);
}

/** Where it may go from here: onwards, to an end, or back. Enrolment has its own part. */
export function waysOf(row: ReferralRow): { on: string[]; ends: string[]; back: string[] } {
  const here = COLUMNS.indexOf(columnOf(row.state));
  const place = (state: string) => COLUMNS.indexOf(columnOf(state));
  return {
    on: row.may.filter((state) => place(state) > here && !ENDS.includes(state)),
    ends: row.may.filter((state) => ENDS.includes(state)),
    back: row.may.filter((state) => place(state) < here),
  };
}
