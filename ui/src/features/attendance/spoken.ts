// The sentence heard after a gesture: "Giorgi, late 15 minutes. 8 present, 1 late." Counts of zero are
// left out. Pure: words come from the function it is given.
import type { LearnerRow, Register, VolunteerRow } from '../../api';
import { markWords, type Say } from '../../words/mark';
import { readable } from '../../words/words.svelte';
import type { Happened } from './desk.svelte';

export function spoken(register: Register, last: Happened, say: Say): string {
  const rows: (LearnerRow | VolunteerRow)[] = [...register.learners, ...register.volunteers];
  const row = last.turned ? undefined : rows.find((r) => r.id === last.person);
  const counts = (['present', 'late', 'absent', 'excused', 'unmarked'] as const)
    .filter((k) => register.session.tally[k] > 0)
    .map((k) => say('counted', { count: register.session.tally[k], what: say(`count-${k}`, { count: register.session.tally[k] }) }))
    .join(', ');
  return `${whatHappened(last, row, say)} ${counts}.`;
}

function whatHappened(last: Happened, row: LearnerRow | VolunteerRow | undefined, say: Say): string {
  if (row && last.label.key === 'note') return say('spoken-note', { name: row.name });
  if (row) return say('spoken-mark', { name: row.name, mark: markWords(row.mark, say) });
  const blocked = last.blocked[0];
  if (blocked) return say('spoken-blocked', { what: blocked.what, by: blocked.by });
  if (last.turned) return say(last.turned === 'undo' ? 'spoken-undid' : 'spoken-redid', { what: say(`gesture-${last.label.key}`, readable(last.label.args)) });
  if (last.label.key === 'mark-rest') return say('spoken-rest');
  // Of the whole register: the same words as its toast.
  return `${say(`gesture-${last.label.key}`, readable(last.label.args))}.`;
}
