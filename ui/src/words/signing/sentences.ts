// The sentences that sign mode says in the learner's own language. French and English are `sign-…` in the
// message files, as everything else; the others are one file each here, to be read by whoever speaks it.

export const SENTENCES = [
  'title',
  'choose',
  'line',
  'erase',
  'sign',
  'thanks',
  'way',
  'drawing',
  'pictures',
  'code',
  'half',
  'morning',
  'afternoon',
  'evening',
  'back',
  'again',
  'pictures-enter',
  'pictures-choose',
  'code-enter',
  'code-choose',
  'once-more',
  'kept',
  'not-same',
  'wrong',
  'ask',
  'weak',
  'empty',
  'too-much',
  'pictures-missing',
  'code-missing',
  'by-hand',
  'by-keys',
  'picture-cup',
  'picture-key',
  'picture-tree',
  'picture-fish',
  'picture-house',
  'picture-sun',
  'picture-bicycle',
  'picture-umbrella',
  'picture-boat',
  'picture-apple',
  'picture-star',
  'picture-clock',
] as const;

export type Sentence = (typeof SENTENCES)[number];

/** Sign mode in one language, and whether somebody who speaks it has read it. */
export type Spoken = {
  tag: string;
  /** What the language calls itself. */
  name: string;
  rtl: boolean;
  reviewed: boolean;
  sentences: Record<Sentence, string>;
};
