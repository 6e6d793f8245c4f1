import { type DestinationStream, type Logger, pino } from 'pino';
import { errorFields } from './error-fields.js';

export type { Logger };

/**
 * Lines of JSON on standard output. Whatever `secrets` hold is written as `[secret]`, wherever it turns up; of errors,
 * only the fields of {@link errorFields} are written.
 */
export function openLog(
  name: string,
  { level = 'info', secrets = [] }: { level?: string; secrets?: readonly string[] },
  destination: DestinationStream = pino.destination(1),
): Logger {
  const hide = (line: string) => secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), line);
  return pino(
    { name, level, serializers: { err: errorFields } },
    { write: (line) => destination.write(hide(line)) },
  );
}
