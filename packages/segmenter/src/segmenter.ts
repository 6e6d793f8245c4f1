import { type Mask, type Picture, type Pointing, type Segment, throwIfAborted } from '@dualedit/foundation';
import { countDetections, FAINT } from './detectors/compete.js';
import type { Detector } from './detectors/detection.js';
import { openDetector } from './detectors/open-detector.js';
import type { Instance, PhraseInstances, Segmentation } from './instance.js';
import { lookPhrase, looksIn } from './looks.js';
import { readSegmenterModels, type SegmenterModels } from './pack.js';
import { readPhrase } from './phrase.js';
import { encodingOnce } from './sam/encoding-once.js';
import { openSam, type Sam } from './sam/sam.js';
import { lookEverywhere } from './views/look.js';
import { maskAll } from './views/mask-all.js';
import { maskPointed } from './views/mask-pointed.js';
import { segmentsIn } from './views/segments.js';

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
    return new Segmenter(detector, encodingOnce(await openSam(models.sam, load, models.boxes)), models);
  }

  /**
   * All instances of each phrase, and of the names that the pack knows by itself. Detector and SAM see
   * squares of a wide or tall picture, and tiles of a large one, for all phrases together.
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
    const phrased = [...all, ...looked];
    const { seen, best } = await lookEverywhere(this.detector, picture, phrased, {
      asked: new Set(asked).size,
      threshold: scoreThreshold,
      faint: FAINT * scoreThreshold,
      signal,
    });
    const isSeveral = (phrase: string) => several[asked.indexOf(phrase)] ?? false;
    const found = countDetections(all, seen.slice(0, all.length), {
      scoreThreshold,
      nmsIou,
      several: all.map(isSeveral),
    });
    throwIfAborted(signal);
    const masked = await maskAll(this.sam, picture, found, signal);
    const boxes = new Map(phrased.map((phrase, i) => [phrase, seen[i]!]));
    const scored = (phrase: string) => boxes.get(phrase)!;
    const looksOf = ({ box }: Instance, name: string) =>
      looksIn(box, { name, families: looks }, { scored, threshold: scoreThreshold });
    const result = (phrase: string, name: string): PhraseInstances => {
      const at = all.indexOf(name);
      const instances = masked[at]!.map((instance) => ({
        ...instance,
        ...(instance.score < scoreThreshold && { isFaint: true }),
        ...(names.includes(name) && { looks: looksOf(instance, name) }),
      }));
      return { phrase, instances, bestScore: best[at]! };
    };
    const unasked = all.filter((name) => !asked.includes(name)).map((name) => result(name, name));
    return {
      phrases: phrases.map((phrase, i) => result(phrase, asked[i]!)),
      others: unasked.filter(({ instances }) => instances.length > 0),
    };
  }

  /**
   * The one thing that somebody shows, by a box, points, or both. Its view is a square with it. While somebody holds the
   * picture, the next points in the same view cost a run of the decoder alone.
   * @throws DualeditError `mask-empty`, `model-unsupported`, `aborted`
   */
  async pointed(picture: Picture, pointing: Pointing, { signal }: SegmentOptions = {}): Promise<Segment> {
    throwIfAborted(signal);
    return maskPointed(this.sam, picture, pointing);
  }

  /** The mask of {@link Segmenter.pointed}. */
  async maskPointed(picture: Picture, pointing: Pointing, options: SegmentOptions = {}): Promise<Mask> {
    return (await this.pointed(picture, pointing, options)).mask;
  }

  /**
   * Whatever stands out at the places that a mask marks, whether a phrase names it or not: it is asked for at the points
   * of a grid, in a square around them if the picture is wide or tall. Results may overlap. Empty if the mask decoder takes
   * no points.
   * @throws DualeditError `aborted`
   */
  async segments(picture: Picture, within: Mask, { signal }: SegmentOptions = {}): Promise<Segment[]> {
    throwIfAborted(signal);
    return segmentsIn(this.sam, picture, within, signal);
  }

  /** Frees the models' memory; a later call is an error. */
  async close(): Promise<void> {
    await Promise.all([this.detector.close(), this.sam.close()]);
  }
}
