import type { EngineProcess } from '@dualedit/core/engine-process';
import { Command } from 'commander';
import type { EditOptions } from '../options.js';
import { withEngineAhead } from './engine-ahead.js';
import { withCommonOptions, withEditOptions, withModelOptions, withSafetyOption } from './options.js';

const EXAMPLES = `Examples:
  dualedit edit photo.png "cat→dog, hat→red"
  dualedit edit photo.png "hat on the cat -> red!" -o red.png --compare red.compare.png
  dualedit edit photo.png "left cat->dog" --mask cat=cat-mask.png --prompt "a cat next to a ball"
  dualedit edit photo.png "remove the hat, background→snow"
  dualedit edit photo.png "+ red hat" --region 40,20,64,48
  curl -s https://example.org/photo.jpg | dualedit edit - "hat to blue" > blue.png
`;

export function editCommand(): Command {
  const command = new Command('edit')
    .summary('change things in a picture by saying so')
    .description('Changes what the command says inside its masks, and no pixel anywhere else.')
    .addHelpText('before', EXAMPLES);
  withEditOptions(command).option('--dry-run', 'read everything, say what would be done, and stop');
  return withCommonOptions(withSafetyOption(withModelOptions(command))).action(
    async (picture: string, text: string, options: EditOptions) => {
      const run = async (engine?: EngineProcess) => {
        const { runEdit } = await import('../run/edit.js');
        await runEdit(picture, text, { ...options, engine });
      };
      await (options.dryRun ? run() : withEngineAhead(run));
    },
  );
}
