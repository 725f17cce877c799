// The twelve pictures of a picture code, on a 48 by 48 grid, each with the sign that stands for it in the
// code. They differ by outline, not by colour or detail. Constant drawings; names are sentences.
import type { Sentence } from '../../words/signing/sentences';

export type Picture = { sign: string; name: Sentence; drawing: string };

const DRAWINGS: [Sentence, string][] = [
  ['picture-cup', '<path d="M8 15h26v14a9 9 0 0 1-9 9h-8a9 9 0 0 1-9-9zM34 19h3a5.5 5.5 0 0 1 0 11h-3M6 43h30"/><path d="M16 4v6M25 4v6"/>'],
  ['picture-key', '<circle cx="14" cy="24" r="9"/><path d="M23 24h21M37 24v8M43 24v6"/><circle cx="12" cy="24" r="1.5"/>'],
  ['picture-tree', '<path d="M24 4c-9 0-15 6-15 14s6 13 15 13 15-5 15-13S33 4 24 4zM24 20v24M24 30l7-7M17 44h14"/>'],
  ['picture-fish', '<path d="M4 24c6-10 20-14 30-2l9-8v20l-9-8C24 38 10 34 4 24z"/><circle cx="13" cy="22" r="1.5"/>'],
  ['picture-house', '<path d="M4 24L24 6l20 18M9 20v23h30V20M20 43V30h8v13"/>'],
  ['picture-sun', '<circle cx="24" cy="24" r="9"/><path d="M24 3v6M24 39v6M3 24h6M39 24h6M9 9l4.5 4.5M34.5 34.5L39 39M39 9l-4.5 4.5M13.5 34.5L9 39"/>'],
  ['picture-bicycle', '<circle cx="11" cy="31" r="8"/><circle cx="37" cy="31" r="8"/><path d="M11 31l8-15h13l5 15M19 16l5 15h-13M24 31l8-15M15 12h7M32 16l-1.5-5H36"/>'],
  ['picture-umbrella', '<path d="M4 25a20 20 0 0 1 40 0zM24 25v13a5 5 0 0 0 10 0M24 5V2"/>'],
  ['picture-boat', '<path d="M4 33h40l-7 10H11zM23 33V4L9 28h14M27 10l12 18H27"/>'],
  ['picture-apple', '<path d="M24 15c-5-4-17-3-17 10 0 9 6 18 12 18 2 0 3-1 5-1s3 1 5 1c6 0 12-9 12-18 0-13-12-14-17-10zM24 15c0-5 2-9 6-11"/>'],
  ['picture-star', '<path d="M24 4l6 13.5 14.5 1.5-11 9.7 3.200 14.3L24 35.5 11.3 43l3.200-14.3-11-9.7L18 17.5z"/>'],
  ['picture-clock', '<circle cx="24" cy="24" r="19"/><path d="M24 12v12l8 6"/>'],
];

export const PICTURES: readonly Picture[] = DRAWINGS.map(([name, drawing], at) => ({ sign: at.toString(12), name, drawing }));

/** The picture of a sign of a code. */
export function pictureOf(sign: string): Picture | undefined {
  return PICTURES.find((picture) => picture.sign === sign);
}
