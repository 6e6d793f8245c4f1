import { type Box, cropPicture, type Picture, throwIfAborted } from '@dualedit/foundation';
import { boxIou, type Corners, type Detector } from '../detectors/detection.js';
import { widened } from '../thin.js';
import { mergeSeen, type Seen, withoutGlimpses } from './merge.js';
import { squaresOf, tilesOf, viewAround } from './views.js';

export interface LookOptions {
  /** The first names, as many as this, are asked for: tiles are looked at for them only. */
  asked: number;
  /** What a score must reach to count. */
  threshold: number;
  /** Lower scores than this are not worth keeping. */
  faint: number;
  signal?: AbortSignal | undefined;
}

/** What was seen of each name, and the best score anywhere. */
export interface Looked {
  seen: Seen[][];
  best: number[];
}

/** A thing of this share of the picture's height is to be found… */
const SMALLEST = 0.04;
/** …which takes as many pixels of what the detector sees; of a small one, which was taught large things. */
const LEAST_PIXELS = 40;
const LEAST_PIXELS_OF_SMALL = 80;
/** A detector of fewer pixels along a side is small. */
const SMALL_DETECTOR = 512;
/** In a picture of at least so many sides of what the detector sees, tiles may be smaller than that: things are small there. */
const MANY_SIDES = 4;
/** Of a view's side: what is smaller is looked at again from nearby. */
const SMALL = 0.2;
/** The side of such a near view, relative to its thing. */
const NEAR = 2.5;
/** Of two boxes: from this intersection over union on, they are of the same thing. */
const SAME = 0.3;

/**
 * Looks at a picture of any shape and size: in overlapping squares, each as the detector was trained on; then, for names
 * that were not found, in tiles of half the side, and again; and at small things once more from nearby.
 */
export async function lookEverywhere(
  detector: Detector,
  picture: Picture,
  phrases: readonly string[],
  options: LookOptions,
): Promise<Looked> {
  const look = new Look(detector, picture, phrases, options);
  await look.at(squaresOf(picture));
  const side = Math.min(picture.width, picture.height);
  const finest = finestTile(picture, detector.side);
  for (let tile = side / 2; tile >= finest / Math.SQRT2 && look.misses(); tile /= 2)
    await look.at(tilesOf(picture, Math.round(tile)));
  await look.closer();
  return look.result();
}

/** The side of the smallest tiles that are worth looking at. */
function finestTile({ width, height }: Picture, side: number): number {
  const least = side < SMALL_DETECTOR ? LEAST_PIXELS_OF_SMALL : LEAST_PIXELS;
  const isLarge = Math.min(width, height) >= MANY_SIDES * side;
  // Elsewhere, below twice the detector's own size, tiles show little that was not seen.
  return Math.max((isLarge ? 0.5 : 2) * side, (SMALLEST * height * side) / least);
}

class Look {
  private readonly detector: Detector;
  private readonly picture: Picture;
  private readonly phrases: readonly string[];
  private readonly options: LookOptions;
  private seen: Seen[][];
  private readonly best: number[];

  constructor(detector: Detector, picture: Picture, phrases: readonly string[], options: LookOptions) {
    this.detector = detector;
    this.picture = picture;
    this.phrases = phrases;
    this.options = options;
    this.seen = phrases.map(() => []);
    this.best = phrases.map(() => 0);
  }

  /** Adds what is seen in views. */
  async at(views: readonly Box[]): Promise<void> {
    for (const view of views) {
      throwIfAborted(this.options.signal);
      const found = await this.detector.detect(widened(cut(this.picture, view)), this.phrases);
      found.forEach((detections, phrase) => {
        for (const {
          corners: [left, top, right, bottom],
          score,
        } of detections) {
          this.best[phrase] = Math.max(this.best[phrase]!, score);
          if (score < this.options.faint) continue;
          // Boxes may reach over the edge, where nothing was seen.
          const corners = [
            view.left + Math.max(0, left),
            view.top + Math.max(0, top),
            view.left + Math.min(view.width, right),
            view.top + Math.min(view.height, bottom),
          ] as const;
          this.seen[phrase]!.push({ corners, score, view });
        }
      });
    }
    // Before parts are joined, which then are no longer of one view.
    this.seen = withoutGlimpses(this.seen, this.picture).map((seen) => mergeSeen(seen, this.picture));
  }

  /** Whether a name that is asked for was not found. */
  misses(): boolean {
    return this.best.slice(0, this.options.asked).some((score) => score < this.options.threshold);
  }

  /** Looks again at small things that were asked for, from nearby: their boxes there replace the first ones. */
  async closer(): Promise<void> {
    for (let phrase = 0; phrase < this.options.asked; phrase++) {
      const small = this.seen[phrase]!.filter((one) => this.isSmall(one));
      for (const one of small) {
        const view = viewAround(boxOf(one.corners), this.nearSide(one), this.picture);
        await this.at([view]);
        const isBetter = (other: Seen) =>
          other.view === view &&
          other.score >= this.options.threshold &&
          boxIou(other.corners, one.corners) >= SAME;
        if (this.seen[phrase]!.some(isBetter))
          this.seen[phrase] = this.seen[phrase]!.filter((other) => other !== one);
      }
    }
  }

  private isSmall({ corners, score, view }: Seen): boolean {
    if (score < this.options.threshold || view.width <= this.detector.side) return false;
    return extentOf(corners) < SMALL * view.width;
  }

  private nearSide({ corners }: Seen): number {
    return Math.max(NEAR * extentOf(corners), this.detector.side);
  }

  result(): Looked {
    return { seen: this.seen, best: this.best };
  }
}

function boxOf([left, top, right, bottom]: Corners): Box {
  return { left, top, width: right - left, height: bottom - top };
}

function extentOf([left, top, right, bottom]: Corners): number {
  return Math.max(right - left, bottom - top);
}

function cut(picture: Picture, view: Box): Picture {
  const isWhole = view.width === picture.width && view.height === picture.height;
  return isWhole ? picture : cropPicture(picture, view);
}
