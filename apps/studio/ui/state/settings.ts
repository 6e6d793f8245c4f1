import { signal } from '@preact/signals';
import type { EditSettings } from '../../src/contract.js';

/** Only what differs from the defaults. */
export const settings = signal<EditSettings>({});
export const variants = signal(1);
/** What the picture shows, in a sentence; the model says it by itself if this is empty. */
export const prompt = signal('');

export function setSetting(name: keyof EditSettings, value: number | string | boolean | undefined): void {
  const { [name]: _, ...others } = settings.peek();
  settings.value = value === undefined ? others : { ...others, [name]: value };
}
