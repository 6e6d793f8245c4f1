import { parseCommand } from '@dualedit/commands';
import type { Job } from '@dualedit/jobs';

/** A job that waits, but for what is given. */
export const job = (command: string, more: Partial<Job> = {}): Job =>
  ({
    id: '0190aaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
    command,
    edits: parseCommand(command, { region: true }),
    options: {},
    state: 'queued',
    fraction: 0,
    cancelling: false,
    ...more,
  }) as Job;
