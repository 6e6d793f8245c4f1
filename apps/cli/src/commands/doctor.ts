import { Command } from 'commander';
import type { DoctorOptions } from '../options.js';
import { withCommonOptions, withModelOptions } from './options.js';

const EXAMPLES = `Examples:
  dualedit doctor
  dualedit doctor --device cuda --model sd-1.5
  dualedit doctor --quick --json

In front of each line: ok; -- not here, and not needed; !! in the way of an edit, and what to do.
`;

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .summary('say what runs here, and what to do where something is missing')
    .description(
      'Checks Node.js, memory, disk, ONNX Runtime, every device and every model pack that is here, says what an edit ' +
        'would run on and why, and makes a small one.',
    )
    .option('--quick', 'make no edit, which takes minutes with a full-size model')
    .addHelpText('before', EXAMPLES);
  return withCommonOptions(withModelOptions(command)).action(async (options: DoctorOptions) => {
    const { runDoctor } = await import('../run/doctor.js');
    await runDoctor(options);
  });
}
