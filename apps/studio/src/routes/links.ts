import { formatCommand } from '@dualedit/commands';
import { DualeditError } from '@dualedit/foundation';
import { Hono } from 'hono';
import type { LinkAnswer } from '../contract.js';
import type { Rate } from '../guard/rate.js';
import { isGuest } from '../guests/guest.js';
import { readLinkForm } from '../guests/link-form.js';
import { storeMasks } from '../guests/store-masks.js';
import { atMost } from '../http/body.js';
import type { Environment } from '../http/environment.js';
import type { StudioLimits } from '../options.js';
import type { StudioParts } from '../studio-parts.js';

export interface LinkOptions {
  /** Whether a link is for a guest; else for whoever makes it, since everybody is the same here. */
  areForGuests: boolean;
  /** The address that people open, if a proxy stands before the server. */
  origin: string | undefined;
  limits: StudioLimits;
  work: Rate;
}

/** Makes links that open a picture with its command and masks. */
export function linkRoutes(
  parts: StudioParts,
  { areForGuests, origin, limits, work }: LinkOptions,
): Hono<Environment> {
  const { guests, pictures, reading } = parts;
  const routes = new Hono<Environment>();
  routes.post('/', atMost(limits.requestBytes), async (context) => {
    const maker = context.get('user');
    if (isGuest(maker.id)) throw guestRefused();
    work.take(maker.id);
    const { picture, changes, masks } = await readLinkForm(context, reading);
    const user = areForGuests ? guests.expect() : maker;
    try {
      const stored = await pictures.add(user, picture);
      const opens = {
        picture: stored.id,
        command: formatCommand(changes),
        masks: await storeMasks(pictures, { user, picture: stored, changes, masks }),
      };
      const { link, expires } = guests.link(user, opens);
      const url = `${origin ?? new URL(context.req.url).origin}/#link=${link}`;
      return context.json({ url, expires: expires.toISOString() } satisfies LinkAnswer, 201);
    } catch (error) {
      if (areForGuests) await guests.dismiss(user);
      throw error;
    }
  });
  return routes;
}

function guestRefused(): DualeditError {
  return new DualeditError({
    code: 'user-not-allowed',
    message: 'Whoever came by a link can make none.',
    hint: 'Ask for one in the chat, or use a token of the server.',
  });
}
