// What a row shows of its signatures, and which of them are still to be given or may be made void. Pure:
// words come from the function it is given, and nothing is signed here.
import type { LearnerRow, Mark, SignedHalf } from '../../api';
import type { Say } from '../../words/mark';

/** Was there, in the room or from elsewhere: whoever was not does not sign. */
export function isHere(mark: Mark | null): boolean {
  return mark?.status === 'present' || mark?.status === 'remote';
}

/** The halves that are still to be signed, or signed again. */
export function lacking(signed: SignedHalf[]): SignedHalf[] {
  return signed.filter((half) => half.state !== 'signed');
}

/** The signatures that can be made void. */
export function standing(signed: SignedHalf[]): SignedHalf[] {
  return signed.filter((half) => half.id !== null && half.state !== 'none' && half.state !== 'void');
}

/** Signatures that stand, of those that the learners who are here have to give. */
export function tallySigned(learners: Pick<LearnerRow, 'mark' | 'signed'>[]): { count: number; of: number } {
  const asked = learners.filter((row) => isHere(row.mark)).flatMap((row) => row.signed);
  return { count: asked.length - lacking(asked).length, of: asked.length };
}

/** `signé, dessin, 14:10`; of two halves each is named. */
export function signedWords(signed: SignedHalf[], say: Say, clock: (ms: number) => string): string {
  const told = signed.map(({ half, state, way, at_ms }) => {
    const how = state === 'signed' && way ? say(`signed-way-${way}`) : null;
    const when = state !== 'none' && at_ms !== null ? clock(at_ms) : null;
    const what = [say(`signed-${state}`), how, when].filter(Boolean).join(', ');
    return signed.length > 1 ? say('signed-half', { half: say(`half-${half}`), what }) : what;
  });
  return told.join(' · ');
}

/** `Nour A.`, as people are called when there is no room; the whole name where that would be two people. */
export function shortNames(names: string[], among: string[] = names): string[] {
  const short = among.map(shortName);
  return names.map((name) => {
    const own = shortName(name);
    return short.filter((other) => other === own).length > 1 ? name : own;
  });
}

export function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  const [initial] = Array.from(words.length > 1 ? (words.at(-1) ?? '') : '');
  return initial ? `${words[0]} ${initial}.` : name;
}
