// What the palette offers: people that were found, groups, sessions of today and the two weeks that come (`farther` has others), places,
// and what can be done, as lines with what each does. Only what the role may do is among them. Pure but
// for the messages.
import type { CalendarAsk, CalendarSession, CohortRow, FoundPerson, Home, VenueRow } from '../../api';
import { ACTS, WAYS } from '../../keys';
import type { IconName } from '../../parts/icons';
import type { Route } from '../../route';
import { leads, type Wants } from '../../state.svelte';
import { day, dayLine, hour, LANGUAGES, t } from '../../words/words.svelte';
import { fit, type Fit } from './matching';

export type Does =
  | { do: 'go'; route: Route; wants?: Wants }
  | { do: 'calendar'; of: CalendarAsk }
  | { do: 'lock' | 'keys' | 'backup' | 'exchange' }
  | { do: 'language'; tag: string }
  | { do: 'theme'; theme: 'light' | 'dark' };

export type Kind = 'people' | 'groups' | 'sessions' | 'places' | 'actions';
export const KINDS: Kind[] = ['people', 'groups', 'sessions', 'places', 'actions'];

export type Choice = {
  id: string;
  kind: Kind;
  icon: IconName;
  text: string;
  /** A name in its own script, and the language it is in. */
  own: string | null;
  language: string | null;
  /** What tells it from another of the same name. */
  beside: string;
  /** Other words that find it. */
  also: string;
  keys: readonly string[];
  does: Does;
  /** Offered only when it is asked for. */
  quiet: boolean;
};

/** What was read when the palette was opened. */
export type Known = { cohorts: CohortRow[]; sessions: CalendarSession[]; venues: VenueRow[] };

/** How many of a kind are shown at once. */
const SHOWN: Record<Kind, number> = { people: 8, groups: 6, sessions: 6, places: 4, actions: 8 };

const choice = (kind: Kind, id: string, icon: IconName, text: string, does: Does, more: Partial<Choice> = {}): Choice => ({
  id, kind, icon, text, own: null, language: null, beside: '', also: '', keys: [], does, quiet: false, ...more,
});

export function personChoice(person: FoundPerson): Choice {
  const beside = person.is_volunteer ? t('a-volunteer') : person.cohorts.join(', ') || t('a-learner');
  const { id, own_name: own, language } = person;
  return choice('people', `person:${id}`, 'people', person.name, { do: 'go', route: { name: 'person', person: id } }, { own, language, beside });
}

/** A volunteer's own sessions, for their telephone. */
export function volunteerCalendar({ id, name }: FoundPerson): Choice {
  return choice('actions', `calendar:volunteer:${id}`, 'today', t('palette-calendar', { what: name }), { do: 'calendar', of: { kind: 'volunteer', id } });
}

export function groupChoices(cohorts: CohortRow[]): Choice[] {
  return cohorts.map((row) =>
    choice('groups', `group:${row.id}`, 'groups', row.code === row.title ? row.code : `${row.code} ${row.title}`, { do: 'go', route: { name: 'cohorts' }, wants: { group: row.id } }, {
      beside: [row.first ? t('palette-from', { day: dayLine(row.first) }) : '', row.capacity ? t('so-many', { count: row.learners, of: row.capacity }) : ''].filter(Boolean).join(' · '),
      also: row.level ?? '',
    }),
  );
}

export function sessionChoices(sessions: CalendarSession[], today: string): Choice[] {
  return sessions
    .filter(({ state }) => state !== 'moved' && state !== 'cancelled')
    .map((one) => {
      const when = one.date === today ? t('palette-today', { hour: hour(one.start) }) : `${day(one.date)}, ${hour(one.start)}`;
      return choice('sessions', `session:${one.id}`, 'list', `${one.code}, ${when}`, { do: 'go', route: { name: 'register', session: one.id } }, {
        beside: [t('session-rank-title', { number: one.number, of: one.of }), one.room ?? ''].filter(Boolean).join(' · '),
        also: `${one.title} ${one.module ?? ''}`,
        quiet: one.date !== today,
      });
    });
}

export function placeChoices(venues: VenueRow[]): Choice[] {
  return venues
    .filter((venue) => !venue.is_archived)
    .map((venue) => choice('places', `place:${venue.id}`, 'place', venue.name, { do: 'go', route: { name: 'cohorts' }, wants: 'places' }, { beside: venue.address ?? '' }));
}

/** The session that is on, or the next of the day, or the last. */
export function sessionNow(sessions: CalendarSession[], { today, minute }: Pick<Here, 'today' | 'minute'>): CalendarSession | null {
  const own = sessions.filter((one) => one.date === today && one.state !== 'moved' && one.state !== 'cancelled');
  return own.find((one) => one.end > minute) ?? own.at(-1) ?? null;
}

export type Here = { home: Home | null; today: string; minute: number; language: string };

