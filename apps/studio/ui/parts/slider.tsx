import { useState } from 'preact/hooks';

interface SliderProps {
  name: string;
  min: number;
  max: number;
  step: number;
  value: number;
  unit?: string;
  /** Called while it moves. */
  onMove?: (value: number) => void;
  /** Called when it rests. */
  onDone: (value: number) => void;
}

/** A slider that says its value while it moves, and shows `value` when it rests. */
export function Slider({ name, min, max, step, value, unit = '', onMove, onDone }: SliderProps) {
  const [moved, setMoved] = useState<number | undefined>();
  const shown = moved ?? value;
  return (
    <label class="slider">
      <span>{name}</span>
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={shown}
        onInput={(event) => {
          setMoved(event.currentTarget.valueAsNumber);
          onMove?.(event.currentTarget.valueAsNumber);
        }}
        onChange={(event) => {
          onDone(event.currentTarget.valueAsNumber);
          setMoved(undefined);
        }}
      />
      <output class="number">{`${step < 1 ? shown.toFixed(1) : shown}${unit}`}</output>
    </label>
  );
}
