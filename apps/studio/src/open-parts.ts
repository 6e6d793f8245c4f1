import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { openPack } from '@dualedit/core';
import { EMBEDDED, findPack, openFinder } from '@dualedit/editor';
import { openJobs } from '@dualedit/jobs';
import { healthOf, type Logger } from '@dualedit/service';
import envPaths from 'env-paths';
import { removeGuest } from './edits/remove.js';
import { EditEvents } from './events/edit-events.js';
import { FRONT_END } from './guard/front-end.js';
import { Guests } from './guests/guests.js';
import { DEFAULT_LIMITS, type StudioOptions } from './options.js';
import { PictureStore } from './pictures/picture-store.js';
import { keepSweeping } from './pictures/sweep.js';
import type { StudioParts } from './studio-parts.js';

const DEFAULT_KEEP_DAYS = 90;

/** The parts of a studio, and how they end. */
export interface Opened {
  parts: StudioParts;
  close: { abort(): void; everything(): Promise<void> };
}

/** Opens all that a studio works with but its server and its worker. */
export async function openParts(
  options: StudioOptions,
  { log, needsToken, now }: { log: Logger; needsToken: boolean; now?: () => number },
): Promise<Opened> {
  const { model = EMBEDDED, device, maskSource, captions } = options;
  const pack = await openPack(await findPack(model));
  const finder = await openFinder({ model, device, maskSource, captions });
  const folder = options.folder ?? join(envPaths('dualedit', { suffix: '' }).data, 'studio');
  const jobs = await openJobs(jobsOptions(options, folder, log));
  const closing = new AbortController();
  // One stream of events per window.
  setMaxListeners(0, closing.signal);
  const events = new EditEvents(jobs);
  const pictures = new PictureStore(join(folder, 'pictures'), jobs.limits);
  // Nobody else is told: the history is what is delivered.
  const deliveries = jobs.deliver(FRONT_END, async () => {});
  const onTrouble = (error: unknown) => log.error({ err: error }, 'trouble in the background');
  const sweeping = keepSweeping({ jobs, pictures, signal: closing.signal, onTrouble });
  const guests = new Guests({
    stored: () => pictures.users(),
    remove: (id) => removeGuest({ jobs, events, pictures }, { frontEnd: FRONT_END, id }),
    now,
  });
  const guestsLeaving = guests.keepSweeping(closing.signal, onTrouble);
  return {
    parts: {
      pack,
      isEmbedded: model === EMBEDDED,
      reading: pack.words ? { vocabulary: pack.words } : {},
      jobs,
      events,
      pictures,
      guests,
      finder,
      needsToken,
      closing: closing.signal,
      health: async () => {
        const { ok, problems } = await healthOf(jobs, { ready: () => true });
        return { ok, problems };
      },
    },
    close: {
      abort: () => closing.abort(),
      everything: async () => {
        closing.abort();
        events.close();
        await Promise.all([finder.close(), sweeping, guestsLeaving, deliveries.stop()]);
        await jobs.close();
      },
    },
  };
}

function jobsOptions(options: StudioOptions, folder: string, log: Logger) {
  const { keepDays = DEFAULT_KEEP_DAYS, databaseUrl, limits } = options;
  const { pictureBytes, picturePixels, inFlight, perHour } = { ...DEFAULT_LIMITS, ...limits };
  return {
    databaseUrl: databaseUrl ?? '',
    folder: join(folder, 'jobs'),
    keepPicturesHours: 24 * keepDays,
    keepJobsDays: keepDays,
    limits: { pictureBytes, picturePixels, inFlight, perHour, queueLength: 1000 },
    onTrouble: (error: unknown) => log.error({ err: error }, 'trouble in the background'),
  };
}
