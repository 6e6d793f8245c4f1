import { effect } from '@preact/signals';
import { NO_RECT, unite } from '../mask/rect.js';
import { restOf } from '../view/rest.js';
import { comparison, sliderAt } from './look.js';
import { picture } from './picture.js';
import { result, shownId } from './run.js';
import { slots } from './slots.js';

/** How long the first look at a result takes, in milliseconds. */
const SWEEP = 900;

/** Shows a result as soon as there is one: the line sweeps over it once, then rests on what was edited. */
export function showResults(): void {
  let before: string | undefined;
  effect(() => {
    const made = result.value;
    const id = shownId.value;
    const isNew = made !== undefined && id !== before;
    before = made ? id : undefined;
    if (!isNew) return;
    comparison.value = 'slider';
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) sliderAt.value = restNow();
    else sweep(performance.now());
  });
}

function restNow(): number {
  const edited = slots.peek().filter(({ edit }) => edit);
  const area = edited.map(({ bounds }) => bounds).reduce(unite, NO_RECT);
  return restOf(area, picture.peek()?.width ?? 1);
}

function sweep(start: number): void {
  const step = (now: number) => {
    const share = Math.min(1, (now - start) / SWEEP);
    sliderAt.value = share < 2 / 3 ? 1 - 1.5 * share : restNow() * (3 * share - 2);
    if (share < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
