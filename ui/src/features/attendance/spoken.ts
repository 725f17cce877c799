// The sentence heard after a gesture: "Giorgi, late 15 minutes. 8 present, 1 late." Counts of zero are
// left out. Pure: words come from the function it is given.
import type { LearnerRow, Register, VolunteerRow } from '../../api';
import { markWords, type Say } from '../../words/mark';
import type { Happened } from './desk.svelte';

export function spoken(register: Register, last: Happened, say: Say): string {
  const rows: (LearnerRow | VolunteerRow)[] = [...register.learners, ...register.volunteers];
  const row = last.turned ? undefined : rows.find((r) => r.id === last.person);
  const counts = (['present', 'late', 'absent', 'excused', 'unmarked'] as const)
    .filter((k) => register.session.tally[k] > 0)
    .map((k) => say('counted', { count: register.session.tally[k], what: say(`count-${k}`, { count: register.session.tally[k] }) }))
    .join(', ');
  const first = row
    ? last.label.key === 'note'
      ? say('spoken-note', { name: row.name })
      : say('spoken-mark', { name: row.name, mark: markWords(row.mark, say) })
    : last.blocked[0]
      ? say('spoken-blocked', { what: last.blocked[0].what, by: last.blocked[0].by })
      : say(last.turned ? `spoken-${last.turned}` : 'spoken-rest');
  return `${first} ${counts}.`;
}
