// Which look of the calendar was chosen last: it stays while the window is open, wherever one goes in
// between. Whoever shows a calendar reads it to know which days to ask for.
import type { Look } from './calendar';

export const chosen = $state<{ look: Look }>({ look: 'week' });
