// A picture between a file and the core: base64 on the way in and out, an address to show it by. Pure
// of any state; whoever asks for an address gives it back.

/** What a file may be; whatever else is chosen, the core refuses. */
export const KINDS = 'image/jpeg,image/png,image/webp';
/** In bytes: nothing larger is even read. */
export const LARGEST = 25_000_000;

/** The bytes of a file in base64. */
export function toBase64(file: Blob): Promise<string> {
  return new Promise((go, refuse) => {
    const reader = new FileReader();
    reader.onload = () => go(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => refuse(reader.error ?? new Error('file'));
    reader.readAsDataURL(file);
  });
}

/** A JPEG given in base64, by an address that a page may show. */
export function addressOf(base64: string): string {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
}
