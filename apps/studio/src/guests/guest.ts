import { randomBytes } from 'node:crypto';
import type { User } from '@dualedit/jobs';
import { FRONT_END } from '../guard/front-end.js';

const PREFIX = 'guest-';

/** What a guest may ask for, as a person in a chat. */
export const GUEST_LIMITS = { inFlight: 3, perHour: 30 };

export const newGuest = (): User => ({ frontEnd: FRONT_END, id: PREFIX + randomBytes(16).toString('hex') });

/** Whether somebody came by a link. No token has a name of this kind. */
export const isGuest = (id: string): boolean => id.startsWith(PREFIX);
