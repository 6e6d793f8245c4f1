import { Command } from 'commander';
import type { CommonOptions } from '../options.js';
import { withCommonOptions } from './options.js';

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .summary('say what runs here, and what to do where something is missing')
    .description('Checks Node.js, processors, memory, execution providers and model packs.');
  return withCommonOptions(command).action(async (options: CommonOptions) => {
    const { runDoctor } = await import('../run/doctor.js');
    await runDoctor(options);
  });
}
