// A mark in words: "late 15 minutes, left 10 minutes early". Pure: words come from the function it is
// given; shapes and colours are drawn elsewhere.
import type { Mark } from '../api';
import type { Args } from './words.svelte';

export type Say = (key: string, args?: Args) => string;

export function markWords(mark: Mark | null, say: Say): string {
  if (!mark) return say('mark-unmarked');
  const words = mark.status === 'present' && mark.late ? [] : [say(`mark-${mark.status}`)];
  if (mark.late) words.push(say('spoken-late', { minutes: mark.late }));
  if (mark.left) words.push(say('spoken-left', { minutes: mark.left }));
  return words.join(', ');
}
