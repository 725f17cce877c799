// Whether the referrals were last looked at as a board or as a table: it stays while the window is open.
export type Look = 'board' | 'table';
export const LOOKS: Look[] = ['board', 'table'];
export const looked = $state<{ look: Look }>({ look: 'board' });
