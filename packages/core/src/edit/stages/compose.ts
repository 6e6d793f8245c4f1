import { type Checks, hasFailed, type Picture } from '@dualedit/foundation';
import { compose } from '../../image/compose.js';
import { psnr } from '../../image/psnr.js';
import { wordMaps } from '../../masks/word-maps.js';
import { changedOutside, changedUnnamed } from '../../seen/changed.js';
import { kindOf } from '../changes/kinds.js';
import type { AttentionMap, EditDetails } from '../result.js';
import type { Work } from '../work.js';
import { checksOf, checksOfResult } from './checks.js';
import { lookAgain } from './look-again.js';
import { pasteMasks, pasteOf } from './paste.js';
import type { PlannedStage } from './stage.js';

/** The paste into the original, the figures of the edit, and what came of it. */
export function composeStage({ details = false }: { details?: boolean }): PlannedStage {
  return {
    name: 'compose',
    programs: details ? ['attention maps'] : [],
    costs: [1],
    run: async (work) => {
      const { inverted, drawn, edited } = work;
      const { region, seen, trajectory } = inverted!;
      const { own, reconstruction } = drawn!;
      work.seenDrawn = await lookAgain(work, work.drawn!.edited);
      work.pasted = pasteMasks(work);
      const paste = { ...pasteOf(work), detailed: await detailedOf(work) };
      work.pastes = [paste];
      const { picture, maxChangeOutside } = await compose({ original: work.request.picture, ...paste });
      work.made = {
        picture,
        metrics: {
          reconstructionPsnr: psnr(seen, reconstruction),
          autoencoderPsnr: psnr(seen, own),
          inversionPsnr: psnr(own, reconstruction),
          maxChangeOutside,
          changedOutside: changedOutside(
            work.request.picture,
            picture,
            work.masks!,
            region.side / seen.width,
            work.zoom?.beyond,
          ),
          changedUnnamed: changedUnnamed(work.request.picture, picture, work.unnamed!),
          losses: edited!.losses,
          ...(edited!.depths && { depths: edited!.depths }),
          gradientRuns: edited!.gradientRuns,
          unetRuns: trajectory.length - 1 + edited!.unetRuns,
        },
        ...(details && { details: await detailsOf(work) }),
      };
      await work.parts.checkResult(picture, region);
      const checks = await checksOf(work, picture, work.seenDrawn);
      work.checks = isUnsure(work, checks) ? await checksOfResult(work, picture) : checks;
    },
  };
}

/**
 * Whether something failed that is better than it was drawn: what is recolored takes the new color alone, and keeps its
 * own shape.
 */
const isUnsure = ({ request }: Work, { edits }: Checks): boolean =>
  request.edits.some((edit, i) => kindOf(edit).drawing.attention === 'all' && hasFailed(edits[i]!));

/** Up to this many pixels of the picture to one of the model's, what the model drew is sharp as it is. */
const SHARP = 1.5;

/** What was drawn with more detail, where a new shape is enlarged by much. A new color is as sharp as the original. */
async function detailedOf({ request, inverted, zoom, drawn, parts }: Work): Promise<Picture | undefined> {
  const isNewShape = request.edits.some((edit) => kindOf(edit).drawing.attention !== 'all');
  const reduced = zoom ? zoom.box.width / request.picture.width : 1;
  const enlargement = (reduced * inverted!.region.side) / drawn!.edited.width;
  return isNewShape && enlargement >= SHARP ? parts.enlarged(drawn!.edited) : undefined;
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
