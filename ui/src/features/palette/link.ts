// The session that the QR code of a printed sheet names, out of what a scanner typed: to the window it is a
// keyboard, and one that writes QWERTY where the computer may read AZERTY. Pure: whether there is such a
// session here is the core's to say.

/** The longest name of a session that is looked at; one is 36 letters, digits and dashes long. */
const NAME_MAX = 64;
const LINK = new RegExp(`^passerelle:session/([0-9a-z-]{1,${NAME_MAX}})$`);

/** What a French keyboard reads where a QWERTY scanner wrote. */
const AZERTY: Record<string, string> = Object.fromEntries([...'qawzm!)&é"\'(-è_çà'].map((read, at) => [read, [...'aqzw:/-1234567890'][at]!]));

/** The session of a link, or none when the text is no link to one. Caps Lock turns its letters over. */
export function sessionOfLink(text: string): string | null {
  const typed = text.trim().toLowerCase();
  const moved = [...typed].map((sign) => AZERTY[sign] ?? sign).join('');
  return (LINK.exec(typed) ?? LINK.exec(moved))?.[1] ?? null;
}
