import { Command } from 'commander';
import type { BatchOptions } from '../options.js';
import { withCommonOptions, withMethodOptions, withModelOptions, withSafetyOption } from './options.js';

const EXAMPLES = `Examples:
  dualedit batch edits.csv -o edited
  dualedit batch edits.jsonl --dry-run
  ls *.jpg | jq -cR '{picture: ., command: "hat→red"}' | dualedit batch - -o edited

  edits.csv                            edits.jsonl
  picture,command,prompt                 {"picture": "a.png", "command": "hat→red"}
  a.png,hat→red,                       {"picture": "b.png", "command": "cat→dog", "strength": 0.7}
  b.png,"cat→dog, hat→red",a cat in a hat
`;

export function batchCommand(): Command {
  const command = new Command('batch')
    .summary('edit many pictures, one a line of a list')
    .description(
      'Loads the model once and edits one picture after the other. An edit that fails does not stop the ' +
        'rest. Run again, it goes on where it stopped and tries again what failed.',
    )
    .argument(
      '<manifest>',
      'JSON Lines, a JSON array, or CSV with a header; or - for stdin. Its fields: picture, command, and ' +
        'the long options of "edit". Paths are relative to it',
    )
    .option('-o, --output <folder>', 'where the pictures go; beside their inputs if not given')
    .option('--results <file>', 'what was done, a JSON line each; <manifest>.results.jsonl if not given')
    .option('--force', 'do again what is done already (a field force of a line: take any picture)')
    .option('--dry-run', 'read the list, say what would be done, and stop')
    .addHelpText('before', EXAMPLES);
  return withCommonOptions(withSafetyOption(withModelOptions(withMethodOptions(command)))).action(
    async (manifest: string, options: BatchOptions) => {
      const { runBatch } = await import('../run/batch.js');
      await runBatch(manifest, options);
    },
  );
}
