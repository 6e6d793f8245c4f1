import { DEVICES, MASK_SOURCES } from '@dualedit/editor';
import type { Limits } from '@dualedit/jobs';
import { z } from 'zod';
import { count, flag } from './environment.js';

const MIB = 2 ** 20;

/** What every bot's environment says of jobs, the model and the process; for `readEnvironment`. */
export const JOBS_ENVIRONMENT = {
  DATABASE_URL: z.string().optional(),
  DUALEDIT_JOBS: z.string().optional(),
  DUALEDIT_PACK: z.string().optional(),
  DUALEDIT_DEVICE: z.enum(DEVICES).default('auto'),
  /** Whether it may run although another worker of this machine runs on the same card. */
  DUALEDIT_SHARE_DEVICE: flag.default(false),
  DUALEDIT_MASK_SOURCE: z.enum(MASK_SOURCES).optional(),
  DUALEDIT_CAPTIONS: flag.default(true),
  /** Whether results are withheld that the pack's safety checker, if it has one, flags. */
  DUALEDIT_SAFETY_CHECK: flag.default(true),
  /** Whether this process edits too; off where workers run elsewhere. */
  DUALEDIT_WORKER: flag.default(true),
  LIMIT_IN_FLIGHT: count(1).optional(),
  LIMIT_PER_HOUR: count(1).optional(),
  LIMIT_QUEUE: count(1).optional(),
  LIMIT_MEGABYTES: count(1).optional(),
  LIMIT_MEGAPIXELS: count(1).optional(),
  ALLOW_LIST_ONLY: flag.optional(),
  HEALTH_PORT: count(0).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
} as const;

/** What `readEnvironment` makes of it. */
export type JobsConfig = z.infer<z.ZodObject<typeof JOBS_ENVIRONMENT>>;

/** The limits of the job store, where the environment sets them. */
export function limitsOf(config: JobsConfig): Partial<Limits> {
  const limits = {
    inFlight: config.LIMIT_IN_FLIGHT,
    perHour: config.LIMIT_PER_HOUR,
    queueLength: config.LIMIT_QUEUE,
    pictureBytes: config.LIMIT_MEGABYTES && config.LIMIT_MEGABYTES * MIB,
    picturePixels: config.LIMIT_MEGAPIXELS && config.LIMIT_MEGAPIXELS * 1e6,
    allowListOnly: config.ALLOW_LIST_ONLY,
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
