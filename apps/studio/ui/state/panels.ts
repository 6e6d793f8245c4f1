import { signal } from '@preact/signals';

/** The chip whose panel is open. */
export const openChip = signal<number | undefined>();
export const areSettingsOpen = signal(false);
export const isDownloadOpen = signal(false);
/** The other candidate of the open chip that is pointed at. */
export const hoveredCandidate = signal<number | undefined>();

/** Closes what is open. Returns whether anything was. */
export function closePanels(): boolean {
  const wasOpen = openChip.peek() !== undefined || areSettingsOpen.peek() || isDownloadOpen.peek();
  openChip.value = undefined;
  areSettingsOpen.value = false;
  isDownloadOpen.value = false;
  return wasOpen;
}
