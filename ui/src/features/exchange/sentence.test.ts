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
  ] as const)('%s: %s', async (scenario, key) => {
    expect(sentence(await new FakeApi(scenario).exchange()).key).toBe(key);
  });
  it('does not claim anything before the first answer', async () => {
    const view = await new FakeApi('no-session').exchange();
    view.status.received_at = null;
    expect(sentence(view).key).toBe('sentence-first');
    view.status.pending = 1;
    expect(sentence(view).key).toBe('sentence-pending');
  });
});
