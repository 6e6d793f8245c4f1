import { signal } from '@preact/signals';
import type { Point } from '../mask/rect.js';

/** Where the pointer is on the stage, in CSS pixels; undefined if it is elsewhere, or a finger. */
export const pointer = signal<Point | undefined>();

/** Where the keyboard's pointer is, once arrow keys have been used. */
export const keyPointer = signal<Point | undefined>();
