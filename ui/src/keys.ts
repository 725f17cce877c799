// Every key of the window, each declared once: what it is called, how it is written, where it acts. From here
// come the keys that work everywhere, the list that `?` shows, the one in the settings and the hints of the
// palette. What a screen's own key does stays with the screen, beside what it changes.
import type { IconName } from './parts/icons';
import type { Route } from './route';

/** Where a key acts: everywhere, or in one part of a screen. */
export const PLACES = ['today', 'register', 'groups', 'sessions', 'plan', 'calendar', 'seats', 'allocation', 'board', 'rota', 'catalogue', 'look', 'page', 'everywhere'] as const;
export type Place = (typeof PLACES)[number];

/** Of `keys` each stands by itself or, after G, follows it; one with a small letter first is a message. */
export type Shortcut = { place: Place; keys: string[]; title: string };

/** A screen that G and a letter lead to. */
export type Way = Shortcut & { route: Route; icon: IconName };
export type Does = Route | 'palette' | 'lock' | 'keys';

const way = (letter: string, title: string, icon: IconName, route: Route): Way => ({ place: 'everywhere', keys: ['G', letter], title, icon, route });

export const WAYS: Way[] = [
  way('T', 'rail-today', 'today', { name: 'today', date: null }),
  way('P', 'rail-people', 'people', { name: 'people', find: false }),
  way('C', 'rail-cohorts', 'groups', { name: 'cohorts' }),
  way('E', 'rail-exchange', 'exchange', { name: 'exchange', look: false }),
];

/** What acts everywhere beside the ways, as one presses it. */
export const ACTS = {
  palette: { place: 'everywhere', keys: ['Ctrl K', '/'], title: 'palette-open' },
  lock: { place: 'everywhere', keys: ['Ctrl L'], title: 'lock-now' },
  keys: { place: 'everywhere', keys: ['?'], title: 'keys' },
} satisfies Record<string, Shortcut>;

const at = (place: Place, ...lines: [string[], string][]): Shortcut[] => lines.map(([keys, title]) => ({ place, keys, title }));

export const SHORTCUTS: Shortcut[] = [
  ...at('today', [['key-enter'], 'keys-open-register']),
  ...at(
    'register',
    [['letter-present', '1'], 'keys-present'],
    [['letter-late', '2'], 'keys-late'],
    [['letter-absent', '3'], 'keys-absent'],
    [['letter-excused', '4'], 'keys-excused'],
    [['key-rest'], 'keys-rest'],
    [['D'], 'keys-left'],
    [['T'], 'keys-remote'],
    [['N'], 'keys-note'],
    [['S'], 'keys-sign'],
    [['W', 'Ctrl N'], 'keys-walk-in'],
    [['I'], 'pause'],
    [['/'], 'keys-filter'],
    [['H'], 'keys-history'],
    [['U', 'key-delete'], 'keys-clear'],
    [['↑', '↓', 'key-home', 'key-end'], 'keys-rows'],
    [['←', '→'], 'keys-cells'],
    [['key-undo'], 'keys-undo'],
    [['key-redo'], 'keys-redo'],
    [['key-ctrl-enter'], 'closing'],
    [['key-menu'], 'keys-menu'],
    [['F6'], 'keys-toast'],
    [['key-escape'], 'keys-back'],
  ),
  ...at(
    'groups',
    [['F2'], 'group-change'],
    [['↑', '↓', 'key-home', 'key-end'], 'keys-lines'],
    [['key-undo'], 'keys-undo'],
    [['key-redo'], 'keys-redo'],
    [['F6'], 'keys-toast'],
    [['key-escape'], 'keys-leave'],
  ),
  ...at(
    'sessions',
    [['key-enter'], 'keys-open-register'],
    [['M'], 'session-move'],
    [['X'], 'session-cancel'],
    [['↑', '↓', 'key-home', 'key-end'], 'keys-lines'],
  ),
  ...at('plan', [['key-enter'], 'keys-plan-open'], [['key-delete'], 'keys-plan-leave'], [['↑', '↓', 'key-home', 'key-end'], 'keys-lines']),
  ...at(
    'calendar',
    [['↑', '↓', '←', '→'], 'keys-calendar-go'],
    [['key-enter'], 'keys-open-register'],
    [['M'], 'keys-calendar-lift'],
    [['key-page-up', 'key-page-down'], 'keys-calendar-turn'],
    [['key-home'], 'keys-calendar-now'],
  ),
  ...at(
    'seats',
    [['O'], 'seat-do-offer'],
    [['Y'], 'keys-seat-take'],
    [['N'], 'seat-do-declined'],
    [['F'], 'keys-seat-first'],
    [['T'], 'seat-do-transfer'],
    [['X'], 'seat-do-cancel'],
    [['L'], 'seat-do-letter'],
    [['↑', '↓', 'key-home', 'key-end'], 'keys-lines'],
  ),
  ...at('allocation', [['↑', '↓'], 'keys-percent'], [['key-page-up', 'key-page-down'], 'keys-percent-ten']),
  ...at(
    'board',
    [['↑', '↓', '←', '→'], 'keys-board-go'],
    [['key-enter'], 'keys-board-open'],
    [['key-space'], 'keys-board-lift'],
    [['key-escape'], 'keys-leave'],
  ),
  ...at(
    'rota',
    [['key-enter'], 'keys-rota-next'],
    [['Y', 'N'], 'keys-rota-answer'],
    [['L', 'A', 'I', 'O'], 'keys-rota-part'],
    [['key-delete'], 'rota-off'],
    [['F'], 'rota-find'],
    [['key-page-up', 'key-page-down'], 'keys-rota-turn'],
  ),
  ...at('catalogue', [['Alt ↑', 'Alt ↓'], 'keys-module-move'], [['key-undo'], 'keys-undo'], [['key-redo'], 'keys-redo'], [['key-escape'], 'keys-leave']),
  ...at('look', [['1', '2', '…'], 'keys-answer'], [['A'], 'keys-latest'], [['L', 'key-escape'], 'keys-later'], [['key-undo'], 'keys-undo']),
  ...at('page', [['key-escape'], 'keys-leave']),
  ...WAYS,
  ...Object.values(ACTS),
];

/** The parts of a screen whose keys are told first there. */
const OF_SCREEN: Partial<Record<Route['name'], Place[]>> = {
  today: ['today'],
  register: ['register'],
  cohorts: ['groups', 'sessions', 'plan', 'calendar', 'seats', 'allocation', 'rota'],
  referrals: ['board'],
  volunteers: ['rota'],
  catalogue: ['catalogue'],
  exchange: ['look'],
  person: ['page'],
  history: ['page'],
};

export function placesOf(screen: Route['name']): Place[] {
  return OF_SCREEN[screen] ?? [];
}

export function keysAt(place: Place): Shortcut[] {
  return SHORTCUTS.filter((one) => one.place === place);
}

/** What a key that was pressed does everywhere: `Ctrl K`, `?`, or the letter that follows a G. */
export function pressed(key: string, afterG: boolean): Does | null {
  if (afterG) return WAYS.find(({ keys }) => keys[1] === key)?.route ?? null;
  const found = (Object.keys(ACTS) as (keyof typeof ACTS)[]).find((name) => ACTS[name].keys.includes(key));
  return found ?? null;
}
