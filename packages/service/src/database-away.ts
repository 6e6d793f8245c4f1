import { DualeditError } from '@dualedit/foundation';

/** Whether something failed because the database does not answer, so that the same later may well succeed. */
export const isDatabaseAway = (error: unknown): boolean =>
  DualeditError.is(error) && error.code === 'database-away';
