import { join, parse } from 'node:path';
import { changeName, decodePicture, encodeMask, encodePicture, NAMELESS } from '@dualedit/foundation';
import { checkOutputs, formatOf } from '../files/outputs.js';
import { makeFolder, writeOutput } from '../files/write.js';
import { interruptible } from '../interrupt.js';
import type { MasksOptions } from '../options.js';
import { formatTable } from '../terminal/format.js';
import { createReport } from '../terminal/report.js';
import { withEditor } from './engine.js';
import { describeSeen, maskFileNames, measureMask } from './mask-files.js';
import { readPlan } from './plan.js';

export async function runMasks(image: string, text: string, options: MasksOptions): Promise<void> {
  const report = createReport(options);
  await interruptible(async (stop) => {
    const { edits, picture, command, pointed } = await readPlan(image, text, options);
    const folder = options.output ?? defaultFolder(image);
    const format = formatOf(options.overlay ?? '-');
    await makeFolder(folder);
    const paths = maskFileNames(edits).map((name) => join(folder, name));
    await checkOutputs([...paths, options.overlay], [image]);
    const { masks, unnamed } = await withEditor(options, stop, report.onProgress, (editor) => {
      report.reading(command);
      return editor.masks(picture, edits, {
        pointed,
        ...(options.prompt !== undefined && { prompt: options.prompt }),
        ...(options.force !== undefined && { force: options.force }),
        onProgress: report.onProgress,
        signal: stop.signal,
      });
    });
    for (const [i, path] of paths.entries()) await writeOutput(path, await encodeMask(masks[i]!));
    if (options.overlay !== undefined) {
      const { overlayPicture } = await import('@dualedit/segmenter/overlay');
      const named = edits.map((edit, i) => ({ label: changeName(edit), mask: masks[i]! }));
      const kept = unnamed.map(({ name, mask, score }) => ({
        label: name === NAMELESS ? 'kept' : `${name}, kept`,
        mask,
        score,
      }));
      const overlay = await overlayPicture(picture, [...named, ...kept]);
      const bytes = format === 'png' ? overlay : await encodePicture(await decodePicture(overlay), format);
      await writeOutput(options.overlay, bytes);
    }
    const found = edits.map((edit, i) => ({
      name: changeName(edit),
      mask: paths[i]!,
      ...measureMask(masks[i]!),
    }));
    const kept = unnamed.map(describeSeen);
    const table = formatTable([
      ...found.map(({ name, mask, share }) => [name, mask, percent(share)]),
      ...unnamed.map(({ name, mask }) => [name || 'something', 'kept', percent(measureMask(mask).share)]),
    ]);
    const { overlay } = options;
    const said = {
      input: image,
      command,
      masks: found,
      unnamed: kept,
      ...(overlay !== undefined && { overlay }),
    };
    await report.result(said, table, overlay === '-');
  });
}

function defaultFolder(image: string): string {
  if (image === '-') return 'masks';
  const { dir, name } = parse(image);
  return join(dir, `${name}.masks`);
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
