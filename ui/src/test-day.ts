// Tests happen at one moment, the one that the mockups picture: Tuesday 20 April 2027, 14:12. Only the
// date is held still; timers run as usual. It is loaded before every test file and nowhere else.
import { vi } from 'vitest';

vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-04-20T14:12:00') });
