// A referral in its form and as it is kept: what is empty is not known. Pure, but for the partners that it
// asks for.
import type { Api, ReferralDetail, ReferralInput, ReferralRow } from '../../api';
import { isEmail, PHONES_MAX, phonesOf } from '../../parts/contact';
import { addDays } from '../../parts/days';

export type Fields = {
  given: string;
  family: string;
  phones: string;
  email: string;
  language: string;
  partner: string;
  advisor: string;
  received: string;
  /** Empty when the partner is owed no answer. */
  answerDay: string;
  level: string;
  cohort: string;
  note: string;
};

/** Days within which a partner usually wants to hear. */
export const USUAL_ANSWER_DAYS = 15;

export function fieldsOf(detail: ReferralDetail | null, today: string): Fields {
  const row = detail?.row;
  return {
    given: detail?.given ?? '',
    family: detail?.family ?? '',
    phones: row?.phones.join(', ') ?? '',
    email: detail?.email ?? '',
    language: row?.language ?? '',
    partner: row?.partner ?? '',
    advisor: detail?.advisor ?? '',
    received: row?.received ?? today,
    answerDay: detail ? (row?.answer_day ?? '') : addDays(today, USUAL_ANSWER_DAYS),
    level: row?.level ?? '',
    cohort: detail?.wanted ?? '',
    note: detail?.note ?? '',
  };
}

export function inputOf(id: string | null, fields: Fields): ReferralInput {
  const partner = fields.partner.trim() || null;
  return {
    id,
    given: fields.given.trim(),
    family: fields.family.trim(),
    phones: phonesOf(fields.phones),
    email: fields.email.trim(),
    language: fields.language || null,
    partner,
    advisor: partner === null ? null : fields.advisor || null,
    received: fields.received,
    answer_day: partner === null ? null : fields.answerDay || null,
    level: fields.level || null,
    cohort: fields.cohort || null,
    note: fields.note.trim(),
  };
}

/** The partner would have had to be answered before the person was sent. */
export function isAnswerTooEarly({ partner, received, answerDay }: Fields): boolean {
  return partner.trim() !== '' && answerDay !== '' && answerDay < received;
}

/** Received on another day: the usual day of the answer goes with it, one that was chosen stays. */
export function receivedOn({ received, answerDay }: Fields, day: string): Pick<Fields, 'received' | 'answerDay'> {
  const isUsual = answerDay === addDays(received, USUAL_ANSWER_DAYS);
  return { received: day, answerDay: isUsual ? addDays(day, USUAL_ANSWER_DAYS) : answerDay };
}

/** The field that cannot be kept as it is. */
export function wrongField(fields: Fields): 'given' | 'phones' | 'email' | 'answer' | null {
  if (fields.given.trim() === '' && fields.family.trim() === '') return 'given';
  if (phonesOf(fields.phones).length > PHONES_MAX) return 'phones';
  if (!isEmail(fields.email)) return 'email';
  return isAnswerTooEarly(fields) ? 'answer' : null;
}

export type KnownPartner = { name: string; contacts: { id: string; name: string }[] };
type Listed = { rows: { name: string; is_archived: boolean; contacts: { id: string; given: string; family: string }[] }[] };

/** The partners to propose: those that the centre keeps, or those who have sent somebody already. */
export async function knownPartners(api: Api, rows: ReferralRow[]): Promise<KnownPartner[]> {
  const known = new Map<string, KnownPartner>(rows.flatMap(({ partner }) => (partner === null ? [] : [[partner, { name: partner, contacts: [] }] as const])));
  try {
    const listed = await (api as Partial<{ partners(): Promise<Listed> }>).partners?.();
    for (const one of listed?.rows ?? []) {
      if (!one.is_archived) known.set(one.name, { name: one.name, contacts: one.contacts.map((c) => ({ id: c.id, name: [c.given, c.family].filter(Boolean).join(' ') })) });
    }
  } catch {
    // Without them everything else can be written all the same.
  }
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name));
}
