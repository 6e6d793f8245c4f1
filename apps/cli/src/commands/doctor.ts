import { Command } from 'commander';
import type { ModelOptions } from '../options.js';
import { withCommonOptions, withModelOptions } from './options.js';

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .summary('say what runs here, and what to do where something is missing')
    .description(
      'Checks Node.js, memory, ONNX Runtime, devices and a model pack, and makes a small edit with them.',
    );
  return withCommonOptions(withModelOptions(command)).action(async (options: ModelOptions) => {
    const { runDoctor } = await import('../run/doctor.js');
    await runDoctor(options);
  });
}
