// The languages people here often speak, named in the interface's language. A person may have another
// one: the list is a help for the form, not a rule of the records.

const TAGS = ['am', 'ar', 'bn', 'en', 'es', 'fa', 'ff', 'fr', 'ka', 'ku', 'ln', 'my', 'ps', 'prs', 'pt', 'ru', 'so', 'sq', 'sw', 'ti', 'tr', 'uk', 'ur'];

export function languageNames(shownIn: string): { tag: string; text: string }[] {
  const names = new Intl.DisplayNames(shownIn, { type: 'language', fallback: 'code' });
  return TAGS.map((tag) => ({ tag, text: names.of(tag) ?? tag })).sort((a, b) => a.text.localeCompare(b.text, shownIn));
}
