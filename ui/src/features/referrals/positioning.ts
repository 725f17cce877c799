// What somebody can do already: ten questions on a scale of four, what they come to, and keys. Pure; the
// advice is the core's rule told before it is kept, and it decides nothing.

export const QUESTIONS = ['mouse', 'keyboard', 'files', 'browser', 'search', 'mail', 'form', 'safety', 'text', 'sheet'] as const;
export const SCALE = [0, 1, 2, 3] as const;
export const POINTS_MAX = QUESTIONS.length * 3;
/** The last point of each advice. */
const LAST = { first: 10, second: 19, third: 26, beyond: POINTS_MAX } as const;
export const ADVICE = Object.keys(LAST) as Advice[];
export type Advice = keyof typeof LAST;

const EMPTY = '-'.repeat(QUESTIONS.length);

/** The answers as they are kept, whatever was there. */
export function answersOf(kept: string): string {
  return /^[0-3-]{10}$/.test(kept) ? kept : EMPTY;
}

export function answerOf(answers: string, question: number): number | null {
  const one = answers[question];
  return one === undefined || one === '-' ? null : Number(one);
}

export function withAnswer(answers: string, question: number, value: number | null): string {
  return answers.slice(0, question) + (value === null ? '-' : String(value)) + answers.slice(question + 1);
}

export type Sum = { answered: number; points: number; advice: Advice | null };
export function sumOf(answers: string): Sum {
  const given = [...answers].filter((one) => one !== '-').map(Number);
  const points = given.reduce((sum, value) => sum + value, 0);
  const advice = given.length === QUESTIONS.length ? ADVICE.find((one) => points <= LAST[one])! : null;
  return { answered: given.length, points, advice };
}

/** From which point to which each advice goes, as shares of the bar. */
export function spans(): { advice: Advice; from: number; to: number }[] {
  return ADVICE.map((advice, i) => ({ advice, from: i === 0 ? 0 : LAST[ADVICE[i - 1]!], to: LAST[advice] }));
}

/** A digit answers; taken back by Delete or Backspace. */
export function readAnswer(key: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>): number | 'clear' | null {
  if (key.ctrlKey || key.metaKey || key.altKey || key.isComposing) return null;
  if (/^[0-3]$/.test(key.key)) return Number(key.key);
  return key.key === 'Delete' || key.key === 'Backspace' ? 'clear' : null;
}
