import type { EditCheck, Insertion } from '@dualedit/foundation';
import { articleFor, bare } from '../text/phrases.js';
import { thingsIn } from './check.js';
import { colorCheck } from './check-color.js';
import type { Looked } from './looked.js';
import { isCalled } from './unnamed.js';

/** Of a region, a new thing fills at least this much. */
const LEAST = 0.04;

/** Whether a new thing is in its region, in its color. */
export function checkInserted({ target, color }: Insertion, looked: Looked): EditCheck {
  const phrase = bare(target);
  const said = { kind: 'insertion', source: phrase, target: `${articleFor(phrase)} ${phrase}` } as const;
  if (!looked.things) return { outcome: 'unknown', ...said };
  const there = thingsIn(looked, LEAST).find(({ name }) => isCalled(phrase, name));
  if (!there) return { outcome: 'missing', ...said };
  const wrong = colorCheck({ target, ...(color !== undefined && { color }) }, looked, there);
  return wrong ? { ...wrong, ...said } : { outcome: 'came-out', ...said };
}
