import { DualeditError } from '@dualedit/foundation';
import { findKnown, type KnownModel } from './known-models.js';

/** Which repository a user means. */
export interface ModelReference {
  repository: string;
  /** A branch, tag or commit. */
  revision: string;
  /** What it is called here, unless a user says otherwise. */
  name: string;
  known?: KnownModel;
}

const REPOSITORY = /^([\w][\w.-]*\/[\w][\w.-]*)(?:@([\w][\w./-]*))?$/;

/** A file name on every system, and none that hides. */
const NAME = /^[\w][\w.-]{0,95}$/;

/**
 * Reads a known name (`sd-1.5`), or a repository of the hub (`owner/repo`, `owner/repo@revision`).
 * @throws DualeditError `model-unknown`
 */
export function readReference(text: string): ModelReference {
  const known = findKnown(text);
  if (known) return { repository: known.repository, revision: known.revision, name: known.name, known };
  const match = REPOSITORY.exec(text);
  if (!match || /\.\./.test(text)) throw unknown(text);
  const [, repository, revision = 'main'] = match;
  return { repository: repository!, revision, name: repository!.split('/')[1]! };
}

/** @throws DualeditError `model-name` */
export function checkName(name: string): string {
  if (NAME.test(name) && name !== 'diorama') return name;
  throw new DualeditError({
    code: 'model-name',
    message:
      name === 'diorama'
        ? 'The name "diorama" belongs to the embedded model.'
        : `Expected a name of letters, digits, ".", "_" and "-" but received "${name}".`,
    hint: 'Give another name with --name.',
    received: name,
  });
}

function unknown(text: string): DualeditError {
  return new DualeditError({
    code: 'model-unknown',
    message: `Expected a known model, or a repository such as owner/name or owner/name@revision, but received "${text}".`,
    hint: 'See "dualedit models list" for known ones; for a folder on this machine give --local.',
    received: text,
  });
}
