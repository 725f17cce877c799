// Names as they are compared while somebody types: without case, accents or vowel marks. Pure.

/** Letters without case, accents or vowel marks; ligatures and apostrophes as people type them. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i')
    .replace(/[’'ʼ`-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
