import { reportFailure } from './failure.js';
import { createProgram } from './program.js';

try {
  await createProgram().parseAsync();
} catch (error) {
  const exitCode = reportFailure(error);
  // Work that was stopped may still hold a socket, a thread or a pipe; nothing of it is wanted any more.
  process.exit(exitCode);
}
