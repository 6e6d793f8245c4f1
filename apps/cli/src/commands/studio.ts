import { Command } from 'commander';
import type { StudioCommandOptions } from '../options.js';
import { wholeNumber, withCommonOptions, withModelOptions } from './options.js';

const HELP = `
It listens on this machine alone unless --host says otherwise; then it wants a token. DUALEDIT_STUDIO_TOKEN holds tokens
as well, with commas between them. The HTTP API is described at /v1/openapi.json.

Examples:
  dualedit studio
  dualedit studio --model sd-1.5 --device cuda
  DUALEDIT_STUDIO_TOKEN=$(openssl rand -hex 16) dualedit studio --host 0.0.0.0 --no-open
`;

const MOST_DAYS = 36_500;
const HIGHEST_PORT = 65_535;

export function studioCommand(): Command {
  const collect = (value: string, all: string[] = []) => [...all, value];
  const command = new Command('studio')
    .summary('edit in the browser, and by HTTP')
    .description('Starts the studio: pictures, commands and masks in the browser, and an HTTP API.')
    .option('--host <address>', 'where it listens; 127.0.0.1 if not given')
    .option(
      '--port <n>',
      '4646, or the next free one, if not given; 0 takes any',
      wholeNumber(0, HIGHEST_PORT),
    )
    .option('--token <token>', 'who may use it: a token, or name=token; may be repeated', collect)
    .option('--origin <url>', 'the address that people open, if a proxy stands before it')
    .option('--cors <origin>', 'a site whose scripts may use the API with a token; may be repeated', collect)
    .option('--folder <folder>', 'where history and pictures are; a folder of your data if not given')
    .option('--database <url>', 'a PostgreSQL server for the jobs')
    .option('--keep-days <n>', 'how long finished edits are kept; 90 if not given', wholeNumber(1, MOST_DAYS))
    .option('--share-device', 'run although another worker of this machine runs on the same card')
    .option('--safety-check', "withhold results that the pack's safety checker flags")
    .option('--no-open', 'open no browser')
    .addHelpText('after', HELP);
  return withCommonOptions(withModelOptions(command)).action(async (options: StudioCommandOptions) => {
    const { runStudio } = await import('../run/studio.js');
    await runStudio(options);
  });
}
