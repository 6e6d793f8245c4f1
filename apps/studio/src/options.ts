import type { Device, MaskSourceName } from '@dualedit/editor';

/** How the studio is started; everything has a default. */
export interface StudioOptions {
  /** Address to listen at. Defaults to `127.0.0.1`; any that is not of this machine alone needs `tokens`. */
  host?: string | undefined;
  /** 0 takes a free one. Defaults to 4646, or the next free one after it. */
  port?: number | undefined;
  /** Who may use it: `token` or `name=token`, at least 16 characters each; each name has a history of its own. */
  tokens?: readonly string[] | undefined;
  /** The address that people type in a browser, if a proxy stands before the server, such as `https://studio.example`. */
  origin?: string | undefined;
  /** Origins of other sites whose scripts may call the API, with a token. Defaults to none. */
  cors?: readonly string[] | undefined;
  /** Where history and pictures are stored. Defaults to a folder of the user's data. */
  folder?: string | undefined;
  /** A PostgreSQL server for the jobs. Defaults to a database in `folder`. */
  databaseUrl?: string | undefined;
  /** How long finished edits are kept, in days. Defaults to 90. */
  keepDays?: number | undefined;
  /** A model pack, as `openEditor` takes it. Defaults to the embedded one. */
  model?: string | undefined;
  device?: Device | undefined;
  maskSource?: MaskSourceName | undefined;
  captions?: boolean | undefined;
  safetyCheck?: boolean | 'auto' | undefined;
  /** Whether it may run although another worker of this machine edits on the same card. Defaults to `false`. */
  shareDevice?: boolean | undefined;
  limits?: Partial<StudioLimits> | undefined;
}

/** What one user, or one address, may ask for. */
export interface StudioLimits {
  /** Of an uploaded picture. */
  pictureBytes: number;
  /** `width · height`. */
  picturePixels: number;
  /** Of any other request, masks included. */
  requestBytes: number;
  /** Requests per minute. */
  requests: number;
  /** Uploads, searches for masks and edits, per minute. */
  work: number;
  /** Wrong tokens per minute, from one address. */
  wrongTokens: number;
  /** Unfinished edits of a user. */
  inFlight: number;
  /** Edits of a user in any 60 minutes. */
  perHour: number;
}

const MIB = 2 ** 20;

export const DEFAULT_LIMITS: StudioLimits = {
  pictureBytes: 50 * MIB,
  picturePixels: 50_000_000,
  requestBytes: 64 * MIB,
  requests: 6000,
  work: 600,
  wrongTokens: 10,
  inFlight: 200,
  perHour: 2000,
};
