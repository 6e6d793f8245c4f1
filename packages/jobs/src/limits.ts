/** What one user, one request and the queue as a whole may take. */
export interface Limits {
  /** Unfinished jobs a user may have. */
  inFlight: number;
  /** Jobs a user may ask for in any 60 minutes. */
  perHour: number;
  /** Jobs a user may ask for in any 24 hours. */
  perDay: number;
  /** Seconds between two requests of a user. */
  cooldownSeconds: number;
  /** Unfinished jobs of everybody. */
  queueLength: number;
  /** Size of an uploaded picture, and of each given mask, in bytes. */
  pictureBytes: number;
  /** `width · height` of an uploaded picture. */
  picturePixels: number;
  /** Nobody but users and groups with an `allow` rule. */
  allowListOnly: boolean;
}

/** Limits that are at most those of both. */
export function lowered(limits: Limits, { inFlight, perHour }: Partial<Limits> = {}): Limits {
  return {
    ...limits,
    inFlight: Math.min(limits.inFlight, inFlight ?? Number.POSITIVE_INFINITY),
    perHour: Math.min(limits.perHour, perHour ?? Number.POSITIVE_INFINITY),
  };
}

export const DEFAULT_LIMITS: Limits = {
  inFlight: 3,
  perHour: 30,
  perDay: Number.POSITIVE_INFINITY,
  cooldownSeconds: 0,
  queueLength: 500,
  pictureBytes: 20 * 1024 * 1024,
  picturePixels: 50_000_000,
  allowListOnly: false,
};
