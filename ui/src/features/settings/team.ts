// What can be done with the people of this computer, and what its form answers. Types only.
import type { Tile } from '../../api';

export type Doing = { what: 'add' | 'sheet' } | { what: 'pin' | 'mine' | 'remove'; tile: Tile };
export type Answer = {
  /** A person of the centre, when one was chosen. */
  who: string | null;
  name: string;
  old: string;
  pin: string;
};
