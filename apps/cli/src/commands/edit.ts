import { Command, Option } from 'commander';
import type { EditOptions } from '../options.js';
import { collectMasks, decimal, wholeNumber, withCommonOptions, withModelOptions } from './options.js';

const EXAMPLES = `
Examples:
  dualedit edit photo.png "cat→dog, hat→red"
  dualedit edit photo.png "hat on the cat -> red!" -o red.png --compare red.compare.png
  dualedit edit photo.png "left cat->dog" --mask cat=cat-mask.png --prompt "a cat next to a ball"
  curl -s https://example.org/photo.jpg | dualedit edit - "hat to blue" > blue.png
`;

export function editCommand(): Command {
  const command = new Command('edit')
    .summary('change things in a picture by saying so')
    .description('Changes what the command says inside its masks, and no pixel anywhere else.')
    .argument('<image>', 'a picture file, or - for stdin')
    .argument('<command>', 'what becomes what, such as "cat→dog, hat→red"')
    .option('-o, --output <file>', 'PNG, JPEG or WebP, or - for stdout; <image>.edited.png if not given')
    .option('--prompt <text>', 'what the picture shows, in a sentence; made from the command if not given')
    .option(
      '--mask <name=file>',
      'where a thing is: a picture, white on black; may be repeated',
      collectMasks,
    )
    .addOption(
      new Option('--method <name>', 'mde: MDE-Edit; p2p: Prompt-to-Prompt, without its losses').choices([
        'mde',
        'p2p',
      ]),
    )
    .option('--steps <n>', 'diffusion steps; the method decides if not given', wholeNumber(1, 1000))
    .option('--strength <x>', 'multiplies the strength of every edit, 0 to 2', decimal(0, 2))
    .option('--save-masks <folder>', 'write the masks that were used')
    .option('--compare <file>', 'write before and after side by side')
    .option('--dry-run', 'read everything, say what would be done, and stop')
    .addHelpText('before', EXAMPLES.trimStart());
  return withCommonOptions(withModelOptions(command)).action(
    async (image: string, text: string, options: EditOptions) => {
      const { runEdit } = await import('../run/edit.js');
      await runEdit(image, text, options);
    },
  );
}
