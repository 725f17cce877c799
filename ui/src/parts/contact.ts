// How to reach somebody, as it is typed: telephones one after the other, and an e-mail address. Pure.

/** As many telephones as are kept of somebody. */
export const PHONES_MAX = 5;

/** `06 39 98 12 34, 05 56 00 00 00`: parted by commas, semicolons or lines. */
export function phonesOf(typed: string): string[] {
  return typed.split(/[,;\n]/).map((one) => one.trim()).filter(Boolean);
}

/** Whether it has the form of an address, as far as the core asks; none at all is well too. */
export function isEmail(typed: string): boolean {
  const text = typed.trim();
  return text === '' || /^[^\s@]+@\S+$/.test(text);
}
