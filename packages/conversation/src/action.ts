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
] as const;

export type Action = (typeof ACTIONS)[number];

export interface Press {
  action: Action;
  /** The job that the button stands under. */
  job: string;
}

const VERSION = '1';
const WRITTEN = new RegExp(`^${VERSION}:(${ACTIONS.join('|')}):([0-9a-f-]{36})$`);

/**
 * A button's data. It says all that a press needs, so that buttons outlive restarts; at most 47 bytes, since
 * Telegram takes 64.
 */
export function writePress({ action, job }: Press): string {
  return `${VERSION}:${action}:${job}`;
}

/** Reads a button's data; undefined where it is not ours, or of another version. */
export function readPress(data: string): Press | undefined {
  const [, action, job] = WRITTEN.exec(data) ?? [];
  return action && job ? { action: action as Action, job } : undefined;
}
