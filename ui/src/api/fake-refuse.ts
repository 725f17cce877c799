// How the in-memory centre says no: as the core does, by a code.
import { ProblemError } from './index';

export function refuse(code: string, args: Record<string, string> = {}): never {
  throw new ProblemError({ code, args });
}
