// A letter as an address that opens the computer's own mail. Pure.
import type { Letter } from '../../api';

/** Lines of an e-mail end as RFC 6068 wants them. */
export function mailto(email: string, { subject, text }: Letter): string {
  return `mailto:${encodeURIComponent(email).replace('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replace(/\r?\n/g, '\r\n'))}`;
}
