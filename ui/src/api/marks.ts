// What a mark becomes when a key asks for something, and what a register counts: the same small rules
// as the core's, so that a cell can be painted before the core has answered. The core's answer always
// replaces what is computed here. It stores nothing.
import type { LearnerRow, Mark, MarkInput, Shape, Tally } from './bindings';

export function applyInput(mark: Mark | null, input: MarkInput): Mark | null {
  const here = mark?.status === 'present' || mark?.status === 'remote' ? mark : null;
  switch (input.kind) {
    case 'present':
      return { status: 'present', late: null, left: null };
    case 'late':
      return { status: 'present', late: input.minutes, left: here?.left ?? null };
    case 'left':
      return { status: here?.status ?? 'present', late: here?.late ?? null, left: input.minutes };
    case 'clear':
      return null;
    default:
      return { status: input.kind, late: null, left: null };
  }
}

export function shapeOf(mark: Mark | null): Shape {
  if (!mark) return 'unmarked';
  if (mark.status === 'absent' || mark.status === 'excused') return mark.status;
  return mark.late ? 'late' : 'present';
}

/** The five answers a row can show, for a test or a script that looks at the page. */
export function nameOfMark(mark: Mark | null): 'present' | 'late' | 'absent' | 'excused' | 'remote' | 'none' {
  if (!mark) return 'none';
  if (mark.status === 'present' && mark.late) return 'late';
  return mark.status;
}

export function tallyOf(rows: Pick<LearnerRow, 'mark'>[]): Tally {
  const tally: Tally = { present: 0, late: 0, absent: 0, excused: 0, unmarked: 0 };
  for (const row of rows) tally[shapeOf(row.mark)] += 1;
  return tally;
}
