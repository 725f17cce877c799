// What a rota says: the few letters that stand in a cell, and the whole of it for the ear. It only chooses
// words.
import type { Found, Label, RotaCell, RotaPerson, RotaSession } from '../../api';
import { day, duration, has, hour, languageName, t } from '../../words/words.svelte';
import { hindrance, missing } from './rota';

export const cellShort = ({ state }: RotaCell) => t(`rota-short-${state}`);
/** Why they cannot come after all; else their part: an assistant is what one is when nothing else is said. */
export const belowShort = (cell: RotaCell) => (cell.hindered ? t(`rota-short-${cell.hindered}`) : partShort(cell));
const partShort = ({ part }: RotaCell) => (part && part !== 'assistant' && has(`rota-part-${part}`) ? t(`rota-part-${part}`) : '');

export function cellWhole({ state, part, hindered }: RotaCell): string {
  const answer = t(`rota-state-${state}`);
  const said = hindered ? t('rota-state-but', { said: answer, why: t(`rota-state-${hindered}`) }) : answer;
  return part && has(`part-${part}`) ? t('rota-state-part', { said, part: t(`part-${part}`) }) : said;
}

/** That somebody cannot come, and what then makes it so all the same. */
export const doubtText = (name: string, cell: Pick<RotaCell, 'state' | 'hindered'>) => t('rota-doubt', { name, why: hindrance(cell) ?? '' });

/** Why nothing can be changed. */
export const fixedText = ({ is_over }: Pick<RotaSession, 'is_over'>) => t(is_over ? 'rota-over' : 'rota-marked');

/** `jeudi 22 avril, DIG-1` */
export const sessionName = (session: Pick<RotaSession, 'date' | 'code'>) => t('rota-session', { day: day(session.date), code: session.code });

export function cellName(person: Pick<RotaPerson, 'name'>, session: RotaSession, cell: RotaCell): string {
  return t('rota-cell', { name: person.name, session: sessionName(session), said: cellWhole(cell) });
}

/** `3 bénévoles sur 4, il en manque 1, 1 sans réponse` */
export function barWhole(session: RotaSession): string {
  const lacking = missing(session);
  const parts = [t('rota-bar', { count: session.confirmed, of: session.target })];
  if (lacking > 0) parts.push(t('rota-bar-lacking', { count: lacking }));
  if (session.asked > 0) parts.push(t('rota-bar-asked', { count: session.asked }));
  if (session.hindered > 0) parts.push(t('rota-bar-hindered', { count: session.hindered }));
  if (session.beside > 0) parts.push(t('rota-bar-beside', { count: session.beside }));
  return parts.join(', ');
}

/** All but its day and its group, which are seen. */
export function sessionRest(session: RotaSession): string {
  const parts = [t('rota-hours', { from: hour(session.start), to: hour(session.end) }), session.place, t('rota-rank', { number: session.number, of: session.of }), barWhole(session), session.has_lead ? null : t('rota-no-lead')];
  return parts.filter(Boolean).join(', ');
}
export const sessionWhole = (session: RotaSession) => `${sessionName(session)}, ${sessionRest(session)}`;

/** `12 h · Atelier Numéria` */
export function personFacts({ company, minutes }: Pick<RotaPerson, 'company' | 'minutes'>): string {
  return [minutes > 0 ? duration(minutes) : null, company].filter(Boolean).join(' · ');
}

/** What may speak for somebody, and what they may lack; of what this window has no word for, it says nothing. */
const FITS = ['fit-level', 'fit-language', 'fit-skill', 'fit-time', 'fit-knows-group', 'lack-level', 'lack-language'];
export const fitTexts = (fits: Label[]) => fits.filter(({ key }) => FITS.includes(key)).map(({ key, args }) => ({ key, text: t(key, { ...args, language: languageName(args['language'] ?? '') }) }));
export function foundFacts({ volunteer, state, hindered }: Found): string {
  const stands = state === 'free' ? null : cellWhole({ state, part: null, hindered });
  return [volunteer.company, t('rota-given', { hours: duration(volunteer.minutes) }), stands].filter(Boolean).join(' · ');
}
