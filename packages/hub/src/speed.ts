/** How far a pull is. */
export interface PullProgress {
  /** The file at hand. */
  file: string;
  bytes: number;
  totalBytes: number;
  /** Of the last seconds; absent until some have passed. */
  bytesPerSecond?: number;
  etaSeconds?: number;
}

const WINDOW_MS = 10_000;
const SOON_MS = 2000;

/**
 * Counts bytes as they come, and tells how long the rest takes by the speed of the last seconds: bytes that were
 * here before are no speed.
 */
export class Meter {
  bytes: number;
  private readonly totalBytes: number;
  private readonly now: () => number;
  private readonly marks: { at: number; bytes: number }[];

  constructor(totalBytes: number, alreadyHere = 0, now: () => number = () => performance.now()) {
    this.totalBytes = totalBytes;
    this.bytes = alreadyHere;
    this.now = now;
    this.marks = [{ at: now(), bytes: 0 }];
  }

  /** @param fresh whether they came over the network, just now */
  add(bytes: number, fresh: boolean): void {
    this.bytes += bytes;
    if (!fresh || bytes < 0) return;
    const at = this.now();
    const last = this.marks.at(-1)!;
    if (at - last.at < 250) last.bytes += bytes;
    else this.marks.push({ at, bytes });
    while (this.marks.length > 2 && at - this.marks[0]!.at > WINDOW_MS) this.marks.shift();
  }

  progress(file: string): PullProgress {
    const { bytes, totalBytes } = this;
    const seconds = (this.now() - this.marks[0]!.at) / 1000;
    const here = { file, bytes, totalBytes };
    const received = this.marks.reduce((sum, mark) => sum + mark.bytes, 0);
    if (seconds * 1000 < SOON_MS || received === 0) return here;
    const bytesPerSecond = received / seconds;
    return { ...here, bytesPerSecond, etaSeconds: (totalBytes - bytes) / bytesPerSecond };
  }
}
