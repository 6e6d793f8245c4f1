import { DEVICES, MASK_SOURCES } from '@dualedit/editor';
import type { Limits } from '@dualedit/jobs';
import { z } from 'zod';
import { count, flag } from './environment.js';

const MIB = 2 ** 20;

/** What every bot's environment says of jobs, the model and the process; for `readEnvironment`. */
export const JOBS_ENVIRONMENT = {
  DATABASE_URL: z
    .string()
    .optional()
    .describe('A PostgreSQL server for the jobs, `postgres://user:password@host/name`; a folder without it'),
  DUALEDIT_JOBS: z
    .string()
    .optional()
    .describe(
      'The folder of the embedded database, if there is no server; a folder of the user’s data unless set',
    ),
  DUALEDIT_PACK: z
    .string()
    .optional()
    .describe(
      'The model: one that `dualedit models pull` fetched, by its name, or a folder; the embedded one unless set',
    ),
  DUALEDIT_DEVICE: z.enum(DEVICES).default('auto').describe('What the model runs on'),
  DUALEDIT_SHARE_DEVICE: flag
    .default(false)
    .describe('Runs although another worker of this machine runs on the same card; refused otherwise'),
  DUALEDIT_MASK_SOURCE: z
    .enum(MASK_SOURCES)
    .optional()
    .describe('What finds masks; the segmenter if the model has one, unless set'),
  DUALEDIT_CAPTIONS: flag
    .default(true)
    .describe('Whether the model’s captioner, if it has one, describes pictures that come without a prompt'),
  DUALEDIT_SAFETY_CHECK: flag
    .default(true)
    .describe('Whether results that the model’s safety checker, if it has one, flags are withheld'),
  DUALEDIT_RECIPE: flag
    .default(true)
    .describe('Whether PNG results say how they were made, in a text of the file'),
  STUDIO_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'A studio, as people open it: a button under the masks of an edit makes a link that opens it there',
    ),
  STUDIO_TOKEN: z
    .string()
    .optional()
    .describe('A token of that studio, best one of its own; neither is of use without the other'),
  DUALEDIT_WORKER: flag
    .default(true)
    .describe('Whether this process edits too; off where `dualedit worker` does'),
  LIMIT_IN_FLIGHT: count(1).optional().describe('Unfinished edits of a person; 3 unless set'),
  LIMIT_PER_HOUR: count(1).optional().describe('Edits of a person in any 60 minutes; 30 unless set'),
  LIMIT_PER_DAY: count(1).optional().describe('Edits of a person in any 24 hours; no such limit unless set'),
  LIMIT_COOLDOWN: count(0).optional().describe('Seconds between two edits of a person; 0 unless set'),
  LIMIT_QUEUE: count(1).optional().describe('Unfinished edits of everybody; 500 unless set'),
  LIMIT_MEGABYTES: count(1).optional().describe('What a picture may weigh; 20 unless set'),
  LIMIT_MEGAPIXELS: count(1).optional().describe('How many pixels a picture may have; 50 unless set'),
  ALLOW_LIST_ONLY: flag
    .optional()
    .describe('Nobody but users, servers, channels and groups that have an `allow` rule; off unless set'),
  KEEP_PICTURES_HOURS: count(1)
    .optional()
    .describe('Hours after its delivery for which a job’s pictures are kept; 24 unless set'),
  KEEP_JOBS_DAYS: count(1)
    .optional()
    .describe('Days after its end for which the rest of a job is kept; 30 unless set'),
  HEALTH_PORT: count(0)
    .optional()
    .describe('Answers `GET /health` and `GET /metrics` at this port; off unless set'),
  HEALTH_HOST: z
    .string()
    .default('127.0.0.1')
    .describe(
      'Where they listen; `0.0.0.0` for other machines and containers. Nothing there is secret, nor protected',
    ),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('What is logged, as lines of JSON on standard output'),
} as const;

/** What `readEnvironment` makes of it. */
export type JobsConfig = z.infer<z.ZodObject<typeof JOBS_ENVIRONMENT>>;

/** The limits of the job store, where the environment sets them. */
export function limitsOf(config: JobsConfig): Partial<Limits> {
  const limits = {
    inFlight: config.LIMIT_IN_FLIGHT,
    perHour: config.LIMIT_PER_HOUR,
    perDay: config.LIMIT_PER_DAY,
    cooldownSeconds: config.LIMIT_COOLDOWN,
    queueLength: config.LIMIT_QUEUE,
    pictureBytes: config.LIMIT_MEGABYTES && config.LIMIT_MEGABYTES * MIB,
    picturePixels: config.LIMIT_MEGAPIXELS && config.LIMIT_MEGAPIXELS * 1e6,
    allowListOnly: config.ALLOW_LIST_ONLY,
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
