// Light, dark, or as the system: one attribute on the page, remembered on this computer. Colours
// themselves are in styles/tokens.css.

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = 'passerelle.theme';
const chosen = $state<{ theme: Theme }>({ theme: 'system' });

export function theme(): Theme {
  return chosen.theme;
}

/** Shows a theme, without remembering it. */
export function showTheme(name: string | null): void {
  chosen.theme = THEMES.find((t) => t === name) ?? 'system';
  if (chosen.theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen.theme;
}

/** Shows a theme and remembers it. */
export function chooseTheme(name: string): void {
  showTheme(name);
  localStorage.setItem(KEPT, chosen.theme);
}

export function firstTheme(): void {
  showTheme(localStorage.getItem(KEPT));
}
