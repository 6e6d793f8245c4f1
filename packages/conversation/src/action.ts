/** What the buttons under a job's message do. */
export const ACTIONS = [
  'cancel',
  'stronger',
  'softer',
  'retry',
  'undo',
  'redo',
  'again',
  'masks',
  'file',
  'delete',
  'variants',
  'pick',
  'report',
  'bigger',
  'smaller',
  'other',
  'instead',
  'studio',
  'block-day',
] as const;

export type Action = (typeof ACTIONS)[number];

export interface Press {
  action: Action;
  /** The job that the button stands under. */
  job: string;
  /** Which variant, edit or thing, from 0. */
  index?: number;
}

const VERSION = '1';
const WRITTEN = new RegExp(`^${VERSION}:(${ACTIONS.join('|')}):([0-9a-f-]{36})(?::(\\d{1,4}))?$`);

/**
 * A button's data. It says all that a press needs, so that buttons outlive restarts; at most 53 bytes, since
 * Telegram takes 64.
 */
export function writePress({ action, job, index }: Press): string {
  return `${VERSION}:${action}:${job}${index === undefined ? '' : `:${index}`}`;
}

/** Reads a button's data; undefined where it is not ours, or of another version. */
export function readPress(data: string): Press | undefined {
  const [, action, job, index] = WRITTEN.exec(data) ?? [];
  if (!action || !job) return undefined;
  return { action: action as Action, job, ...(index !== undefined && { index: Number(index) }) };
}
