import { effect } from '@preact/signals';
import { comparison, sliderAt } from './look.js';
import { result, shownId } from './run.js';

/** How long the first look at a result takes, in milliseconds. */
const SWEEP = 900;

/** Shows a result as soon as there is one: the line sweeps over it once, then rests in the middle. */
export function showResults(): void {
  let before: string | undefined;
  effect(() => {
    const made = result.value;
    const id = shownId.value;
    const isNew = made !== undefined && id !== before;
    before = made ? id : undefined;
    if (!isNew) return;
    comparison.value = 'slider';
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) sliderAt.value = 0.5;
    else sweep(performance.now());
  });
}

function sweep(start: number): void {
  const step = (now: number) => {
    const share = Math.min(1, (now - start) / SWEEP);
    const place = share < 1 ? 1 - 1.5 * share + (share > 2 / 3 ? 3 * (share - 2 / 3) : 0) : 0.5;
    sliderAt.value = Math.max(0, place);
    if (share < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
