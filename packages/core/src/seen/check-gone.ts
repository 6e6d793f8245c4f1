import type { EditCheck, Removal } from '@dualedit/foundation';
import { bare } from '../text/phrases.js';
import { thingsIn } from './check.js';
import type { Looked } from './looked.js';
import { isCalled } from './unnamed.js';

/** What is found where a thing was is at least this large beside it. */
const LEAST = 0.1;

/** Whether a thing is gone, and nothing else is where it was. */
export function checkGone({ source }: Removal, looked: Looked): EditCheck {
  const said = { kind: 'removal', source: bare(source), target: 'nothing' } as const;
  if (!looked.things) return { outcome: 'unknown', ...said };
  const there = thingsIn(looked, LEAST);
  if (there.some(({ name }) => isCalled(said.source, name))) return { outcome: 'remains', ...said };
  const [other] = there;
  return other ? { outcome: 'appeared', ...said, seen: other.name } : { outcome: 'came-out', ...said };
}
