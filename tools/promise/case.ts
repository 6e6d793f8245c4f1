import type { Scene } from '@dualedit/diorama';

export const ROWS = ['hats', 'named', 'recolor2', 'alone', 'mixed', 'hard'] as const;

/** What an edit is measured for. */
export type RowName = (typeof ROWS)[number];

/** One command for one held-out scene. */
export interface PromiseCase {
  row: RowName;
  seed: number;
  scene: Scene;
  command: string;
  /** Of what each edit of the command means, in their order: places in `scene.objects`. */
  meant: number[];
  /** What makes a hard case hard. */
  why?: string;
  options?: { strength?: number; retry?: boolean };
}
