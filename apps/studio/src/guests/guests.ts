import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DualeditError } from '@dualedit/foundation';
import type { User } from '@dualedit/jobs';
import type { LinkedEdit } from '../contract.js';
import { isGuest, newGuest } from './guest.js';

const MINUTE_MS = 60_000;
const LINK_MS = 10 * MINUTE_MS;
const SESSION_MS = 240 * MINUTE_MS;
/** Guests at a time, those included who have not opened their link yet. */
const MOST = 1000;
/** 128 random bits. */
const SECRET_BYTES = 16;

interface Link {
  user: User;
  opens: LinkedEdit;
  until: number;
}

export interface GuestsOptions {
  /** Ids of all users of whom something is stored. */
  stored(): Promise<string[]>;
  /** Deletes everything of a user. */
  remove(id: string): Promise<void>;
  /** Milliseconds. */
  now?: (() => number) | undefined;
}

/**
 * Those who come by a link instead of a token. Links and sessions are known to this process alone, so that they end with
 * it, and of each only a hash. What is stored of guests who are not here any more is deleted.
 */
export class Guests {
  private readonly options: GuestsOptions;
  private readonly now: () => number;
  /** By the ids of guests: when they have to leave. */
  private readonly until = new Map<string, number>();
  private readonly links = new Map<string, Link>();
  private readonly sessions = new Map<string, string>();

  constructor(options: GuestsOptions) {
    this.options = options;
    this.now = options.now ?? Date.now;
  }

  /** Somebody new, for whom a link will be made. @throws DualeditError `queue-full` */
  expect(): User {
    if (this.until.size >= MOST) throw tooMany();
    const user = newGuest();
    this.until.set(user.id, this.now() + LINK_MS);
    return user;
  }

  /** Makes the link by which a user opens something. */
  link(user: User, opens: LinkedEdit): { link: string; expires: Date } {
    const link = randomBytes(SECRET_BYTES).toString('base64url');
    const until = this.now() + LINK_MS;
    this.links.set(hashOf(link), { user, opens, until });
    if (isGuest(user.id)) this.until.set(user.id, until);
    return { link, expires: new Date(until) };
  }

  /** Uses a link up. Returns undefined if it was used, is too old, or was never one. */
  use(link: string): Omit<Link, 'until'> | undefined {
    const hash = hashOf(link);
    const found = this.links.get(hash);
    this.links.delete(hash);
    return found && found.until > this.now() ? found : undefined;
  }

  /** Begins the session of a guest. @returns the value of its cookie, and after how many seconds it ends */
  begin({ id }: User): { session: string; seconds: number } {
    const session = randomBytes(SECRET_BYTES).toString('base64url');
    this.until.set(id, this.now() + SESSION_MS);
    this.sessions.set(hashOf(session), id);
    return { session, seconds: SESSION_MS / 1000 };
  }

  /** The name of who has a cookie. */
  holderOfSession(session: string): string | undefined {
    const id = this.sessions.get(hashOf(session));
    return id !== undefined && this.isHere(id) ? id : undefined;
  }

  /** Deletes what is stored of a guest who will not come. */
  async dismiss({ id }: User): Promise<void> {
    this.until.delete(id);
    await this.options.remove(id);
  }

  /** Deletes what is stored of guests whose time is over, and of those of an earlier start. */
  async sweep(): Promise<void> {
    for (const [hash, { until }] of this.links) if (until <= this.now()) this.links.delete(hash);
    for (const id of this.until.keys()) if (!this.isHere(id)) this.until.delete(id);
    for (const [hash, id] of this.sessions) if (!this.until.has(id)) this.sessions.delete(hash);
    for (const id of await this.options.stored())
      if (isGuest(id) && !this.until.has(id)) await this.options.remove(id);
  }

  /** Sweeps at once and every minute, until the signal aborts; then everybody has to leave. */
  async keepSweeping(signal: AbortSignal, onTrouble: (error: unknown) => void): Promise<void> {
    while (!signal.aborted) {
      await this.sweep().catch(onTrouble);
      await sleep(MINUTE_MS, undefined, { signal, ref: false }).catch(() => {});
    }
    this.until.clear();
    await this.sweep().catch(onTrouble);
  }

  private isHere(id: string): boolean {
    return (this.until.get(id) ?? 0) > this.now();
  }
}

/** What is looked up is a hash, so that the time it takes tells nothing of what it is of. */
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64');

function tooMany(): DualeditError {
  return new DualeditError({
    code: 'queue-full',
    message: `${MOST} guests are here or have a link, and there can be no more.`,
    hint: 'Try again in a few minutes.',
  });
}
