// The invented centre behind the fake: its people, groups and sessions as plain data around a given
// day. It answers no command and keeps no state; fake.ts does. All names are invented.
import type { CohortRow, Home, Label, LearnerRow, LevelRow, Mark, MarkInput, PersonRow, SessionCard, Shape, VolunteerRow } from './bindings';

const P: Shape = 'present';
const L: Shape = 'late';
const A: Shape = 'absent';
const E: Shape = 'excused';

export const present: Mark = { status: 'present', late: null, left: null };
export const absent: Mark = { status: 'absent', late: null, left: null };
export const excused: Mark = { status: 'excused', late: null, left: null };

type Line = [name: string, own: string | null, language: string, five: Shape[], mark: Mark | null, note: string | null];

const LEARNERS: Line[] = [
  ['Tesfay Gebremedhin', 'ተስፋይ ገብረመድህን', 'ti', [P, P, P, P, P], present, null],
  ['Nour Al-Hassan', 'نور الحسن', 'ar', [P, P, L, P, P], present, null],
  ['Oksana Kovalchuk', 'Оксана Ковальчук', 'uk', [P, P, P, P, P], present, 'Aide sa voisine'],
  ['Giorgi Beridze', 'გიორგი ბერიძე', 'ka', [L, P, L, P, L], { status: 'present', late: 10, left: null }, null],
  ['Mariam Jalloh', null, 'ff', [P, P, P, A, P], present, null],
  ['Reza Ahmadi', 'رضا احمدی', 'fa', [P, A, P, A, A], absent, null],
  ['Abdirahman Warsame', null, 'so', [P, P, E, P, P], present, null],
  ['Hamid Stanekzai', 'حميد ستانکزی', 'ps', [P, P, P, P, E], excused, 'Rendez-vous CAF'],
  ['Fatoumata Diallo', null, 'fr', [P, P, P, P, P], null, null],
  ['Selam Haile', 'ሰላም ኃይለ', 'ti', [P, L, P, P, P], null, null],
];

export function learners(count: number, marked: boolean): LearnerRow[] {
  return Array.from({ length: count }, (_, i) => {
    const [name, own_name, language, last_five, mark, note] = LEARNERS[i % LEARNERS.length]!;
    const again = i >= LEARNERS.length;
    const kept = marked && !again ? mark : null;
    return {
      id: `learner-${i + 1}`,
      name: again ? `${name} ${Math.floor(i / LEARNERS.length) + 1}` : name,
      own_name,
      language,
      last_five,
      mark: kept,
      note: marked && !again ? note : null,
      place: !kept ? 'nowhere' : i < 3 ? 'received' : i === 5 ? 'look' : 'here',
      absent_twice: i === 5,
      guest: false,
      provisional: false,
      signed: [],
    };
  });
}

export function volunteers(marked: boolean): VolunteerRow[] {
  const names = ['Claire Fabre', 'Youssef Benali', 'Ana Pereira', 'Marc Lefort'];
  return names.map((name, i) => ({
    id: `volunteer-${i + 1}`,
    name,
    part: i === 0 ? 'lead' : 'assistant',
    mark: marked && i < 3 ? present : null,
    minutes: marked && i < 3 ? 150 : 0,
    place: marked && i < 3 ? 'here' : 'nowhere',
    signed: [],
  }));
}

export const LEVELS: LevelRow[] = [
  { id: 'level-dig-1', code: 'DIG-1', title: 'DIGITAL Initiation', minutes: 1200, sessions: 10 },
  { id: 'level-dig-2', code: 'DIG-2', title: 'DIGITAL Intermédiaire', minutes: 1200, sessions: 10 },
  { id: 'level-cod-1', code: 'COD-1', title: 'CODE, niveau 1', minutes: 2880, sessions: 24 },
];

const NONE = { present: 0, late: 0, absent: 0, excused: 0, unmarked: 10 };

