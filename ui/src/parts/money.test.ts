// Amounts as people type them in two languages.
import { describe, expect, it } from 'vitest';
import { amount, readAmount, typedAmount } from './money';

describe('an amount', () => {
  it.each([
    ['1 234,50', 123450], ['1\u202F234,50', 123450], ['1,234.50', 123450], ['1.234,50', 123450], ['1234.5', 123450], ['12,5 €', 1250],
    ['12000', 1_200_000], ['1,234', 123400], ['1.234.567', 123_456_700], ['25 euros', 2500], ['0,05', 5], ['', null], [' € ', null],
  ])('%s is read', (typed, cents) => expect(readAmount(typed)).toBe(cents));
  it.each(['cher', '-5', '1,2,3', '12,345,6', '1.234.50', '1234,567', '99999999999999', ',5'])('%s is none', (typed) => expect(readAmount(typed)).toBeUndefined());
  it.each(['fr', 'en'])('is read again as it is written, in %s', (language) => {
    for (const cents of [0, 5, 100, 99_999, 123_450, 1_234_567_89, 1_000_000_000_000]) expect(readAmount(typedAmount(cents, language))).toBe(cents);
    expect(typedAmount(null, language)).toBe('');
  });
  it('is shown as the language does', () => {
    expect([amount(123450, 'fr'), amount(120000, 'en')]).toEqual(['1\u202F234,50\u00A0€', '€1,200']);
  });
});
