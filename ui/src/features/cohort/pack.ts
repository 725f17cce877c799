// What of a group is to be on paper, as it is chosen, and as the core is told. Pure.
import type { CohortRow, PackAsk } from '../../api';

export const SHEETS = ['week', 'all', 'none'] as const;
export const TONGUES = ['fr en', 'fr', 'en', 'none'] as const;

export type PackFields = { roster: boolean; sheets: (typeof SHEETS)[number]; tongues: (typeof TONGUES)[number]; contact: string };

export function firstFields(contact: string): PackFields {
  return { roster: true, sheets: 'week', tongues: 'fr en', contact };
}

/** Nothing when nothing is wanted. */
export function packAsk(cohort: CohortRow, { roster, sheets, tongues, contact }: PackFields): PackAsk | null {
  const convocations = tongues === 'none' ? [] : tongues.split(' ');
  if (!roster && sheets === 'none' && convocations.length === 0) return null;
  const all = sheets === 'all';
  return {
    cohort: cohort.id,
    roster,
    sheets: sheets !== 'none',
    first: all ? cohort.first : null,
    last: all ? cohort.last : null,
    convocations,
    contact: convocations.length > 0 ? contact.trim() || null : null,
  };
}
