import { join } from 'node:path';
import { captions, objectPhrase, renderMasks, renderScene, sceneFromSeed } from '@dualedit/diorama';
import { encodeMask, encodePicture } from '@dualedit/foundation';
import { checkOutputs, formatOf } from '../files/outputs.js';
import { makeFolder, writeOutput } from '../files/write.js';
import type { SampleOptions } from '../options.js';
import { createReport } from '../terminal/report.js';
import { slug } from './mask-files.js';
import { suggestEdit } from './suggest-edit.js';

export async function runSample(options: SampleOptions): Promise<void> {
  const report = createReport(options);
  const { seed, size, world, level } = options;
  const output = options.output ?? `sample-${seed}.png`;
  const format = formatOf(output);
  const scene = sceneFromSeed(seed, { world, level });
  const maskFiles = scene.objects.map(({ noun }, i) =>
    options.masks === undefined ? undefined : join(options.masks, `${i + 1}-${slug(noun)}.png`),
  );
  if (options.masks !== undefined) await makeFolder(options.masks);
  await checkOutputs([output, ...maskFiles], []);

  for (const [i, { visible }] of (options.masks ? await renderMasks(scene, size) : []).entries()) {
    await writeOutput(maskFiles[i]!, await encodeMask(visible));
  }
  await writeOutput(output, await encodePicture(await renderScene(scene, size), format));

  const [prompt] = captions(scene) as [string];
  const command = suggestEdit(scene, world);
  const objects = scene.objects.map((object, i) => ({
    name: object.noun,
    phrase: objectPhrase(object),
    mask: maskFiles[i],
  }));
  if (output !== '-')
    report.note(`${output}; try: dualedit edit ${output} "${command}" --prompt "${prompt}"`);
  await report.result(
    { output, seed, size, world, level, prompt, try: command, objects },
    prompt,
    output === '-',
  );
}
