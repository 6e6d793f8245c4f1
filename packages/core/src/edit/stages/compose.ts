import { type Mask, uniteMasks } from '@dualedit/foundation';
import { compose } from '../../image/compose.js';
import { psnr } from '../../image/psnr.js';
import { wordMaps } from '../../masks/word-maps.js';
import type { AttentionMap, EditDetails } from '../result.js';
import type { Work } from '../work.js';
import type { PlannedStage } from './stage.js';

/** The paste into the original, and the figures of the edit. */
export function composeStage({ details = false }: { details?: boolean }): PlannedStage {
  return {
    name: 'compose',
    programs: details ? ['attention maps'] : [],
    costs: [1],
    run: async (work) => {
      const { inverted, drawn, edited, resolved } = work;
      const { region, seen } = inverted!;
      const { own, reconstruction } = drawn!;
      const { picture, maxChangeOutside } = await pasted(work);
      work.made = {
        picture,
        metrics: {
          reconstructionPsnr: psnr(seen, reconstruction),
          autoencoderPsnr: psnr(seen, own),
          inversionPsnr: psnr(own, reconstruction),
          maxChangeOutside,
          losses: edited!.losses,
          gradientRuns: edited!.gradientRuns,
          unetRuns: resolved.settings.steps + edited!.unetRuns,
        },
        ...(details && { details: await detailsOf(work) }),
      };
      await work.parts.checkResult(picture, region);
    },
  };
}

async function pasted({ request, masks, settled, inverted, drawn }: Work) {
  const isRecolored = (index: number) => request.edits[index]!.kind === 'attribute';
  return compose({
    original: request.image,
    edited: drawn!.edited,
    reconstruction: drawn!.reconstruction,
    region: inverted!.region,
    mask: uniteMasks(settled!),
    sameShape: uniteMasks(settled!.map((mask, index) => (isRecolored(index) ? mask : empty(mask)))),
    old: uniteMasks(masks!),
  });
}

async function detailsOf(work: Work): Promise<EditDetails> {
  const { region, seen } = work.inverted!;
  const { reconstruction, edited } = work.drawn!;
  return { region, seen, reconstruction, edited, attention: await attentionOf(work) };
}

/** Where the edited latents attend to each edit's target phrase. */
async function attentionOf({ model, words, text, inverted, edited }: Work): Promise<AttentionMap[]> {
  const maps = await wordMaps({
    maps: await model.programs.attentionMaps(),
    trajectory: edited!.trajectory,
    path: inverted!.path,
    text: text!.target,
    phrases: words.aligned.edits.map(({ targetTokens }) => targetTokens),
  });
  return maps.map((data) => ({ width: Math.sqrt(data.length), height: Math.sqrt(data.length), data }));
}

/** A mask of the same size that marks nothing. */
function empty(mask: Mask): Mask {
  return { ...mask, data: new Uint8Array(mask.data.length) };
}
