import { Command } from 'commander';
import type { MasksOptions } from '../options.js';
import { withEngineAhead } from './engine-ahead.js';
import {
  forceOption,
  localeOption,
  withCommonOptions,
  withModelOptions,
  withPointingOptions,
} from './options.js';

const EXAMPLES = `Examples:
  dualedit masks photo.png "cat→dog, hat→red"
  dualedit masks photo.png "hat on the cat→red" --overlay found.png --json
`;

export function masksCommand(): Command {
  const command = new Command('masks')
    .summary('find where the things are that a command names')
    .description(
      'Writes one mask per thing, as a picture, white on black, that "edit --mask" takes. Also names what else is seen: ' +
        'it keeps its pixels in an edit.',
    )
    .argument('<picture>', 'a picture file, or - for stdin')
    .argument('<command>', 'what becomes what, such as "cat→dog, hat→red"')
    .option('-o, --output <folder>', 'where the masks go; <picture>.masks if not given')
    .option('--overlay <file>', 'a PNG of the picture with everything outlined and named, or - for stdout')
    .option('--prompt <text>', 'what the picture shows, in a sentence; made of what is seen if not given')
    .addOption(localeOption())
    .addOption(forceOption())
    .addHelpText('before', EXAMPLES);
  return withCommonOptions(withModelOptions(withPointingOptions(command))).action(
    async (picture: string, text: string, options: MasksOptions) => {
      await withEngineAhead(async (engine) => {
        const { runMasks } = await import('../run/masks.js');
        await runMasks(picture, text, { ...options, engine });
      });
    },
  );
}
