// The time of day as the window sees it: the computer's clock, or a moment chosen to take a picture.
// It only reads; minutes of lateness sent to the core are computed from it, dates of records are not.

let shift = 0;

export function now(): number {
  return Date.now() + shift;
}

/** Starts the window's clock at a given moment; it then runs as usual. */
export function setClock(moment: number): void {
  shift = moment - Date.now();
}

/** The ISO day of a moment, in this computer's time zone. */
export function isoDay(moment: number): string {
  const d = new Date(moment);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`;
}

/** Minutes after midnight, in this computer's time zone. */
export function minutesOfDay(moment: number): number {
  const d = new Date(moment);
  return d.getHours() * 60 + d.getMinutes();
}
