import { effect, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { changedArea } from '../mask/layer-changes.js';
import { say } from '../state/language.js';
import { comparison, frame, isFitted, isOriginalHeld, sliderAt, view } from '../state/look.js';
import { tool } from '../state/paint.js';
import { picture } from '../state/picture.js';
import { isRunning, result, shown } from '../state/run.js';
import { onMaskChange } from '../state/slots.js';
import { fit } from '../view/view.js';
import { BrushCursor } from './brush-cursor.js';
import { CompareHandle } from './compare-handle.js';
import { Draft } from './draft.js';
import { Empty } from './empty.js';
import { listenToPointers } from './gestures.js';
import { layersNow } from './layers.js';
import { Overlay } from './overlay.js';
import { Preview } from './preview.js';
import { rehearse } from './rehearse.js';
import { RunBar } from './run-bar.js';
import { pressOnStage } from './stage-keys.js';

/** Free space around the picture, in CSS pixels. */
const MARGIN = 16;

/** The picture with everything that is drawn over it. */
export function Stage() {
  const stage = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => listenToPointers(stage.current!), []);
  useEffect(() => watchFrame(stage.current!), []);
  useEffect(() => drawMasks(canvas.current!), []);
  useEffect(rehearse, []);
  useSignalEffect(() => {
    const [open, room] = [picture.value, frame.value];
    if (open && room.width > 0 && isFitted.value) view.value = fit(open, room, marginOf(room.width));
  });
  return (
    <section
      ref={stage}
      class="stage"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is painted on, with keys too
      tabIndex={0}
      role="application"
      aria-label={picture.value ? say('stage', { name: picture.value.name }) : say('stage-empty')}
      aria-describedby="stage-keys"
      data-tool={tool.value}
      onKeyDown={pressOnStage}
    >
      <p id="stage-keys" class="hidden">
        {say('stage-keys')}
      </p>
      <Pictures />
      <canvas ref={canvas} class="overlay" />
      <Draft />
      <BrushCursor />
      {result.value && comparison.value === 'slider' && !isOriginalHeld.value && <CompareHandle />}
      {isRunning.value && <RunBar />}
      {!picture.value && <Empty />}
    </section>
  );
}

const marginOf = (width: number) => (width < 600 ? 8 : MARGIN);

/** Before, after, and what is being drawn; all of one size, one over the other. */
function Pictures() {
  const [open, now] = [picture.value, view.value];
  if (!open || !now) return null;
  const after = isOriginalHeld.value || comparison.value === 'masks' ? undefined : result.value;
  const isSlider = comparison.value === 'slider';
  const place = {
    width: `${open.width}px`,
    height: `${open.height}px`,
    transform: `translate(${now.x}px, ${now.y}px) scale(${now.scale})`,
  };
  return (
    <div
      class="pictures"
      style={place}
      data-large={now.scale >= 6}
      data-difference={after && comparison.value === 'difference'}
    >
      <img src={open.display} alt={say('before', { name: open.name })} draggable={false} />
      {after && (
        <img
          class="after"
          src={after.display}
          alt={say('after', { edit: shown.value?.canonical ?? '' })}
          draggable={false}
          style={{ clipPath: isSlider ? `inset(0 0 0 ${100 * sliderAt.value}%)` : 'none' }}
        />
      )}
      {isRunning.value && <Preview />}
    </div>
  );
}

function watchFrame(stage: HTMLElement): () => void {
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry!.contentRect;
    frame.value = { width, height };
  });
  observer.observe(stage);
  return () => observer.disconnect();
}

function drawMasks(canvas: HTMLCanvasElement): () => void {
  const ratio = () => Math.min(3, window.devicePixelRatio || 1);
  const overlay = new Overlay(canvas, () => {
    const [now, by] = [view.peek(), ratio()];
    return (
      now && { layers: layersPeeked(), placement: { scale: now.scale * by, x: now.x * by, y: now.y * by } }
    );
  });
  let layers = layersNow();
  const layersPeeked = () => layers;
  const stops = [
    frame.subscribe(({ width, height }) => overlay.resize(width, height, ratio())),
    view.subscribe(() => overlay.drawAll()),
    watchLayers((next) => {
      const changed = changedArea(layers, next);
      layers = next;
      overlay.drawPart(changed);
    }),
    onMaskChange((slot, area) => {
      const layer = layers.find(({ raster }) => raster === slot.raster);
      if (layer) layer.bounds = slot.bounds;
      overlay.drawPart(area);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function watchLayers(listener: (layers: ReturnType<typeof layersNow>) => void): () => void {
  return effect(() => listener(layersNow()));
}
