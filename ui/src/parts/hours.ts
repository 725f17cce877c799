// Hours as people type them. Pure.

/** `14:00`, `14h30`, `9`, `930` and their like, as minutes after midnight; none when it is no hour. */
export function readHour(typed: string): number | null {
  const text = typed.trim().toLowerCase().replace(/\s+/g, '');
  const hit = /^(\d{1,2})(?:[:h.](\d{2})?)?$/.exec(text) ?? /^(\d{1,2})(\d{2})h?$/.exec(text);
  if (!hit) return null;
  const hours = Number(hit[1]);
  const minutes = Number(hit[2] ?? 0);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}

/** Both hours, when the second comes after the first. */
export function readHours(start: string, end: string): { start: number; end: number } | null {
  const from = readHour(start);
  const to = readHour(end);
  return from !== null && to !== null && to > from ? { start: from, end: to } : null;
}
