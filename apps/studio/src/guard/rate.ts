import { DualeditError } from '@dualedit/foundation';

const MINUTE_MS = 60_000;
/** Buckets that are full again are forgotten when there are more than this. */
const MOST_BUCKETS = 10_000;

interface Bucket {
  left: number;
  at: number;
}

/** So many things per minute of each key, all of them at once if need be: a token bucket. */
export class Rate {
  private readonly perMinute: number;
  private readonly buckets = new Map<string, Bucket>();

  constructor(perMinute: number) {
    this.perMinute = perMinute;
  }

  /** @throws DualeditError `rate-limited` */
  take(key: string): void {
    const bucket = this.check(key);
    bucket.left -= 1;
    if (this.buckets.size > MOST_BUCKETS) this.forget();
  }

  /** As {@link take}, without taking. */
  check(key: string): Bucket {
    const now = Date.now();
    const { left, at } = this.buckets.get(key) ?? { left: this.perMinute, at: now };
    const filled = Math.min(this.perMinute, left + ((now - at) / MINUTE_MS) * this.perMinute);
    const bucket = { left: filled, at: now };
    this.buckets.set(key, bucket);
    if (filled < 1) throw limited(this.perMinute, Math.ceil(((1 - filled) / this.perMinute) * 60));
    return bucket;
  }

  private forget(): void {
    for (const [key, { at }] of this.buckets) if (Date.now() - at > MINUTE_MS) this.buckets.delete(key);
  }
}

function limited(perMinute: number, seconds: number): DualeditError {
  return new DualeditError({
    code: 'rate-limited',
    message: `Expected at most ${perMinute} requests of this kind per minute.`,
    hint: `Ask again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    received: seconds,
  });
}
