import { formatCommand, type ReadOptions } from '@dualedit/commands';
import { DualeditError } from '@dualedit/foundation';
import type { ReadAnswer, ReadRequest } from '../contract.js';
import { readAsked } from '../edits/read-asked.js';
import { describeEdits } from '../edits/read-edits.js';
import { errorBody } from '../http/failure.js';

/** Reads a command while it is typed: what it means, or what is wrong with it. */
export function readAnswer(asked: ReadRequest, reading: ReadOptions): ReadAnswer {
  try {
    const { changes, kept } = readAsked(asked, reading);
    return {
      canonical: formatCommand(changes),
      edits: describeEdits(changes),
      kept: kept.map(({ phrase, span }) => ({ span, ...(phrase !== undefined && { phrase }) })),
    };
  } catch (error) {
    if (!DualeditError.is(error)) throw error;
    return { edits: [], kept: [], error: errorBody(error) };
  }
}
