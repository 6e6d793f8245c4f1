import { setTimeout as sleep } from 'node:timers/promises';
import { aborted } from '@dualedit/foundation';

/** The ways in which variants are made. */
const WAYS = ['mde', 'guide-rescale', 'mag', 'p2p'];

/** Inverts a picture's bytes, and moves them a little by the way in which they are edited. */
function tint({ method, strength }) {
  const shift = WAYS.indexOf(method) * 5 + Math.round(strength * 10) - 10;
  return (value, i) => (i % 4 === 3 ? value : (255 - value + shift) & 255);
}

/**
 * An editor that inverts the masked pixels in `milliseconds`, for what measures the queue and not the model. It
 * reports progress (with previews, if it takes any time), and stops between its steps as the real one does.
 * `between` is awaited after each report, for tests that look at a certain step. `outcome` is what its checks say of
 * each edit, and `unnamed` the things that it kept.
 * @param {{
 *   milliseconds?: number,
 *   onRun?: (run: { name: string, phase: 'start' | 'end' }) => unknown,
 *   between?: (fraction: number) => Promise<unknown>,
 *   outcome?: import('@dualedit/foundation').Outcome,
 *   unnamed?: import('@dualedit/foundation').SeenThing[],
 * }} [options]
 * @returns {import('@dualedit/core').Editor}
 */
export function quickEditor({
  milliseconds = 0,
  onRun = () => {},
  between = async () => {},
  outcome = 'came-out',
  unnamed = [],
} = {}) {
  const checkOf = ({ source, target }) => ({ outcome, source, target });
  return {
    async edit({ picture: image, edits, signal, onProgress, onMasks, ...given }) {
      const whole = { ...image, data: new Uint8Array(image.width * image.height).fill(255) };
      const masks = edits.map((_, index) => given.masks?.[index] ?? whole);
      await onMasks?.(masks);
      const name = edits[0].source;
      onRun({ name, phase: 'start' });
      const steps = Math.max(10, milliseconds / 100);
      for (let step = 1; step <= steps; step++) {
        if (milliseconds > 0) await sleep(milliseconds / steps);
        if (signal?.aborted) throw aborted(signal.reason);
        const preview = milliseconds > 0 && { preview: image };
        onProgress?.({ stage: 'edit', fraction: step / steps, ...preview });
        await between(step / steps);
      }
      onRun({ name, phase: 'end' });
      const method = given.method ?? 'mde';
      const strength = given.strength ?? 1;
      const ways = Array.from({ length: given.variants ?? given.choose?.length ?? 0 }, (_, at) => ({
        method: given.choose?.[at] ?? WAYS[at % WAYS.length],
        strength: at < WAYS.length ? strength : strength * 1.5,
      }));
      const checks = { edits: edits.map(checkOf), kept: [], passed: outcome === 'came-out' };
      const drawn = (way) => ({ ...image, data: image.data.map(tint(way)) });
      const variants = ways.map((way) => ({ ...way, picture: drawn(way), checks, timings: {} }));
      return {
        picture: drawn(variants[0] ?? { method, strength }),
        ...(variants.length > 0 && { variants, chosen: 0 }),
        masks,
        unnamed,
        checks,
        prompts: { source: `a ${name}`, target: edits[0].target },
        metrics: { maxChangeOutside: 0 },
        timings: {},
        config: { pack: 'quick', method, strength, seed: given.seed ?? 1, settings: { steps } },
      };
    },
    async close() {},
  };
}
