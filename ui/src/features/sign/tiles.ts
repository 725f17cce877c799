// What a tile of sign mode is, which way its person signs, and where arrows lead. Pure; the desk keeps
// what is chosen, the components draw.
import type { Half, Signing, SignTile } from '../../api';

export type Way = Signing['ways'][number];
export type TileState = 'open' | 'again' | 'done' | 'away';

/** A half that still wants a signature of this person: none yet, or one that does not stand. */
export function wants(tile: SignTile, half: Half): boolean {
  return tile.signed.some((of) => of.half === half && of.state !== 'signed');
}

export function stateOf(tile: SignTile): TileState {
  if (!tile.here) return 'away';
  if (tile.signed.some((of) => of.state === 'again')) return 'again';
  return tile.signed.every((of) => of.state === 'signed') ? 'done' : 'open';
}

export const canSign = (tile: SignTile) => stateOf(tile) === 'open' || stateOf(tile) === 'again';

/** The half that a person signs first: the one proposed now, unless they have signed it. */
export function halfFor(tile: SignTile, proposed: Half): Half {
  if (wants(tile, proposed)) return proposed;
  return tile.signed.find((of) => of.state !== 'signed')?.half ?? proposed;
}

/** The centre's ways that are open to this person: whoever has chosen one kind of code has no other. */
export function waysOf(tile: SignTile, ways: readonly Way[]): Way[] {
  const open = ways.filter((way) => way === 'drawn' || tile.code === null || tile.code === way);
  return open.length > 0 ? open : [...ways];
}

/** A code that was chosen comes first: it is quicker than drawing, and the person knows it. */
export function firstWay(tile: SignTile, ways: readonly Way[]): Way {
  const open = waysOf(tile, ways);
  return open.find((way) => way === tile.code) ?? open[0] ?? 'drawn';
}

/** Learners, then trainers, each in the order of the register. */
export function groupsOf(people: readonly SignTile[]): SignTile[][] {
  return [people.filter((tile) => !tile.trainer), people.filter((tile) => tile.trainer)];
}

/** Whose turn it may be after somebody: the next who can sign, from the top again at the end. */
export function nextAfter(people: readonly SignTile[], person: string | null): SignTile | null {
  const order = groupsOf(people).flat();
  const from = order.findIndex((tile) => tile.id === person) + 1;
  return [...order.slice(from), ...order.slice(0, from)].find(canSign) ?? null;
}

/** Where a key leads among tiles that lie in rows, group by group; none for a key that leads nowhere. */
export function moved(key: string, at: number, sizes: readonly number[], columns: number, rtl = false): number | null {
  const rows: number[][] = [];
  let index = 0;
  for (const size of sizes) {
    for (let from = 0; from < size; from += columns) rows.push(Array.from({ length: Math.min(columns, size - from) }, () => index++));
  }
  if (index === 0) return null;
  const row = rows.findIndex((tiles) => tiles.includes(at));
  const column = Math.max(0, rows[row]?.indexOf(at) ?? 0);
  const beside = (step: number) => Math.min(Math.max(at + step, 0), index - 1);
  const below = (step: number) => {
    const tiles = rows[row + step];
    return tiles ? tiles[Math.min(column, tiles.length - 1)]! : at;
  };
  switch (key) {
    case 'ArrowRight':
      return beside(rtl ? -1 : 1);
    case 'ArrowLeft':
      return beside(rtl ? 1 : -1);
    case 'ArrowDown':
      return below(1);
    case 'ArrowUp':
      return below(-1);
    case 'Home':
      return 0;
    case 'End':
      return index - 1;
    default:
      return null;
  }
}
