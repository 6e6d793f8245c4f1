import type { Picture } from '@dualedit/foundation';
import type { EngineResult } from './large/full-picture.js';
import { saveInversion } from './saved-inversion.js';
import { versions } from './versions.js';
import type { Work } from './work.js';

/** The result of an edit whose stages have all run. */
export async function resultOf(
  work: Work,
  { timings, tiles }: { timings: Record<string, number>; tiles: number },
): Promise<EngineResult> {
  const { model, request, resolved, words, inverted, made, pasted } = work;
  const { source, target } = words.prompts;
  const { edits, masks = [] } = request;
  const { maskGrow, maskFeather } = work.zoom?.asked ?? request;
  return {
    ...made!,
    ...(request.saveInversion && {
      inversion: await saveInversion(model, inverted!, {
        original: request.picture,
        prompt: source,
        guidanceScale: resolved.settings.guidanceScale,
        seed: resolved.seed,
      }),
    }),
    masks: pasted!,
    unnamed: [...(work.zoom?.unnamed ?? work.unnamed!)],
    ...(work.zoom && { part: { box: work.zoom.box, size: sizeOf(request.picture), pastes: work.pastes! } }),
    checks: work.checks!,
    ...(work.retried && { retried: work.retried }),
    prompts: { source, target },
    timings,
    config: {
      edits,
      prompt: source,
      method: resolved.method,
      inversion: resolved.inversion,
      settings: resolved.settings,
      strength: resolved.strength,
      seed: resolved.seed,
      ...(model.pack.isFewSteps && { fast: true }),
      ...(model.pack.defaults.fewSteps?.isUsual && { fast: false }),
      protect: request.protect ?? true,
      retry: request.retry ?? true,
      ...(maskGrow !== undefined && { maskGrow }),
      ...(maskFeather !== undefined && { maskFeather }),
      tiles,
      maskFrom: edits.map((_, index) => (masks[index] ? 'given' : 'words')),
      pack: model.pack.name,
      device: model.device.name,
      versions,
    },
  };
}

const sizeOf = ({ width, height }: Picture) => ({ width, height });
