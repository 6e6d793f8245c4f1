import type { Picture, SeenThing } from '@dualedit/foundation';
import { kindOf } from '../changes/kinds.js';
import type { Work } from '../work.js';

/** What is seen in a square of the edited picture: what the edits should have made, and what they should have replaced. */
export async function lookAgain(
  { maskSource, request }: Pick<Work, 'maskSource' | 'request'>,
  square: Picture,
): Promise<readonly SeenThing[] | undefined> {
  const { edits, signal } = request;
  const wanted = edits.map((edit) => kindOf(edit).looksFor(edit));
  const found = await maskSource?.find(square, {
    edits: [],
    names: wanted.flatMap(({ old }) => old),
    expected: wanted.flatMap(({ fresh }) => fresh),
    ...(signal && { signal }),
  });
  return found?.things;
}
