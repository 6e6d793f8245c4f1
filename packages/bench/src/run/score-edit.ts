import type { BenchItem, LoadedItem } from '../data/item.js';
import { attentionIou } from '../metrics/attention-iou.js';
import type { Scores } from '../metrics/definitions.js';
import { judgeEdits } from '../metrics/judge-edits.js';
import { mean } from '../metrics/mean.js';
import { type Networks, score } from '../metrics/score.js';
import type { EditRecord } from './edit-record.js';
import { laidOver, maskWithin, regionPixels } from './region.js';
import type { ArmResult, Reference } from './result.js';

/** Scores an edit twice: as it was pasted into the original, and as the model drew it. */
export async function scoreEdit(
  { edits, targetPrompt }: BenchItem,
  item: LoadedItem,
  { picture, edited, region, attention, losses, facts }: EditRecord,
  networks: Networks,
): Promise<ArmResult> {
  const question = { item, edits, targetPrompt };
  const drawn = await laidOver(item.picture, edited, region);
  const within = regionPixels(region, item.picture);
  const looked = item.masks.map((mask, i) => attentionIou(attention[i]!, maskWithin(mask, region)));
  const { judge } = networks;
  const outcomes = judge && item.truth?.edits && (await judgeEdits(picture, item.truth, judge));
  return {
    pasted: await score({ ...question, picture }, networks),
    model: {
      ...(await score({ ...question, picture: drawn, within }, networks)),
      attentionIou: mean(looked),
    },
    losses,
    facts,
    ...(outcomes && { outcomes }),
  };
}

/** What the same scores are of the unedited picture, of its reconstruction, and of the true answer. */
export async function scoreReferences(
  { edits, targetPrompt }: BenchItem,
  item: LoadedItem,
  record: EditRecord | undefined,
  networks: Networks,
): Promise<Partial<Record<Reference, Scores>>> {
  const question = { item, edits, targetPrompt };
  const { picture, truth } = item;
  return {
    unedited: await score({ ...question, picture }, networks),
    ...(record
      ? {
          autoencoder: await score(
            {
              ...question,
              picture: await laidOver(picture, record.reconstruction, record.region),
              within: regionPixels(record.region, picture),
            },
            networks,
          ),
        }
      : {}),
    ...(truth ? { 'true answer': await score({ ...question, picture: truth.picture }, networks) } : {}),
  };
}
