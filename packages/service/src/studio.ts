import { DualeditError } from '@dualedit/foundation';
import type { JobsConfig } from './jobs-environment.js';

type StudioConfig = Pick<JobsConfig, 'STUDIO_URL' | 'STUDIO_TOKEN'>;

/** A studio that a bot makes links to. */
export interface StudioAccess {
  /** As people open it. */
  url: string;
  token: string;
}

/** The studio that the environment names; undefined if it names none. */
export function studioOf({ STUDIO_URL: url, STUDIO_TOKEN: token }: StudioConfig): StudioAccess | undefined {
  return url !== undefined && token !== undefined ? { url, token } : undefined;
}

/** The same configuration. @throws DualeditError `configuration` if only one of a studio's variables is set */
export function checkStudio<Config extends StudioConfig>(config: Config): Config {
  const { STUDIO_URL, STUDIO_TOKEN } = config;
  if ((STUDIO_URL === undefined) === (STUDIO_TOKEN === undefined)) return config;
  const [set, missing] =
    STUDIO_TOKEN === undefined ? ['STUDIO_URL', 'STUDIO_TOKEN'] : ['STUDIO_TOKEN', 'STUDIO_URL'];
  throw new DualeditError({
    code: 'configuration',
    message: `The configuration is not complete: ${missing}: expected a value, since ${set} is set.`,
    hint: 'Set both, or NAME_FILE to files that hold them, so that a button opens edits in the studio; or set neither.',
  });
}