/** What can be done, by whoever is at the keys. */
export function actionChoices({ cohorts, sessions, venues }: Known, here: Here): Choice[] {
  const { home, language } = here;
  const act = (id: string, icon: IconName, text: string, does: Does, more: Partial<Choice> = {}) => choice('actions', id, icon, text, does, more);
  const groups: Route = { name: 'cohorts' };
  const now = sessionNow(sessions, here);
  const calendar = (kind: 'cohort' | 'venue', { id }: { id: string }, what: string) =>
    act(`calendar:${kind}:${id}`, 'today', t('palette-calendar', { what }), { do: 'calendar', of: { kind, id } }, { quiet: true });
  return [
    ...(now ? [act('register-now', 'list', t('palette-register', { code: now.code, hour: hour(now.start) }), { do: 'go', route: { name: 'register', session: now.id } }, { quiet: true })] : []),
    ...WAYS.map(({ route, icon, title, keys }) => act(`go:${route.name}`, icon, t(title), { do: 'go', route }, { keys })),
    ...(leads(home)
      ? [
          act('go:referrals', 'referral', t('rail-referrals'), { do: 'go', route: { name: 'referrals', referral: null } }),
          act('go:volunteers', 'helping', t('rail-volunteers'), { do: 'go', route: { name: 'volunteers', volunteer: null } }),
          act('go:partners', 'people', t('partners'), { do: 'go', route: { name: 'partners', funding: false } }),
          act('go:catalogue', 'list', t('catalogue'), { do: 'go', route: { name: 'catalogue', level: null } }),
          act('new-group', 'plus', t('cohort-add'), { do: 'go', route: groups, wants: 'cohort' }),
        ]
      : []),
    act('new-person', 'person-plus', t('person-add'), { do: 'go', route: { name: 'people', find: false }, wants: 'person' }),
    act('places', 'place', t('places'), { do: 'go', route: groups, wants: 'places' }),
    act('settings', 'settings', t('rail-settings'), { do: 'go', route: { name: 'settings', keys: false } }),
    act('keys', 'key', t('keys'), { do: 'keys' }, { keys: ACTS.keys.keys }),
    ...(home?.demo ? [] : [
      act('lock', 'sheet', t('lock-now'), { do: 'lock' }, { keys: ACTS.lock.keys, also: t('palette-also-lock') }),
      act('backup', 'laptop', t('palette-backup'), { do: 'backup' }, { quiet: true }),
      act('exchange', 'exchange', t('palette-exchange'), { do: 'exchange' }, { quiet: true }),
    ]),
    act('theme:light', 'settings', t('palette-theme-light'), { do: 'theme', theme: 'light' }, { quiet: true, also: t('theme') }),
    act('theme:dark', 'settings', t('palette-theme-dark'), { do: 'theme', theme: 'dark' }, { quiet: true, also: t('theme') }),
    ...LANGUAGES.filter(({ tag }) => tag !== language).map(({ tag, name }) => act(`language:${tag}`, 'globe', name, { do: 'language', tag }, { quiet: true, also: t('language') })),
    ...cohorts.map((row) => calendar('cohort', row, row.code)),
    ...venues.filter((venue) => !venue.is_archived).map((venue) => calendar('venue', venue, venue.name)),
  ];
}

export type Section = { kind: Kind | 'recent'; choices: Choice[] };

/**
 * What fits, kind by kind. People come first where their name is what is typed; where it only sounds so, after
 * whatever else says it in letters.
 */
export function sections(typed: string, people: Choice[], others: Choice[]): Section[] {
  const ranked = (kind: Kind): { choice: Choice; fit: Fit }[] =>
    others
      .filter((one) => one.kind === kind)
      .flatMap((one) => {
        const how = fit(typed, one.text, one.also);
        return how === null ? [] : [{ choice: one, fit: how }];
      })
      .sort((a, b) => a.fit - b.fit)
      .slice(0, SHOWN[kind]);
  const found = KINDS.filter((kind) => kind !== 'people').map((kind) => ({ kind, ranked: ranked(kind) })).filter((part) => part.ranked.length > 0);
  const rest: Section[] = found.map(({ kind, ranked: list }) => ({ kind, choices: list.map((one) => one.choice) }));
  if (people.length === 0) return rest;
  const own: Section = { kind: 'people', choices: people.slice(0, SHOWN.people) };
  const named = people.some((one) => fit(typed, `${one.text} ${one.own ?? ''}`) !== null);
  const said = found.some((part) => part.ranked.some((one) => one.fit <= 1));
  return named || !said ? [own, ...rest] : [...rest, own];
}

/** Before anything is typed: what was chosen last, the sessions of the day (`now` before the others), what is done most. */
export function atFirst(recent: Choice[], others: Choice[], now: string | null): Section[] {
  const known = new Set(recent.map(({ id }) => id));
  const left = others.filter(({ id, quiet }) => !known.has(id) && !quiet);
  const isNow = ({ id }: Choice) => Number(id === `session:${now}`);
  const today = left.filter((one) => one.kind === 'sessions').sort((a, b) => isNow(b) - isNow(a));
  const parts: Section[] = [
    { kind: 'recent', choices: recent },
    { kind: 'sessions', choices: today.slice(0, SHOWN.sessions) },
    { kind: 'actions', choices: left.filter((one) => one.kind === 'actions') },
  ];
  return parts.filter(({ choices }) => choices.length > 0);
}
