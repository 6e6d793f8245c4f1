import { useEffect, useRef, useState } from 'preact/hooks';
import type { Figures as FiguresOfEdit } from '../../src/contract.js';
import { get } from '../api/request.js';
import { say } from '../state/language.js';
import { shown } from '../state/run.js';

/** Loss curves and where the model looked, on request. */
export function Figures() {
  const edit = shown.value;
  const [figures, setFigures] = useState<FiguresOfEdit>();
  const [isOpen, setOpen] = useState(false);
  const isThere = edit?.status === 'done' && edit.hasFigures;
  useEffect(() => {
    setFigures(undefined);
    if (!isOpen || !isThere) return;
    void get<FiguresOfEdit>(`/v1/edits/${edit.id}/figures`).then(setFigures);
  }, [edit?.id, isThere, isOpen]);
  if (!isThere) return null;
  return (
    <details class="figures floating" data-control onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('figures')}</summary>
      {figures && (
        <>
          <Losses losses={figures.losses} />
          {figures.attention.map((map) => (
            <figure key={map.edit}>
              <Attention map={map} />
              <figcaption>{edit.edits[map.edit]?.canonical}</figcaption>
            </figure>
          ))}
          <p class="quiet number">
            {Object.entries(figures.timings)
              .map(([name, seconds]) => `${name} ${seconds.toFixed(1)} s`)
              .join(' · ')}
          </p>
        </>
      )}
    </details>
  );
}

const [WIDTH, HEIGHT] = [240, 80];

/** One curve per loss, each on its own scale. */
function Losses({ losses }: { losses: FiguresOfEdit['losses'] }) {
  const names = [...new Set(losses.flatMap(Object.keys))].filter((name) => name !== 'step');
  return (
    <>
      {names.map((name) => {
        const values = losses.flatMap((at) => at[name] ?? []);
        const most = Math.max(...values, Number.EPSILON);
        const points = values.map((value, i) => {
          return `${(i / Math.max(1, values.length - 1)) * WIDTH},${HEIGHT - (value / most) * HEIGHT}`;
        });
        return (
          <figure key={name}>
            <svg
              class="losses"
              viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
              role="img"
              aria-label={`${name} ${values.at(-1)}`}
            >
              <polyline points={points.join(' ')} />
            </svg>
            <figcaption>
              {name} <span class="number">{values.at(-1)?.toPrecision(3)}</span>
            </figcaption>
          </figure>
        );
      })}
    </>
  );
}

function Attention({ map }: { map: FiguresOfEdit['attention'][number] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const values = Uint8Array.from(atob(map.data), (char) => char.charCodeAt(0));
    const most = Math.max(1, ...values);
    const image = new ImageData(map.width, map.height);
    for (const [i, value] of values.entries()) image.data.set([255, 255, 255, (255 * value) / most], 4 * i);
    canvas.current?.getContext('2d')?.putImageData(image, 0, 0);
  }, [map]);
  return <canvas ref={canvas} class="attention" width={map.width} height={map.height} />;
}
