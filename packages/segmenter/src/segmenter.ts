import {
  type Box,
  DualeditError,
  type Mask,
  maskBox,
  type Picture,
  type Segment,
  throwIfAborted,
} from '@dualedit/foundation';
import { countDetections } from './detectors/compete.js';
import type { Corners, Detection, Detector } from './detectors/detection.js';
import { openDetector } from './detectors/open-detector.js';
import type { Instance, PhraseInstances, Segmentation } from './instance.js';
import { lookPhrase, looksIn } from './looks.js';
import { cleanMask } from './masks/clean.js';
import { distinct } from './masks/distinct.js';
import { settleInstances } from './masks/settle.js';
import { readSegmenterModels, type SegmenterModels } from './pack.js';
import { readPhrase } from './phrase.js';
import { chooseProposal } from './sam/choose.js';
import { gridIn } from './sam/grid.js';
import { maskFromLogits } from './sam/mask-logits.js';
import type { PointPrompt } from './sam/prompts.js';
import { proposalsAt } from './sam/proposals.js';
import { type Embedded, openSam, type Proposal, type Sam } from './sam/sam.js';
import { narrowed, widened } from './thin.js';

export interface SegmenterOptions {
  /** Where the models run: a device of ONNX Runtime that works here; `cpu` unless given. */
  device?: string;
  /** Whether models that are named rather than given as folders may be fetched; nothing is unless this is true. */
  download?: boolean;
}

export interface SegmentOptions {
  /** Acts between model runs. */
  signal?: AbortSignal | undefined;
}

export interface SegmentRequest extends SegmentOptions {
  /**
   * For each phrase whether more than one thing is known to be there, as who says "the left cat" knows: then
   * those count too that the detector is less sure of.
   */
  several?: readonly boolean[];
}

const SCORE_THRESHOLD = 0.25;
const NMS_IOU = 0.5;

/** Finds what phrases name in a picture: a text-grounded detector gives boxes, a SAM their masks. */
export class Segmenter {
  private readonly detector: Detector;
  private readonly sam: Sam;
  private readonly models: SegmenterModels;
  private readonly embedded = new WeakMap<Picture, Promise<Embedded>>();

  private constructor(detector: Detector, sam: Sam, models: SegmenterModels) {
    this.detector = detector;
    this.sam = sam;
    this.models = models;
  }

  /**
   * Loads the segmenter of a model pack, or of any two models.
   * @param pack the pack's folder, or the models
   * @throws DualeditError `pack-without-segmenter`, `pack-incomplete`, `pack-unreadable`, `model-unreadable`,
   * `model-unsupported`
   */
  static async load(pack: string | SegmenterModels, options: SegmenterOptions = {}): Promise<Segmenter> {
    const models = typeof pack === 'string' ? await readSegmenterModels(pack) : pack;
    const load = { device: options.device ?? 'cpu', download: options.download ?? false };
    const detector = await openDetector(models.detector, load);
    return new Segmenter(detector, await openSam(models.sam, load, models.boxes), models);
  }

  /**
   * All instances of each phrase, and of the names that the pack knows by itself. The detector runs once and the picture is embedded once, for all phrases.
   * A thing that two phrases claim goes to the one that fits it better, and a pixel that two things claim to
   * the smaller of them, which is in front.
   *
   * @throws DualeditError `phrase-empty`, `aborted`
   */
  async segment(
    picture: Picture,
    phrases: readonly string[],
    { signal, several = [] }: SegmentRequest = {},
  ): Promise<Segmentation> {
    const asked = phrases.map(readPhrase);
    throwIfAborted(signal);
    const { names = [], looks = [], scoreThreshold = SCORE_THRESHOLD, nmsIou = NMS_IOU } = this.models;
    const all = [...new Set([...asked, ...names])];
    if (all.length === 0) return { phrases: [], others: [] };
    const looked = names.flatMap((name) => looks.flat().map((look) => lookPhrase(look, name)));
    const boxes = await this.detector.detect(widened(picture), [...all, ...looked]);
    const scored = boxes.slice(0, all.length);
    const isSeveral = (phrase: string) => several[asked.indexOf(phrase)] ?? false;
    const found = countDetections(all, scored, { scoreThreshold, nmsIou, several: all.map(isSeveral) });
    throwIfAborted(signal);
    const masked = await this.maskAll(picture, found, signal);
    const result = (phrase: string, name: string): PhraseInstances => {
      const at = all.indexOf(name);
      const bestScore = scored[at]!.reduce((most, { score }) => Math.max(most, score), 0);
      const instances = names.includes(name)
        ? masked[at]!.map((instance) => ({ ...instance, looks: looksOf(instance, name) }))
        : masked[at]!;
      return { phrase, instances, bestScore };
    };
    const looksOf = ({ box }: Instance, name: string) =>
      looksIn(
        box,
        { name, families: looks },
        {
          scored: (phrase) => boxes[all.length + looked.indexOf(phrase)]!,
          threshold: scoreThreshold,
        },
      );
    const unasked = all.filter((name) => !asked.includes(name)).map((name) => result(name, name));
    return {
      phrases: phrases.map((phrase, i) => result(phrase, asked[i]!)),
      others: unasked.filter(({ instances }) => instances.length > 0),
    };
  }

