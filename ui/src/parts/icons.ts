// The drawings of the icons, on a 20 by 20 grid, as constant path text. Arrows turn with the
// direction of writing (`TURNS`); clocks, pens and people do not.

export const ICONS = {
  bridge: '<path d="M1.5 13.5h17M3.5 13.5V6M16.5 13.5V6M3.5 6c2.5 5.2 10.5 5.2 13 0M7.7 9.3v4.2M12.3 9.3v4.2"/>',
  today: '<rect x="2.5" y="4" width="15" height="13.5" rx="1.5"/><path d="M2.5 8h15M6.5 2v3M13.5 2v3"/><path d="M7 12.5l2 2 4-4"/>',
  people: '<circle cx="7.5" cy="6.5" r="3"/><path d="M2 17c0-3.5 2.3-5.5 5.5-5.5S13 13.5 13 17M13 3.8a3 3 0 0 1 0 5.4M15 12c1.9.8 3 2.6 3 5"/>',
  groups: '<rect x="2.5" y="3" width="6" height="6" rx="1"/><rect x="11.5" y="3" width="6" height="6" rx="1"/><rect x="2.5" y="12" width="6" height="5.5" rx="1"/><path d="M11.5 13.5h6M11.5 16.5h4"/>',
  exchange: '<path d="M3 7h13M12.5 3.5L16 7l-3.5 3.5M17 13H4M7.5 9.5L4 13l3.5 3.5"/>',
  settings: '<path d="M3 5.5h7M14 5.5h3M3 14.5h3M10 14.5h7"/><circle cx="12" cy="5.5" r="2"/><circle cx="8" cy="14.5" r="2"/>',
  search: '<circle cx="8.5" cy="8.5" r="5.5"/><path d="M12.7 12.7L17.5 17.5"/>',
  note: '<path d="M3 17l1-4L13.5 3.5l3 3L7 16z"/><path d="M11.5 5.5l3 3"/>',
  'person-plus': '<circle cx="8" cy="6.5" r="3.2"/><path d="M2 17c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5M16 6v6M13 9h6"/>',
  phone: '<path d="M4 2.5h3l1.5 4-2 1.5c1 2.5 3 4.5 5.5 5.5l1.5-2 4 1.5v3c0 1-.8 1.5-1.5 1.5C8.5 17.5 2.5 11.5 2.5 4c0-.8.5-1.5 1.5-1.5z"/>',
  laptop: '<rect x="3.5" y="4" width="13" height="9" rx="1"/><path d="M1.5 16.5h17"/>',
  list: '<path d="M7 5h10M7 10h10M7 15h10M3 5h.5M3 10h.5M3 15h.5"/>',
  warn: '<path d="M10 2.5L18.5 17h-17z"/><path d="M10 8v4.2M10 14.6v.1"/>',
  back: '<path d="M16 10H4M9 5l-5 5 5 5"/>',
  undo: '<path d="M3.5 8h8.5a4.5 4.5 0 0 1 0 9H7M7 4.5L3.5 8 7 11.5"/>',
  redo: '<path d="M16.5 8H8a4.5 4.5 0 0 0 0 9h5M13 4.5L16.5 8 13 11.5"/>',
  leave: '<path d="M11 3H4v14h7M8.5 10H17M13.5 6.5L17 10l-3.5 3.5"/>',
  globe: '<circle cx="10" cy="10" r="7.5"/><path d="M2.5 10h15M10 2.5c-5 5-5 10 0 15M10 2.5c5 5 5 10 0 15"/>',
  key: '<circle cx="6.5" cy="13.5" r="3.5"/><path d="M9 11l8-8M13.5 6.5l2.5 2.5"/>',
  home: '<path d="M3 9l7-6 7 6v8.5H3z"/><path d="M8 17.5V12h4v5.5"/>',
  try: '<rect x="2.5" y="3.5" width="15" height="10" rx="1"/><path d="M8.5 6.2v4.6l4-2.3zM6 17h8"/>',
  plus: '<path d="M10 4v12M4 10h12"/>',
  history: '<path d="M3 10a7 7 0 1 1 2 4.9M3 10V6M3 10h4"/><path d="M10 6.5V10l2.5 1.5"/>',
  grip: '<path d="M7.5 5h.1M12.5 5h.1M7.5 10h.1M12.5 10h.1M7.5 15h.1M12.5 15h.1" stroke-width="2.5"/>',
  down: '<path d="M5.5 8l4.5 4.5L14.5 8"/>',
  prev: '<path d="M12.5 4l-6 6 6 6"/>',
  next: '<path d="M7.5 4l6 6-6 6"/>',
  more: '<path d="M4 10h.1M10 10h.1M16 10h.1" stroke-width="3"/>',
  sheet: '<rect x="4" y="9" width="12" height="8.5" rx="1.5"/><path d="M6.5 9V6a3.5 3.5 0 0 1 7 0v3"/>',
  pause: '<path d="M7 4v12M13 4v12"/>',
  paper: '<path d="M5 2.5h7l3.5 3.5v11.5H5z"/><path d="M12 2.5V6h3.5M7.5 10h5M7.5 13.5h5"/>',
  photo: '<path d="M2.5 6h3.8l1.4-2.3h4.6L13.7 6h3.8v10.5h-15z"/><circle cx="10" cy="11" r="3"/>',
  clear: '<path d="M5 5l10 10M15 5L5 15"/>',
  done: '<circle cx="10" cy="10" r="7.5"/><path d="M6.5 10.3l2.5 2.5 4.5-5"/>',
  check: '<path d="M4 10.5l4 4 8-9"/>',
  skip: '<circle cx="10" cy="10" r="7.5"/><path d="M5 15L15 5"/>',
  moved: '<path d="M3 10h12M11 5.5l4.5 4.5-4.5 4.5"/>',
  place: '<path d="M10 18c4-5 6-7.5 6-10.5a6 6 0 0 0-12 0C4 10.5 6 13 10 18z"/><circle cx="10" cy="7.5" r="2.2"/>',
  sign: '<path d="M2 14c3-1 5.5-9 4-10.5S2.5 9 5.5 13c1.5 2 3-3 4.5-3s0 3 1.5 3 1.5-2 3-2 .5 2 3 1.5"/><path d="M2 17.5h16"/>',
} as const;

export type IconName = keyof typeof ICONS;

export const TURNS: ReadonlySet<IconName> = new Set<IconName>(['back', 'undo', 'redo', 'leave', 'prev', 'next', 'moved']);
