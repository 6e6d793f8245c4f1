import { join } from 'node:path';
import { formatCommand } from '@dualedit/commands';
import {
  captions,
  objectPhrase,
  renderMasks,
  renderScene,
  type Scene,
  sceneFromSeed,
  vocabulary,
  type World,
} from '@dualedit/diorama';
import { type Edit, encodeMask, encodePicture } from '@dualedit/foundation';
import type { SampleOptions } from '../commands/sample.js';
import { checkOutputs, formatOf } from '../files/outputs.js';
import { makeFolder, writeOutput } from '../files/write.js';
import { createReport } from '../terminal/report.js';
import { slug } from './mask-files.js';

/** Something worn, or two things: enough to change more than one of. */
const LEVEL = 2;

export async function runSample(options: SampleOptions): Promise<void> {
  const report = createReport(options);
  const { seed, size, world } = options;
  const output = options.output ?? `sample-${seed}.png`;
  const format = formatOf(output);
  const scene = sceneFromSeed(seed, { world, level: LEVEL });
  const maskFiles = scene.objects.map(
    ({ noun }, i) => options.masks && join(options.masks, `${i + 1}-${slug(noun)}.png`),
  );
  if (options.masks) await makeFolder(options.masks);
  await checkOutputs([output, ...maskFiles], []);

  for (const [i, { visible }] of (options.masks ? await renderMasks(scene, size) : []).entries()) {
    await writeOutput(maskFiles[i]!, await encodeMask(visible));
  }
  await writeOutput(output, await encodePicture(await renderScene(scene, size), format));

  const [prompt] = captions(scene) as [string];
  const command = suggestion(scene, world);
  const objects = scene.objects.map((object, i) => ({
    name: object.noun,
    phrase: objectPhrase(object),
    mask: maskFiles[i],
  }));
  if (output !== '-')
    report.note(`${output}; try: dualedit edit ${output} "${command}" --prompt "${prompt}"`);
  await report.result({ output, seed, size, world, prompt, try: command, objects }, prompt, output === '-');
}

/** A command that suits the scene: another colour for the frontmost thing that has one, or another animal. */
function suggestion({ objects }: Scene, world: World): string {
  const { colors, animals } = vocabulary(world);
  const common = { which: { type: 'best' }, strength: 1, span: [0, 0] } satisfies Partial<Edit>;
  const coloured = objects.findLast(({ color }) => color !== undefined);
  if (coloured) {
    const next = colors[(colors.indexOf(coloured.color!) + colors.length / 2) % colors.length]!;
    return formatCommand([{ source: coloured.noun, target: next, kind: 'attribute', ...common }]);
  }
  const source = objects.at(-1)!.noun;
  const target = animals.find((animal) => animal !== source)!;
  return formatCommand([{ source, target, kind: 'object', ...common }]);
}