  /**
   * The mask of the one thing in a box.
   * @throws DualeditError `mask-empty`, `aborted`
   */
  async maskInBox(picture: Picture, box: Box, { signal }: SegmentOptions = {}): Promise<Mask> {
    throwIfAborted(signal);
    const corners: Corners = [box.left, box.top, box.left + box.width, box.top + box.height];
    const embedded = await this.embed(picture);
    const [proposals] = await this.sam.byBoxes(embedded, [corners]);
    return checked(await toMask(chooseProposal(proposals!, corners, embedded), embedded, picture), 'box');
  }

  /**
   * The mask of the one thing that is pointed at.
   * @param points in pixels of the picture; at least one of them inside the thing
   * @throws DualeditError `mask-empty`, `model-unsupported`, `aborted`
   */
  async maskAtPoints(
    picture: Picture,
    points: readonly PointPrompt[],
    { signal }: SegmentOptions = {},
  ): Promise<Mask> {
    throwIfAborted(signal);
    const embedded = await this.embed(picture);
    const [proposals] = await this.sam.byPoints(embedded, [points]);
    const best = proposals!.reduce((a, b) => (b.iou > a.iou ? b : a));
    return checked(await toMask(best, embedded, picture), 'points');
  }

  /**
   * Whatever stands out at the places that a mask marks, whether a phrase names it or not: it is asked for at the points
   * of a grid. Results may overlap. Empty if the mask decoder takes no points.
   * @throws DualeditError `aborted`
   */
  async segments(picture: Picture, within: Mask, { signal }: SegmentOptions = {}): Promise<Segment[]> {
    const points = gridIn(within);
    if (points.length === 0 || !this.sam.takesPoints) return [];
    throwIfAborted(signal);
    const embedded = await this.embed(picture);
    const proposals = await proposalsAt(this.sam, embedded, points, signal);
    const masks = await Promise.all(proposals.map((proposal) => toMask(proposal, embedded, picture)));
    return masks
      .map((mask, i) => ({ mask, score: proposals[i]!.iou }))
      .filter(({ mask }) => maskBox(mask) !== undefined);
  }

  /** Frees the models' memory; a later call is an error. */
  async close(): Promise<void> {
    await Promise.all([this.detector.close(), this.sam.close()]);
  }

  /** A picture as the SAM encodes it, once while somebody holds the picture. */
  private embed(picture: Picture): Promise<Embedded> {
    const known = this.embedded.get(picture);
    if (known) return known;
    const embedded = this.sam.embed(widened(picture));
    this.embedded.set(picture, embedded);
    return embedded;
  }

  /** The masks of all boxes, of all phrases in one decoder run. */
  private async maskAll(
    picture: Picture,
    found: readonly Detection[][],
    signal: AbortSignal | undefined,
  ): Promise<Instance[][]> {
    const boxes = found.flat();
    if (boxes.length === 0) return found.map(() => []);
    const embedded = await this.embed(picture);
    throwIfAborted(signal);
    const proposals = await this.sam.byBoxes(
      embedded,
      boxes.map(({ corners }) => corners),
    );
    throwIfAborted(signal);
    const instances = await Promise.all(
      boxes.map(async ({ corners, score }, i): Promise<Instance[]> => {
        const mask = await toMask(chooseProposal(proposals[i]!, corners, embedded), embedded, picture);
        const box = maskBox(mask);
        return box ? [{ mask, box, score }] : [];
      }),
    );
    return settleInstances(
      found.map((mine) => distinct(mine.flatMap((detection) => instances[boxes.indexOf(detection)]!))),
    );
  }
}

async function toMask({ logits }: Proposal, embedded: Embedded, picture: Picture): Promise<Mask> {
  return narrowed(cleanMask(await maskFromLogits(logits, embedded.shown, embedded.picture)), picture);
}

function checked(mask: Mask, what: string): Mask {
  if (maskBox(mask)) return mask;
  throw new DualeditError({
    code: 'mask-empty',
    message: `Nothing was found at the given ${what}.`,
    hint: 'Draw the box tightly around the thing, point at its middle, or give its mask.',
  });
}