function card(id: string, code: string, title: string, date: string, start: number, end: number): SessionCard {
  return {
    id,
    code,
    title,
    number: 7,
    of: 10,
    module: null,
    room: 'salle A',
    date,
    start,
    end,
    expected: 10,
    tally: { ...NONE },
    strip: Array.from({ length: 10 }, (): Shape => 'unmarked'),
    volunteers: 0,
    volunteers_target: 4,
    last_time: [9, 10],
    state: 'open',
  };
}

/** Three sessions: one done, one on, one to come. */
export function sessions(date: string): SessionCard[] {
  const morning = card('session-1', 'DIG-2', 'Intermédiaire', date, 570, 690);
  morning.module = 'CV et lettre';
  morning.number = 4;
  morning.strip = [P, P, P, P, P, P, P, P, P, A];
  morning.tally = { present: 9, late: 0, absent: 1, excused: 0, unmarked: 0 };
  morning.volunteers = 4;
  morning.state = 'closed';
  const now = card('session-2', 'DIG-1', 'Initiation', date, 840, 960);
  now.module = 'Messagerie, première partie';
  now.room = 'salle B';
  const evening = card('session-3', 'COD-1', 'CODE, niveau 1', date, 1050, 1170);
  evening.module = 'CSS, semaine 3';
  evening.volunteers = 4;
  return [morning, now, evening];
}

export function cohorts(date: string, long = false): CohortRow[] {
  const many = long ? { held: 60, sessions: 60, learners: 40, capacity: 40 } : {};
  return [
    { id: 'cohort-1', code: 'DIG-1', title: 'Initiation', level: 'DIG-1', room: 'salle B', first: '2027-03-30', last: '2027-04-29', held: 6, sessions: 10, learners: 10, capacity: 12, volunteers: 4, form: 'course', audience: 'learners', next: 'session-2', ...many },
    { id: 'cohort-2', code: 'DIG-2', title: 'Intermédiaire', level: 'DIG-2', room: 'salle A', first: '2027-04-08', last: '2027-05-11', held: 4, sessions: 10, learners: 10, capacity: 12, volunteers: 4, form: 'course', audience: 'learners', next: 'session-1' },
    { id: 'cohort-3', code: 'COD-1', title: 'CODE, niveau 1', level: 'COD-1', room: 'salle A', first: date, last: '2027-07-09', held: 0, sessions: 24, learners: 10, capacity: 12, volunteers: 4, form: 'course', audience: 'learners', next: 'session-3' },
  ];
}

/** `walkedIn` adds somebody of whom only a name was asked. */
export function people(walkedIn = false): PersonRow[] {
  const came: [number, number][] = [[6, 6], [6, 6], [6, 6], [6, 6], [5, 6], [3, 6], [5, 6], [5, 6], [6, 6], [6, 6]];
  const learning = LEARNERS.map(([name, own_name, language], i): PersonRow => ({
    id: `learner-${i + 1}`,
    is_volunteer: false,
    name,
    own_name,
    language,
    cohorts: i === 1 ? ['DIG-1', 'DIG-2'] : ['DIG-1'],
    attended: came[i] ?? null,
  }));
  const helping = volunteers(false).map((v): PersonRow => ({
    id: v.id,
    is_volunteer: true,
    name: v.name,
    own_name: null,
    language: null,
    cohorts: [],
    attended: null,
  }));
  const newcomer: PersonRow = { id: 'learner-11', is_volunteer: false, name: 'Zeinab Osman', own_name: null, language: null, cohorts: [], attended: [1, 1] };
  return [...learning, ...(walkedIn ? [newcomer] : []), ...helping];
}

/** What is told of a centre that is not open: nothing but the way in. */
export function shutHome({ language, theme }: { language: string | null; theme: string | null }): Omit<Home, 'phase' | 'tiles'> {
  return { problem: null, demo: false, centre: null, person: null, role: null, device: null, language, theme, reopen: null, shown: null, damage: null, signing: null, link: null };
}

/** What marking somebody is called. */
export function markLabel(name: string, input: MarkInput): Label {
  const key = input.kind === 'clear' ? 'mark-cleared' : `mark-${input.kind}`;
  return { key, args: 'minutes' in input ? { name, minutes: String(input.minutes) } : { name } };
}
