// What a register that is not open any more says of its signatures: who signed for the whole of it, and
// who must sign again. Pure.
import type { LearnerRow, Register, VolunteerRow } from '../../api';

type Row = LearnerRow | VolunteerRow;

/** Trainers who signed with their account when it was closed, and whose signature stands. */
export function signedAtClosing(register: Register): string[] {
  return register.volunteers.filter((row) => row.signed.some((half) => half.way === 'account' && half.state === 'signed')).map((row) => row.name);
}

/** Whoever signed something else than what is on the sheet now. */
export function mustSignAgain(register: Register): string[] {
  const rows: Row[] = [...register.learners, ...register.volunteers];
  return rows.filter((row) => row.signed.some((half) => half.state === 'again')).map((row) => row.name);
}
