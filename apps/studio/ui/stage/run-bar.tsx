import { say } from '../state/language.js';
import { view } from '../state/look.js';
import { picture } from '../state/picture.js';
import { shown } from '../state/run.js';

/** How far the edit is, on the upper edge of the picture. */
export function RunBar() {
  const { fraction = 0, status } = shown.value ?? {};
  const [open, now] = [picture.value, view.value];
  if (!open || !now) return null;
  return (
    <div
      class="run-bar"
      style={{
        width: `${open.width * now.scale}px`,
        transform: `translate(${now.x}px, ${Math.max(0, now.y)}px)`,
      }}
      role="progressbar"
      aria-label={say('progress')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * fraction)}
      data-waiting={status === 'queued'}
    >
      <div style={{ transform: `scaleX(${fraction})` }} />
    </div>
  );
}
