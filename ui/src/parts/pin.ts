// Digits of a PIN, whatever keyboard writes them: the shifted row of AZERTY, keypads, and the digits of
// Arabic and Persian keyboards. It decides nothing about a PIN; the core does.
export const PIN_DIGITS = 6;

/** The digits in a text, in ASCII, at most a PIN's. */
export function digitsIn(text: string): string {
  const digits = Array.from(text, (c) => {
    const code = c.codePointAt(0)!;
    const zero = [0x30, 0x660, 0x6f0, 0xff10].find((start) => code >= start && code < start + 10);
    return zero === undefined ? '' : String(code - zero);
  });
  return digits.join('').slice(0, PIN_DIGITS);
}

/** The digit of a key that writes another sign where digits are shifted; none when it writes a digit. */
export function digitOfPlace(event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey'>): string | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) return null;
  if (digitsIn(event.key)) return null;
  return /^Digit([0-9])$/.exec(event.code)?.[1] ?? null;
}
