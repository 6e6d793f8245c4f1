import { paintSegment, reachOfSegment } from '../mask/brush.js';
import { Journal } from '../mask/journal.js';
import { drawLayers, type Layer } from '../mask/overlay.js';
import { emptyRaster } from '../mask/raster.js';
import { wholeOf } from '../mask/rect.js';
import { maskColor } from '../state/colors.js';

/** Until now all of it has been compiled by any browser that was tried. */
const ROUNDS = 24;
const SIDE = 256;

/**
 * Paints and draws a mask that nobody sees, while nothing else is to be done: browsers compile code that runs often, and
 * the first moves of the first brush should not wait for that.
 */
export function rehearse(): void {
  const raster = emptyRaster(SIDE, SIDE);
  const pixels = new Uint8ClampedArray(4 * SIDE * SIDE);
  const journal = new Journal();
  const layer: Layer = {
    raster,
    bounds: wholeOf(raster),
    color: maskColor(0),
    hatch: 0,
    fill: 0.25,
    line: 'solid',
  };
  let round = 0;
  const once = () => {
    const mode = round % 2 === 0 ? 'add' : 'erase';
    const [from, to] = [
      { x: 100 + round, y: 120 },
      { x: 140, y: 130 + round },
    ];
    journal.begin(raster);
    journal.touch(reachOfSegment(raster, from, to, 90));
    paintSegment(raster, from, to, 90, mode);
    journal.commit();
    drawLayers(pixels, wholeOf(raster), [layer], { scale: 0.9, x: 4.5, y: 3.5 }, 1);
  };
  const idle = (deadline: IdleDeadline) => {
    do once();
    while (++round < ROUNDS && deadline.timeRemaining() > 0);
    if (round < ROUNDS) requestIdleCallback(idle);
  };
  // Safari has none, and compiles soon
  window.requestIdleCallback?.(idle);
}
