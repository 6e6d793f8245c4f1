// The engine's own process. All that it needs is loaded from here, so that an installation that is broken is an answer to
// whoever asks, and no stack trace of a process that nobody started by hand.
import { packError, type ToHost } from './messages.js';

try {
  await import('./serve.js');
} catch (error) {
  // A library that fails is told a second time, to nobody, by the module that imported it first.
  process.on('unhandledRejection', () => {});
  process.on('message', ({ id }: ToHost) => process.send?.({ type: 'failed', id, error: packError(error) }));
  process.on('disconnect', () => process.exit());
}
