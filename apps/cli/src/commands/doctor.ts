import { Command } from 'commander';
import type { Finding } from '../doctor/finding.js';
import type { DoctorOptions } from '../options.js';
import { withCommonOptions, withModelOptions } from './options.js';

const EXAMPLES = `Examples:
  dualedit doctor
  dualedit doctor --device cuda --model sd-1.5
  dualedit doctor --quick --json
  dualedit doctor --picture photo.jpg --model sd-1.5

In front of each line: ok; -- not here, and not needed; !! in the way of an edit, and what to do.
`;

export function doctorCommand(): Command {
  const command = new Command('doctor')
    .summary('say what runs here, and what to do where something is missing')
    .description(
      'Checks Node.js, memory, disk, ONNX Runtime, every device and every model pack that is here, says what an edit ' +
        'would run on and why, and makes a small one.',
    )
    .option('--picture <file>', 'also say what memory an edit of this picture takes, with --model')
    .option('--quick', 'make no edit, which takes minutes with a full-size model')
    .addHelpText('before', EXAMPLES);
  return withCommonOptions(withModelOptions(command)).action(async (options: DoctorOptions) => {
    const { brokenLibraries } = await import('../doctor/libraries.js');
    const broken = await brokenLibraries();
    if (broken.length > 0) return tellBroken(broken, options);
    const { runDoctor } = await import('../run/doctor.js');
    await runDoctor(options);
  });
}

/** All that can be said where native code does not load, on which everything else depends. */
async function tellBroken(broken: readonly Finding[], { json }: DoctorOptions): Promise<void> {
  const { node } = await import('../doctor/node.js');
  const { findingsTable, verdict } = await import('../doctor/finding.js');
  const findings = [node(), ...broken];
  const text = json ? JSON.stringify({ healthy: false, findings }) : findingsTable(findings);
  process.stdout.write(`${text}\n`);
  throw verdict(findings);
}
