// What a rota says: the few letters that stand in a cell, and the whole of it for the ear. It only chooses
// words.
import type { Found, Label, RotaCell, RotaPerson, RotaSession } from '../../api';
import { day, duration, has, hour, languageName, t } from '../../words/words.svelte';
import { missing } from './rota';

export const cellShort = ({ state }: RotaCell) => t(`rota-short-${state}`);
/** An assistant is what one is when nothing else is said. */
export const partShort = ({ part }: RotaCell) => (part && part !== 'assistant' && has(`rota-part-${part}`) ? t(`rota-part-${part}`) : '');

export function cellWhole({ state, part }: RotaCell): string {
  const said = t(`rota-state-${state}`);
  return part && has(`part-${part}`) ? t('rota-state-part', { said, part: t(`part-${part}`) }) : said;
}

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

/** What may speak for somebody; of what this window has no word for, it says nothing. */
const FITS = ['fit-level', 'fit-language', 'fit-skill', 'fit-time', 'fit-knows-group'];
export const fitTexts = (fits: Label[]) => fits.filter(({ key }) => FITS.includes(key)).map(({ key, args }) => ({ key, text: t(key, { ...args, language: languageName(args['language'] ?? '') }) }));
export function foundFacts({ volunteer, state }: Found): string {
  return [volunteer.company, t('rota-given', { hours: duration(volunteer.minutes) }), state === 'free' ? null : t(`rota-state-${state}`)].filter(Boolean).join(' · ');
}
