// A session in a few words, for the cards of the day. Pure: words come from the function given.
import type { SessionCard, Tally } from '../../api';
import type { Args } from '../../words/words.svelte';

type Say = (key: string, args?: Args) => string;

export function marked(session: SessionCard): number {
  return session.expected - session.tally.unmarked;
}

/** `Séance 7 sur 10 · Messagerie · salle B` */
export function facts(session: SessionCard, say: Say): string {
  const rank = say('session-rank-title', { number: session.number, of: session.of });
  return [rank, session.module, session.room].filter(Boolean).join(' · ');
}

export type State = 'complete' | 'begun' | 'waiting';

export function stateOf(session: SessionCard): State {
  if (session.expected > 0 && session.tally.unmarked === 0) return 'complete';
  return marked(session) > 0 ? 'begun' : 'waiting';
}

/** `CV et lettre · salle A · 9 sur 10 présents` */
export function line(session: SessionCard, say: Say): string {
  const came = session.tally.present + session.tally.late;
  const people =
    stateOf(session) === 'complete'
      ? say('line-came', { count: came, of: session.expected })
      : say('line-expected', { count: session.expected });
  return [session.module, session.room, people].filter(Boolean).join(' · ');
}

/** `5 présents, 1 en retard, 2 à marquer`; what is zero is left out. */
export function counted(tally: Tally, say: Say): string {
  return (['present', 'late', 'absent', 'excused', 'unmarked'] as const)
    .filter((k) => tally[k] > 0)
    .map((k) => say('counted', { count: tally[k], what: say(`count-${k}`, { count: tally[k] }) }))
    .join(', ');
}
