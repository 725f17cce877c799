// The join code as it is typed: ten characters of Crockford's alphabet, in two groups of five. Case,
// spaces and dashes do not matter; letters that look like digits are read as them. Whether the code is
// right is for the core to say.

export const LENGTH = 10;

/** What was meant, without spaces, at most ten characters. */
export function meant(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/[^0-9A-HJKMNP-TV-Z]/g, '')
    .slice(0, LENGTH);
}

/** As shown: `K7M2Q 4T8XZ`. */
export function shown(code: string): string {
  return code.length > 5 ? `${code.slice(0, 5)} ${code.slice(5)}` : code;
}

/**
 * The field after a change: its text, and where the caret goes so that correcting a character in the
 * middle does not send it to the end.
 */
export function retype(typed: string, caret: number): { text: string; caret: number } {
  const before = shown(meant(typed.slice(0, caret))).length;
  const text = shown(meant(typed));
  return { text, caret: Math.min(before === 5 && text.length > 5 && caret > 5 ? 6 : before, text.length) };
}
