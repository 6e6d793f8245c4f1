import type { TargetedKeyboardEvent } from 'preact';
import { say } from '../state/language.js';
import { sliderAt, view } from '../state/look.js';
import { picture } from '../state/picture.js';

const STEP = 0.02;

/** The line between before and after; dragging anywhere on the picture moves it too. */
export function CompareHandle() {
  const [open, now] = [picture.value, view.value];
  if (!open || !now) return null;
  const height = open.height * now.scale;
  const place = {
    height: `${height}px`,
    transform: `translate(${now.x + sliderAt.value * open.width * now.scale}px, ${now.y}px)`,
  };
  return (
    <div
      class="compare-handle"
      style={place}
      role="slider"
      tabIndex={0}
      aria-label={say('compare-slider')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * sliderAt.value)}
      aria-valuetext={say('compare-value', { percent: Math.round(100 * sliderAt.value) })}
      onKeyDown={press}
    />
  );
}

function press(event: TargetedKeyboardEvent<HTMLDivElement>): void {
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -STEP, ArrowRight: STEP, Home: -1, End: 1 };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  sliderAt.value = Math.min(1, Math.max(0, sliderAt.value + step));
}
