// Where the focus goes in the register: rows of learners then of volunteers, one grid. Pure: it works
// on identifiers, and never touches the page.

export type Row = { id: string; marked: boolean; group: 'learner' | 'volunteer' };

/**
 * The next row without a mark after this one: down to the end of the group, then from its top, then
 * the other group. Stays when everybody has a mark.
 */
export function nextUnmarked(rows: Row[], from: string): string {
  const at = rows.findIndex((r) => r.id === from);
  if (at < 0) return from;
  const group = rows[at]!.group;
  const turn = [...rows.slice(at + 1), ...rows.slice(0, at)].filter((r) => !r.marked);
  return (turn.find((r) => r.group === group) ?? turn[0])?.id ?? from;
}

export function moveRow(rows: Row[], from: string, to: 'up' | 'down' | 'first' | 'last'): string {
  if (rows.length === 0) return from;
  // Home and End stay among learners, or among volunteers: the next letter marks who is there.
  const group = rows.find((r) => r.id === from)?.group ?? 'learner';
  const own = rows.filter((r) => r.group === group);
  if (to === 'first') return own[0]?.id ?? from;
  if (to === 'last') return own[own.length - 1]?.id ?? from;
  const at = rows.findIndex((r) => r.id === from) + (to === 'up' ? -1 : 1);
  return rows[Math.min(Math.max(at, 0), rows.length - 1)]!.id;
}

/** Where a register opens: on the first person without a mark, or at the top. */
export function firstRow(rows: Row[]): string | null {
  return (rows.find((r) => !r.marked) ?? rows[0])?.id ?? null;
}

/** The neighbour in a row, in the direction of writing. */
export function moveCell(cells: string[], from: string, to: 'before' | 'after', rtl: boolean): string {
  const step = (to === 'after') !== rtl ? 1 : -1;
  const at = cells.indexOf(from) + step;
  return cells[Math.min(Math.max(at, 0), cells.length - 1)] ?? from;
}
