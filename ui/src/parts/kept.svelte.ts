// Keeps the focus in a grid whose cells come and go: what had it may be drawn anew elsewhere, or be of
// another week. While something is in the hand the grid itself has it.

/** Call it while a component begins. The grid's one place in the tab order gets the focus back. */
export function kept(grid: () => HTMLElement | undefined, shown: () => unknown, held: () => boolean): void {
  let had = false;
  $effect.pre(() => {
    shown();
    had = grid()?.contains(document.activeElement) ?? false;
  });
  $effect(() => {
    shown();
    const box = grid();
    if (!had || held() || !box) return;
    const active = document.activeElement;
    const settled = active instanceof HTMLElement && active !== box && box.contains(active) && active.tabIndex === 0;
    if (!settled) (box.querySelector<HTMLElement>('[tabindex="0"]') ?? box).focus();
  });
}
