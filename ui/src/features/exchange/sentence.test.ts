// The sentence says "received" only when headquarters has acknowledged everything.
import { describe, expect, it } from 'vitest';
import { FakeApi } from '../../api/fake';
import { sentence } from './sentence';

describe('sentence', () => {
  it.each([
    ['demo', 'sentence-demo'],
    ['alone', 'sentence-alone'],
    ['joined', 'sentence-pending'],
    ['sending', 'sentence-sending'],
    ['receiving', 'sentence-arriving'],
    ['error', 'sentence-failed'],
    ['no-session', 'sentence-received'],
    ['held', 'sentence-pending'],
  ] as const)('%s: %s', async (scenario, key) => {
    expect(sentence(await new FakeApi(scenario).exchange()).key).toBe(key);
  });
  it('does not say that everything was received while a photograph waits', async () => {
    const view = await new FakeApi('held').exchange();
    view.status.pending = 0;
    expect(sentence(view)).toMatchObject({ key: 'sentence-photos', count: 3 });
    view.progress = { sent: 0, to_send: 0, received: 0, bytes: 9, first: null, photos: { done: 9, total: 90 } };
    expect(sentence(view).key).toBe('sentence-photos-moving');
  });
  it('does not claim anything before the first answer', async () => {
    const view = await new FakeApi('no-session').exchange();
    view.status.received_at = null;
    expect(sentence(view).key).toBe('sentence-first');
    view.status.pending = 1;
    expect(sentence(view).key).toBe('sentence-pending');
  });
});
