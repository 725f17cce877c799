// The people of the in-memory centre's computer, and what opens it: just enough for the screens that
// stand before a centre. The PIN of everybody is 274918, or whatever they have chosen since.
import { refuse } from './fake-refuse';
import type { Newcomer, Shown, Tile } from './index';

export const PIN = '274918';
export const PHRASE = 'abaisser abandon abdiquer abeille abolir aborder';
export const RECOVERY = '7KQ2M 4XNPB 0W8GZ DTJ5R HC3VE';

export class FakePeople {
  locked = false;
  phrase = false;
  unprotected = false;
  lostSecret = false;
  /** The computer was away too long: no PIN opens it. */
  away = false;
  me = 'person-claire';
  /** Seconds to wait after a second wrong PIN. */
  wait = 5;
  private wrong = 0;
  private pins = new Map<string, string>();
  tiles: Tile[] = [
    { id: 'person-claire', name: 'Claire Fabre', role: 'volunteer', has_pin: true, is_me: true },
    { id: 'person-ines', name: 'Inès Rousseau', role: 'coordinator', has_pin: true, is_me: false },
    { id: 'person-omar', name: 'Omar Haddad', role: 'volunteer', has_pin: false, is_me: false },
  ];

  get phase(): 'unprotected' | 'phrase' | 'no_secret' | 'locked' | 'ready' {
    if (this.unprotected) return 'unprotected';
    if (this.lostSecret) return 'no_secret';
    if (this.phrase) return 'phrase';
    return this.locked ? 'locked' : 'ready';
  }
  /** Who came in, called as the records call them. */
  get atTheKeys(): Pick<Tile, 'name' | 'role'> {
    const me = this.tiles.find((tile) => tile.id === this.me) ?? this.tiles[0]!;
    return me.id === 'person-claire' ? { ...me, name: 'Claire F.' } : me;
  }
  shown(): Shown {
    return { recovery: RECOVERY, phrase: PHRASE };
  }
  begin(name: string): void {
    this.tiles = [{ id: 'person-first', name, role: 'coordinator', has_pin: true, is_me: true }];
    this.me = 'person-first';
  }
  seen(): Tile[] {
    return this.tiles.map((tile) => ({ ...tile, is_me: tile.id === this.me }));
  }
  say(words: string): void {
    if (words.trim() !== PHRASE) refuse('phrase.wrong');
    this.phrase = false;
    this.locked = true;
  }
  unlock(person: string, pin: string): void {
    if (this.away) refuse('keys.away');
    if (pin !== (this.pins.get(person) ?? PIN)) {
      this.wrong += 1;
      refuse('pin.wrong', { seconds: this.wrong > 1 ? String(this.wait) : '0' });
    }
    this.wrong = 0;
    this.me = person;
    this.locked = false;
  }
  byCode(code: string): Tile[] {
    if (code.replace(/\s/g, '').toUpperCase() !== RECOVERY.replace(/\s/g, '')) refuse('recovery.wrong');
    return this.seen();
  }
  back(code: string, person: string, pin: string): void {
    this.byCode(code);
    this.choose(person, pin);
    this.lostSecret = this.phrase = this.locked = this.away = false;
    this.me = person;
  }
  admit({ person, name, role, pin }: Newcomer): Tile[] {
    const id = person ?? `person-new-${this.tiles.length}`;
    if (!this.tiles.some((tile) => tile.id === id)) this.tiles = [...this.tiles, { id, name, role, has_pin: true, is_me: false }];
    this.choose(id, pin);
    return this.seen();
  }
  dismiss(person: string): Tile[] {
    if (person === this.me) refuse('person.is_me');
    this.tiles = this.tiles.filter((tile) => tile.id !== person);
    return this.seen();
  }
  change(old: string, pin: string): void {
    if (old !== (this.pins.get(this.me) ?? PIN)) refuse('pin.wrong', { seconds: '0' });
    this.choose(this.me, pin);
  }
  private choose(person: string, pin: string): void {
    if (!/^[0-9]{6}$/.test(pin)) refuse('pin.digits', { count: '6' });
    if (/^(.)\1+$/.test(pin) || pin === '123456') refuse('pin.too_simple');
    this.pins.set(person, pin);
    this.tiles = this.tiles.map((tile) => (tile.id === person ? { ...tile, has_pin: true } : tile));
  }
}
