// The one sentence at the top of the exchange screen, computed from facts and never stored. It says
// that everything was received only when headquarters has acknowledged everything, photographs too. Pure.
import type { ExchangeView } from '../../api';

export type Sentence =
  | { key: 'sentence-demo' }
  | { key: 'sentence-alone' }
  | { key: 'sentence-sending'; sent: number; of: number }
  | { key: 'sentence-receiving' }
  | { key: 'sentence-arriving' }
  | { key: 'sentence-received'; at: number }
  | { key: 'sentence-first' }
  | { key: 'sentence-photos'; at: number; count: number; bytes: number }
  | { key: 'sentence-photos-moving' }
  | { key: 'sentence-failed'; count: number; bytes: number }
  | { key: 'sentence-pending'; count: number; bytes: number };

export function sentence(view: ExchangeView): Sentence {
  const { status, progress, photos } = view;
  if (status.demo) return { key: 'sentence-demo' };
  if (!status.joined) return { key: 'sentence-alone' };
  if (progress?.first) return { key: 'sentence-arriving' };
  // They move once everything else has.
  if (progress?.photos) return { key: 'sentence-photos-moving' };
  if (progress) {
    return progress.to_send > 0
      ? { key: 'sentence-sending', sent: progress.sent, of: progress.to_send }
      : { key: 'sentence-receiving' };
  }
  if (status.pending > 0) {
    const key = view.failure ? 'sentence-failed' : 'sentence-pending';
    return { key, count: status.pending, bytes: status.pending_bytes };
  }
  if (status.received_at && photos.waiting > 0) return { key: 'sentence-photos', at: status.received_at, count: photos.waiting, bytes: photos.waiting_bytes ?? 0 };
  if (status.received_at) return { key: 'sentence-received', at: status.received_at };
  return { key: 'sentence-first' };
}
