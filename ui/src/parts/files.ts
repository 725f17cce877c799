// Files that are dragged, dropped or pasted: whether there is one, and which. Pure.

/** Of a drag that is still under way, only the kinds are told. */
export function carriesFile(data: DataTransfer | null): boolean {
  return data?.types?.includes('Files') ?? false;
}

/** The first file of what was dropped or pasted. */
export function fileIn(data: DataTransfer | null): File | null {
  return data?.files[0] ?? null;
}

/** A file that is let go where nothing takes it would be opened in place of the window. */
export function refuseFile(event: DragEvent): void {
  if (carriesFile(event.dataTransfer)) event.preventDefault();
}
