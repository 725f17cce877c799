// The photographs of paper sheets in the in-memory centre: what is kept of a session, each picture, and
// what waits to leave. It looks at the first letters of a file and never inside; fake.ts asks who may.
import type { ExchangeView, Photo, PhotoState } from './bindings';
import { refuse } from './fake-refuse';

const MINUTE = 60_000;
const MEGABYTE = 1_000_000;
const MOST = 12;
const LARGEST = 25 * MEGABYTE;
/** How a JPEG, a PNG and a WebP begin in base64. */
const PICTURES = ['/9j/', 'iVBOR', 'UklGR'];
/** The smallest picture that is one. */
const DOT = '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z';

export class FakePhotos {
  list: Photo[] = [];
  /** In megabytes, for a month. */
  limit: number | null = null;
  private month = 0;
  private pictures = new Map<string, string>();
  private last = 0;

  constructor(
    scenario: string,
    private now: number,
  ) {
    const states: PhotoState[] = scenario === 'photos' ? ['received', 'here', 'elsewhere', 'damaged'] : scenario === 'held' ? ['here', 'here', 'here'] : [];
    states.forEach((state, i) => this.put(i === 0 ? 'Inès Rousseau' : 'Claire F.', now - (30 - i) * MINUTE, 700_000 + i * 40_000, state, i < 2));
    this.month = scenario === 'held' ? 48.6 * MEGABYTE : scenario === 'photos' ? 3.1 * MEGABYTE : 0;
    if (scenario === 'held') this.limit = 50;
  }

  private put(by: string, added_at: number, bytes: number, state: PhotoState, may_remove: boolean, picture?: string): void {
    const id = `photo-${++this.last}`;
    this.list = [...this.list, { id, added_at, by, bytes, state, may_remove }];
    if (picture) this.pictures.set(id, picture);
  }

  add(by: string, picture: string): Photo[] {
    const bytes = Math.ceil((picture.length * 3) / 4);
    if (this.list.length >= MOST) refuse('photo.too_many');
    if (bytes > LARGEST) refuse('photo.too_large');
    if (!PICTURES.some((first) => picture.startsWith(first))) refuse('photo.not_a_picture');
    if ([...this.pictures.values()].includes(picture)) refuse('photo.twice');
    this.put(by, this.now, bytes, 'here', true, picture);
    return this.list;
  }
  picture(id: string): string {
    const photo = this.list.find((one) => one.id === id) ?? refuse('photo.unknown');
    if (photo.state === 'elsewhere' || photo.state === 'damaged') refuse(`photo.${photo.state}`);
    return this.pictures.get(id) ?? drawn(this.list.indexOf(photo) + 1);
  }
  remove(id: string, reason: string): Photo[] {
    if (!reason.trim()) refuse('photo.reason_missing');
    if (!this.list.some((one) => one.id === id)) refuse('photo.unknown');
    this.list = this.list.filter((one) => one.id !== id);
    this.pictures.delete(id);
    return this.list;
  }

  view(): ExchangeView['photos'] {
    const here = this.list.filter((one) => one.state === 'here');
    const waiting_bytes = here.reduce((sum, one) => sum + one.bytes, 0);
    const held = here.length > 0 && this.limit !== null && this.month + waiting_bytes > this.limit * MEGABYTE;
    const lacking = this.list.filter((one) => one.state === 'elsewhere' || one.state === 'damaged').length;
    return { waiting: here.length, waiting_bytes, lacking, month_bytes: this.month, limit_mb: this.limit, held };
  }
}

/** A sheet of paper to look at in a browser; elsewhere nothing draws, and a dot will do. */
function drawn(number: number): string {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext?.('2d');
  if (!pen) return DOT;
  [canvas.width, canvas.height] = [1240, 1754];
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = 'black';
  pen.font = '48px sans-serif';
  pen.fillText(`${number}`, 80, 110);
  for (let line = 0; line < 24; line += 1) pen.fillRect(80, 180 + line * 64, 1080, 2);
  return canvas.toDataURL('image/jpeg').split(',')[1] ?? DOT;
}
