import { EDIT_METRICS } from './edit-definitions.js';
import type { Metric } from './metric.js';

/**
 * What is measured, and how. A metric that a picture has nothing for (no background, no object left
 * unedited, no known answer, a network that is not there) is null there: never 0 and never NaN. Means are
 * over the pictures that have it, and tables say how many did.
 */
export const METRICS = [
  {
    key: 'clip',
    name: 'CLIP',
    better: 'higher',
    digits: 3,
    network: 'clip',
    definition: 'CLIP score: cosine between the embeddings of the whole picture and of the target prompt.',
  },
  {
    key: 'clipObject',
    name: 'CLIP crop',
    better: 'higher',
    digits: 3,
    network: 'clip',
    definition:
      'The same for each edited object: a square around its mask (before and after, where the answer is known), a tenth larger on each side, against "a" and its target phrase; mean over edits.',
  },
  {
    key: 'bgFeatures',
    name: 'BG-LPIPS*',
    better: 'lower',
    digits: 3,
    network: 'judge',
    definition:
      "Distance of the LPIPS kind over the background, without learned weights: at the judge's last layer of each resolution, activations scaled to unit length over channels, squared differences summed over channels and averaged over background places; the layers are added. Inside the masks both pictures show the original, so that nothing of the edit reaches the network. Not comparable with LPIPS on VGG or AlexNet, whose weights are not at hand offline.",
  },
  {
    key: 'bgSsim',
    name: 'BG-SSIM',
    better: 'higher',
    digits: 3,
    definition:
      'SSIM (Gaussian window 11, σ 1.5) of the luma, averaged over background pixels; windows see background pixels alone.',
  },
  {
    key: 'bgPsnr',
    name: 'BG-PSNR',
    better: 'higher',
    digits: 2,
    definition: 'PSNR in dB of BG-MSE; 100 dB where nothing differs.',
  },
  {
    key: 'bgMse',
    name: 'BG-MSE ×10⁴',
    better: 'lower',
    digits: 2,
    definition:
      'Mean squared error over the background pixels alone (those in no mask before and, where the answer is known, after), values 0…1, times 10⁴.',
  },
  {
    key: 'msSsim',
    name: 'MS-SSIM',
    better: 'higher',
    digits: 3,
    definition:
      'Multi-scale SSIM of the luma of the whole pictures, before and after; four scales at 128 px, five from 176 px on.',
  },
  {
    key: 'structure',
    name: 'structure*',
    better: 'lower',
    digits: 4,
    network: 'clip',
    definition:
      'Structure distance as in Splice, with the keys of the last attention layer of the CLIP vision tower in place of DINO: mean squared difference of the cosine self-similarities of their tokens, before and after. Deterministic: no crops, flips or jitter.',
  },
  {
    key: 'attentionIou',
    name: 'attention IoU',
    better: 'higher',
    digits: 3,
    network: 'unet',
    definition:
      "IoU of an edit's mask and of where attention to its target phrase exceeds 0.3 of its maximum (mean over heads, ≈16×16 layers and five timesteps of the edited latents), mean over edits.",
  },
  {
    key: 'truthRmse',
    name: 'answer RMSE',
    better: 'lower',
    digits: 4,
    definition:
      'Root mean squared difference to the true answer over the pixels of the edited objects, before and after; values 0…1.',
  },
  {
    key: 'truthFeatures',
    name: 'answer LPIPS*',
    better: 'lower',
    digits: 3,
    network: 'judge',
    definition: 'The distance of BG-LPIPS* to the true answer, over the pixels of the edited objects.',
  },
  {
    key: 'targetObject',
    name: 'target object',
    better: 'higher',
    digits: 3,
    network: 'judge',
    definition:
      'Of the edits that ask for another kind of thing, the share in which the judge sees that kind in the box of the true answer.',
  },
  {
    key: 'targetColor',
    name: 'target colour',
    better: 'higher',
    digits: 3,
    network: 'judge',
    definition: 'Of the edits that ask for another colour, the share in which the judge sees that colour.',
  },
  {
    key: 'sameObject',
    name: 'recoloured, same object',
    better: 'higher',
    digits: 3,
    network: 'judge',
    definition:
      'Of the edits that ask for a colour alone, the share in which the judge still sees the same kind.',
  },
  {
    key: 'changedUnnamed',
    name: 'unnamed changed',
    better: 'lower',
    digits: 4,
    definition:
      'Of the pixels of things that no edit speaks of and that are in no mask, the share that changed by more than 16 levels in some channel.',
  },
  {
    key: 'changedOutside',
    name: 'outside changed',
    better: 'lower',
    digits: 4,
    definition:
      "Of the pixels beyond the edited things (before and, where the answer is known, after) and a seam of a 64th of the picture's shorter side, the share that changed by more than 16 levels in some channel.",
  },
  {
    key: 'gone',
    name: 'removed, gone',
    better: 'higher',
    digits: 3,
    network: 'judge',
    definition: 'Of the objects that were removed, the share that the judge no longer sees where they were.',
  },
  {
    key: 'kept',
    name: 'unedited kept',
    better: 'higher',
    digits: 3,
    network: 'judge',
    definition:
      'Of the objects that no edit speaks of, the share whose kind and colour the judge gives as in the original picture.',
  },
  ...EDIT_METRICS,
] as const satisfies readonly Metric[];

export type MetricKey = (typeof METRICS)[number]['key'];

/** By metric; null where the picture has nothing to measure. */
export type Scores = Partial<Record<MetricKey, number | null>>;
