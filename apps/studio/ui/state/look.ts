import { signal } from '@preact/signals';
import type { View } from '../view/view.js';

/** What is shown once there is a result: the original with its masks, or the result beside, against, or without it. */
export const COMPARISONS = ['masks', 'slider', 'difference', 'result'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const comparison = signal<Comparison>('slider');
/** Where the slider is: this share of the picture, from the left, is the original. */
export const sliderAt = signal(0.5);
/** Whether the original is shown as long as a key is held. */
export const isOriginalHeld = signal(false);
/** Where the picture is; undefined before it is shown. */
export const view = signal<View | undefined>();
export const frame = signal({ width: 0, height: 0 });
/** Whether the whole picture is to stay in view when the window changes. */
export const isFitted = signal(true);
