import { readFileSync } from 'node:fs';
import { DualeditError } from '@dualedit/foundation';
import { z } from 'zod';

/**
 * Reads a process's configuration from its environment. A variable that is absent is looked for as a file named by
 * `NAME_FILE`, as container secrets are handed over. Empty variables and files count as absent.
 *
 * @param shape one zod schema a variable; what they parse to is returned under the same names
 * @throws DualeditError `configuration`: every variable that is missing or wrong, never their values
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodObject<Shape>> {
  const values = Object.fromEntries(Object.keys(shape).map((name) => [name, variable(name, environment)]));
  const parsed = z.object(shape).safeParse(values);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new DualeditError({
    code: 'configuration',
    message: `The configuration is not complete: ${problems.join('; ')}.`,
    hint: 'Set these environment variables, or NAME_FILE to files that hold them; the README lists them all.',
  });
}

function variable(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const file = environment[`${name}_FILE`];
  if (environment[name] || !file) return environment[name] || undefined;
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (cause) {
    throw new DualeditError({
      code: 'configuration',
      message: `The file that ${name}_FILE names cannot be read.`,
      hint: 'Check the path and who may read it.',
      received: file,
      cause,
    });
  }
}

/** A whole number of at least `least`. */
export const count = (least: number) => z.coerce.number().int().min(least);

/** `1`, `true`, `yes`, `on`, or their opposites. */
export const flag = z
  .enum(['1', 'true', 'yes', 'on', '0', 'false', 'no', 'off'])
  .transform((word) => ['1', 'true', 'yes', 'on'].includes(word));

/** Ids with commas or spaces between them. They stay text: Discord's do not fit a number. */
export const ids = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));
