import { join } from 'node:path';
import { type Judge, openJudge } from '@dualedit/bench';
import {
  labDistance,
  type Mask,
  meanLab,
  type Picture,
  resizePicture,
  uniteMasks,
} from '@dualedit/foundation';
import { JUDGE_SIZE, nounIn } from '../shared/noun-in.js';
import { ROOT } from '../shared/results.js';
import { openPresence, type Presence } from './presence.js';
import type { Truth } from './truth.js';

/** What the judges say of one edit's thing in a picture. */
export interface Judged {
  /** Whether the edit came out: the new kind of thing is there and the old one is not, and it has its color. */
  right: boolean;
  /** By the Lab distance to true renderings alone, where a color was asked for. */
  color?: { seen: string; distance: number };
  /** What the judge sees where the thing should be. */
  noun: string;
  /** Whether the judge sees the new kind anywhere, and none of the old one. */
  isPresent: boolean;
}

export class Judges {
  private readonly judge: Judge;
  private readonly presence: Presence;

  private constructor(judge: Judge, presence: Presence) {
    this.judge = judge;
    this.presence = presence;
  }

  static async open(): Promise<Judges> {
    const folder = join(ROOT, 'packages/bench/judge');
    return new Judges(await openJudge(folder), await openPresence(folder));
  }

  /**
   * @param nouns of the whole scene after all edits: another thing of the old kind may be there still
   * @param pasted where the edit was pasted
   */
  async look(
    picture: Picture,
    truth: Truth,
    { nouns, pasted }: { nouns: ReadonlySet<string>; pasted: Mask },
  ) {
    const small = await resizePicture(picture, JUDGE_SIZE, JUDGE_SIZE);
    const noun = await this.nounIn(small, truth, pasted);
    const kinds = await this.presence(small);
    const isGone = !truth.asksNoun || nouns.has(truth.old) || !kinds.has(truth.old);
    const isPresent = kinds.has(truth.noun) && isGone;
    const color = truth.color === undefined ? undefined : nearest(picture, truth);
    const isColored = color === undefined || color.seen === truth.color;
    const isThere = !truth.asksNoun || (noun === truth.noun && isPresent);
    return { right: isThere && isColored, ...(color && { color }), noun, isPresent } satisfies Judged;
  }

  /** A new thing may be as large as the old one was, or as the true one is: it is right in any of these boxes. */
  private async nounIn(
    picture: Picture,
    { mask, before, noun, asksNoun }: Truth,
    pasted: Mask,
  ): Promise<string> {
    const masks = asksNoun ? [mask, before, uniteMasks([mask, before]), pasted] : [mask];
    return nounIn(this.judge, picture, { wanted: noun, masks });
  }
}

function nearest(picture: Picture, { mask, colors }: Truth): Judged['color'] {
  const lab = meanLab(picture, mask);
  const distances = colors.map(({ name, lab: own }) => ({ seen: name, distance: labDistance(lab, own) }));
  return distances.toSorted((a, b) => a.distance - b.distance)[0];
}
