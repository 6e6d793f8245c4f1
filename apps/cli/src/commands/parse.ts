import { Command } from 'commander';
import type { ParseCommandOptions } from '../run/parse.js';
import { localeOption, withCommonOptions } from './options.js';

const EXAMPLES = `Examples:
  dualedit parse "turn the cat into a dog and make the hat red"
  dualedit parse "blue hat→red" --prompt "a cat wearing a blue hat on the grass"
  dualedit parse "Hut→rot" --locale de
  dualedit parse "+ red hat" --region
`;

export function parseCommand(): Command {
  const command = new Command('parse')
    .summary('say how a command is understood, and edit nothing')
    .description(
      'Prints a command in its canonical form, each change with where it stands in the text, and the two prompts ' +
        'that the model would get. Loads no model.',
    )
    .argument('<command>', 'what becomes what, such as "cat→dog, hat→red", or a sentence')
    .option('--model <pack>', 'the model pack whose words count; the embedded diorama pack if not given')
    .option('--any-words', 'also words that the pack does not know')
    .option('--prompt <text>', 'what the picture shows, in a sentence; made from the command if not given')
    .addOption(localeOption())
    .option('--region', 'as if a box or mask marked where something new goes')
    .addHelpText('before', EXAMPLES);
  return withCommonOptions(command).action(async (text: string, options: ParseCommandOptions) => {
    const { runParse } = await import('../run/parse.js');
    await runParse(text, options);
  });
}
