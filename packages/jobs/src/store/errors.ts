import { DualeditError } from '@dualedit/foundation';

export function unknownJob(id: string): DualeditError {
  return new DualeditError({
    code: 'job-unknown',
    message: `Expected the id of a stored job but received "${id}".`,
    hint: 'It may have been deleted; ask for the edit again.',
    received: id,
  });
}

export function pictureGone(id: string): DualeditError {
  return new DualeditError({
    code: 'picture-gone',
    message: `The pictures of job ${id} are no longer kept.`,
    hint: 'Upload the picture again.',
    received: id,
  });
}

export function unfinished(id: string): DualeditError {
  return new DualeditError({
    code: 'job-unfinished',
    message: `Expected a finished job but ${id} is not.`,
    hint: 'Wait until it is done, or cancel it first.',
    received: id,
  });
}

export function notFailed(id: string): DualeditError {
  return new DualeditError({
    code: 'job-not-failed',
    message: `Expected a failed job but ${id} is none.`,
    hint: 'Ask for the edit again instead.',
    received: id,
  });
}
