import { createRequire } from 'node:module';
import { Command } from 'commander';
import pc from 'picocolors';
import { batchCommand } from './commands/batch.js';
import { completionCommand } from './commands/completion.js';
import { doctorCommand } from './commands/doctor.js';
import { editCommand } from './commands/edit.js';
import { masksCommand } from './commands/masks.js';
import { modelsCommand } from './commands/models.js';
import { parseCommand } from './commands/parse.js';
import { sampleCommand } from './commands/sample.js';
import { studioCommand } from './commands/studio.js';
import { workerCommand } from './commands/worker.js';

const EXAMPLES = `Change several things in a picture by saying so, and nothing else in it.

  dualedit sample -o picture.png                     a picture to try, and what it shows
  dualedit edit picture.png "cat→dog, hat→red"       writes picture.edited.png
  dualedit masks picture.png "hat→red"               where it finds the hat
  dualedit parse "turn the cat into a dog"           how it is understood
  dualedit batch edits.csv -o edited                 many pictures, one a line of a list
  dualedit studio                                    the same in the browser
  dualedit doctor                                    what runs here, and what is missing
`;

const EXIT_CODES = `
Exit codes:
  0 done   1 internal error   2 wrong usage   3 input unreadable   4 object not found
  5 model missing or damaged   6 out of memory   7 a part of a batch failed
  8 withheld by the safety checker   9 this machine lacks something: see doctor
  10 edited, but not all of it came out   130 interrupted
`;

/** The command line's definition. What a command needs to run is loaded only when it runs. */
export function createProgram(): Command {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  const program = new Command('dualedit').version(version, '-V, --version').showHelpAfterError(false);
  program
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    // Errors are printed in one place, as one line (failure.ts).
    .configureOutput({ outputError: () => {} })
    .configureHelp({ styleTitle: pc.bold });
  const commands = [editCommand, masksCommand, batchCommand, sampleCommand, modelsCommand, doctorCommand];
  const services = [parseCommand, studioCommand, workerCommand, completionCommand];
  for (const command of [...commands, ...services].map((create) => create())) {
    inherit(command, program);
    program.addCommand(command);
  }
  return program;
}

function inherit(command: Command, parent: Command, path = ''): void {
  command.copyInheritedSettings(parent);
  const name = `${path} ${command.name()}`.trim();
  // Errors say whose help would help.
  command.exitOverride((error) => {
    throw Object.assign(error, { command: name });
  });
  for (const child of command.commands) inherit(child, command, name);
}
