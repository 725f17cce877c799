// What the in-memory centre keeps and forgets: its backups, a damage, history, one person's page, and
// what becomes of a person who is erased. Just enough for these screens; all names are invented.
import { refuse } from './fake-refuse';
import type { BackupView, DamageView, Erasure, Exported, HistoryLine, PersonDetail, PersonRow, Role } from './index';

const MINUTE = 60_000;
/** In minutes. */
const DAY = 1440;

type Written = [ago: number, by: string, device: string, what: string, about: string, value: string, stands: boolean];

const SESSION: Written[] = [
  [7, 'Claire F.', 'PC-1', 'attendance.mark', 'Reza Ahmadi', 'absent', true],
  [8, 'Inès Rousseau', 'PC-3F2A', 'attendance.mark', 'Giorgi Beridze', 'present late:10', true],
  [9, 'Claire F.', 'PC-1', 'attendance.mark', 'Giorgi Beridze', 'present', false],
  [10, 'Claire F.', 'PC-1', 'attendance.note', 'Oksana Kovalchuk', 'Aide sa voisine', true],
  [11, 'Claire F.', 'PC-1', 'attendance.note', 'Mariam Jalloh', '', true],
  [12, 'Claire F.', 'PC-1', 'attendance.mark', 'نور الحسن', 'present late:15 left:30', true],
  [14, 'Claire F.', 'PC-1', 'photo.photo', 'DIG-1', '4f1d', true],
  [14, 'Claire F.', 'PC-1', 'photo.content_key', 'DIG-1', '9a0c', true],
  [13, 'Inès Rousseau', 'PC-3F2A', 'photo.removed', 'DIG-1', 'Photo floue', true],
  [1460, 'Inès Rousseau', 'PC-3F2A', 'session.slot', 'DIG-1', '2027-04-20 840 960', true],
  [1461, 'Inès Rousseau', 'PC-3F2A', 'session.room', 'DIG-1', 'salle B', true],
];
const NAMES = ['Tesfay Gebremedhin', 'Oksana Kovalchuk', 'Mariam Jalloh', 'Abdirahman Warsame', 'Hamid Stanekzai', 'Fatoumata Diallo', 'Selam Haile'];
const MORE: Written[] = [...NAMES, ...NAMES].map((name, i) => [20 + i, 'Claire F.', 'PC-1', 'attendance.mark', name, i % 3 ? 'present' : 'excused', i < NAMES.length]);

export class FakeKeeping {
  damage: Omit<DamageView, 'may_restore'> | null;
  backup: BackupView;
  /** Set by a test: the next backup, export or restore is refused with this code. */
  refusing: string | null = null;
  /** Of whom only a name was asked. */
  readonly provisional = new Set(['learner-11']);
  private erasures = new Map<string, Erasure>();

  constructor(
    private now: number,
    private bare: boolean,
    damaged: boolean,
  ) {
    this.damage = damaged
      ? { code: 'store.damaged', newest_at: now - 43 * MINUTE, missing: [{ kind: 'marks', count: 32 }, { kind: 'people', count: 1 }], since: now - 40 * MINUTE, salvageable: 31, unread: 2 }
      : null;
    this.backup = bare
      ? { last_at: null, count: 0, bytes: 0, verified: false, folder: '/home/centre/passerelle/backups' }
      : { last_at: now - 43 * MINUTE, count: 9, bytes: 18_400_000, verified: true, folder: '/home/centre/passerelle/backups' };
  }

  damageFor(role: Role): DamageView | null {
    return this.damage && { ...this.damage, may_restore: role !== 'volunteer' };
  }
  restore(): void {
    this.refuseOnce();
    if (this.damage?.newest_at === null) refuse('backup.none');
    this.damage = null;
  }
  backUp(): BackupView {
    this.refuseOnce();
    this.backup = { ...this.backup, last_at: this.now, count: this.backup.count + 1, bytes: (this.backup.bytes ?? 0) + 2_000_000, verified: true };
    return this.backup;
  }

  /** Oldest first, as the core tells it. */
  history(): HistoryLine[] {
    return this.bare ? [] : this.lines([...SESSION, ...MORE]);
  }
  historyOf(row: PersonRow): HistoryLine[] {
    return this.lines([
      [9, 'Claire F.', 'PC-1', 'attendance.mark', row.name, 'present late:15', true],
      [10, 'Claire F.', 'PC-1', 'attendance.mark', row.name, 'absent', false],
      [4 * DAY, 'Inès Rousseau', 'PC-3F2A', 'learner.language', row.name, row.language ?? '', true],
      [4 * DAY + 1, 'Inès Rousseau', 'PC-3F2A', 'learner.name', row.name, row.name, true],
    ]);
  }
  private lines(written: Written[]): HistoryLine[] {
    return written
      .map(([ago, by, device, what, about, value, stands]) => {
        const [kind = '', register = ''] = what.split('.');
        return { at: this.now - ago * MINUTE, by, device, kind, about, register, value, stands };
      })
      .sort((one, other) => one.at - other.at);
  }

  detail(row: PersonRow | undefined, id: string, role: Role): PersonDetail {
    if (this.erasures.get(id)?.erased) refuse('person.erased');
    if (!row) return refuse('learner.unknown');
    const provisional = this.provisional.has(id);
    const [given = '', ...family] = provisional ? [row.name] : row.name.split(' ');
    const leads = role !== 'volunteer';
    const fields = [
      { name: 'given', value: given },
      { name: 'family', value: family.join(' ') },
      ...(provisional ? [{ name: 'is_provisional', value: 'true' }] : []),
      ...(row.own_name ? [{ name: 'own_name', value: row.own_name }] : []),
      ...(row.language ? [{ name: 'language', value: row.language }] : []),
      ...(leads && !row.is_volunteer ? [{ name: 'phone', value: '06 11 22 33 44' }, { name: 'birth_year', value: '1994' }, { name: 'bus_pass', value: '75-118' }] : []),
    ];
    return { person: row, fields, locked: !leads && !row.is_volunteer };
  }
  export(id: string, purpose: string): Exported {
    this.refuseOnce();
    if (!purpose.trim()) refuse('export.purpose_needed');
    return { folder: '/home/centre/Documents/Passerelle', files: [`${id}.pdf`, `${id}.json`] };
  }
  erasure(row: PersonRow | undefined, id: string): Erasure {
    const begun = this.erasures.get(id);
    if (begun) return begun;
    if (!row) return refuse('learner.unknown');
    return { person: id, name: row.name, erased: false, marks: 32, done: [], waiting: ['PC-1', 'PC-2', 'PC-3F2A'], kept: 2, photos: 3, photos_unsent: 1, referrals: 1 };
  }
  erase(row: PersonRow | undefined, id: string): Erasure {
    this.refuseOnce();
    const before = this.erasure(row, id);
    const done: Erasure = { ...before, name: null, erased: true, done: [{ device: 'PC-1', at: this.now }], waiting: ['PC-2', 'PC-3F2A'] };
    this.erasures.set(id, done);
    return done;
  }

  private refuseOnce(): void {
    const code = this.refusing;
    this.refusing = null;
    if (code) refuse(code);
  }
}
