// The link that the QR code of a printed sheet holds, as scanners type it.
import { describe, expect, it } from 'vitest';
import { sessionOfLink } from './link';

const ID = '0193f0a2-7c1d-7b45-8e6f-9a0b1c2d3e4f';

describe('sessionOfLink', () => {
  it('takes the session out of the link of a sheet', () => {
    expect(sessionOfLink(`passerelle:session/${ID}`)).toBe(ID);
    expect(sessionOfLink(` passerelle:session/${ID}\n`)).toBe(ID);
  });
  it('takes it whatever Caps Lock did', () => {
    expect(sessionOfLink(`PASSERELLE:SESSION/${ID.toUpperCase()}`)).toBe(ID);
  });
  it('takes it from a QWERTY scanner on a French keyboard', () => {
    const qwerty = 'aqzw:/-1234567890';
    const azerty = 'qawzM!)&é"\'(-è_çà';
    const read = [...`passerelle:session/${ID}`].map((sign) => azerty[qwerty.indexOf(sign)] ?? sign).join('');
    expect(read.startsWith('pqsserelleMsession!à&')).toBe(true);
    expect(sessionOfLink(read)).toBe(ID);
  });
  it.each(['', 'passerelle', 'passerelle:session/', `passerelle:person/${ID}`, `passerelle:session/${ID}/x`, `passerelle:session/${'a'.repeat(65)}`, `see passerelle:session/${ID}`, 'passerelle:session/../x', ID])('takes nothing from %o', (text) => {
    expect(sessionOfLink(text)).toBeNull();
  });
});
