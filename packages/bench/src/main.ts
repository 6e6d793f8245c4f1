import { DualeditError } from '@dualedit/foundation';
import { Command } from 'commander';
import pc from 'picocolors';
import { addCompareCommand } from './commands/compare.js';
import { addRunCommand } from './commands/run.js';
import { addSpeedCommand } from './commands/speed.js';
import { addSweepCommand } from './commands/sweep.js';

const program = new Command('dualedit-bench')
  .description('Which way of editing is better, and by how much')
  .showHelpAfterError();
addRunCommand(program);
addSpeedCommand(program);
addSweepCommand(program);
addCompareCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!DualeditError.is(error)) throw error;
  process.stderr.write(`${pc.red(error.message)}\n${error.hint}\n`);
  process.exitCode = error.code === 'aborted' ? 130 : 1;
}
