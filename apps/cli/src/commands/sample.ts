import { Command, Option } from 'commander';
import type { SampleOptions } from '../options.js';
import { wholeNumber, withCommonOptions } from './options.js';

/** A scene for the first command that people try: `cat→dog, hat→red`. */
const A_CAT_IN_A_HAT = 376;

const EXAMPLES = `Examples:
  dualedit sample -o picture.png
  dualedit sample --seed 12 --masks masks -o picture.png
  dualedit sample --level 4 --seed 3
`;

export function sampleCommand(): Command {
  const command = new Command('sample')
    .summary('draw a picture to try')
    .description(
      'Draws a picture of the diorama world, which the embedded model knows, and says what it shows.',
    )
    .option(
      '--seed <n>',
      'which picture; the same number always draws the same',
      wholeNumber(0, 2 ** 31 - 1),
      A_CAT_IN_A_HAT,
    )
    .option('--size <pixels>', 'width and height', wholeNumber(64, 2048), 256)
    .addOption(
      new Option('--world <name>', 'which words it draws').choices(['starter', 'full']).default('full'),
    )
    .option(
      '--level <n>',
      '1: one thing, 2: something worn or two things, 3: overlaps, 4: crowds, twins, three sizes',
      wholeNumber(1, 4),
      2,
    )
    .option('-o, --output <file>', 'PNG, JPEG or WebP, or - for stdout; sample-<seed>.png if not given')
    .option('--masks <folder>', 'write the exact mask of each thing too')
    .addHelpText('before', EXAMPLES);
  return withCommonOptions(command).action(async (options: SampleOptions) => {
    const { runSample } = await import('../run/sample.js');
    await runSample(options);
  });
}
