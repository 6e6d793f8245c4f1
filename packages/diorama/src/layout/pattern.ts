import type { Random } from '../random.js';
import type { Placed } from './maker.js';

/** Shares of the colored ones that lose their color, and of the plain ones that get a pattern. */
const BARE = 0.5;
const DRESSED = 0.08;

/**
 * A thing of its own natural color may be striped or dotted too, as an edit to `striped` leaves it: half of the
 * patterned ones are drawn so, and a few of those that have no look at all, unless another of their kind is there.
 */
export function drawPatterns(random: Random, placed: readonly Placed[]): Placed[] {
  return placed.map((object) => {
    const { color, ...rest } = object;
    const isAlone = placed.every((other) => other === object || other.noun !== object.noun);
    const [bare, dressed] = [random.chance(BARE), random.chance(DRESSED)];
    const material = random.pick(['striped', 'dotted'] as const);
    if (object.material === 'striped' || object.material === 'dotted') return bare ? rest : object;
    return dressed && isAlone && !color && !object.material ? { ...object, material } : object;
  });
}
