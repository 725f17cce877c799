// Two habits of the register's keys, remembered on this computer beside the theme: whether a letter
// alone does something (a voice that dictates, or a hand that trembles, may want none of that), and
// whether a mark moves on to the next person.

const KEPT = 'passerelle.keyboard';
export const HABITS = ['singles', 'advance'] as const;
export type Habit = (typeof HABITS)[number];

const chosen = $state<Record<Habit, boolean>>({ singles: true, advance: true });

export function habit(name: Habit): boolean {
  return chosen[name];
}

export function chooseHabit(name: Habit, on: boolean): void {
  chosen[name] = on;
  localStorage.setItem(KEPT, HABITS.filter((h) => !chosen[h]).join(' '));
}

/** At start: what was turned off here before. */
export function firstHabits(): void {
  const off = (localStorage.getItem(KEPT) ?? '').split(' ');
  for (const name of HABITS) chosen[name] = !off.includes(name);
}
