import { brushSize, tool } from '../state/paint.js';
import { keyPointer, pointer } from './pointer.js';

/** A ring as large as the brush, or a cross where the keyboard points. */
export function BrushCursor() {
  const place = keyPointer.value ?? pointer.value;
  if (!place) return null;
  const isBrush = tool.value === 'brush' || tool.value === 'eraser';
  if (!isBrush && !keyPointer.value) return null;
  const size = isBrush ? brushSize.value : 24;
  return (
    <div
      class="brush-cursor"
      data-cross={!isBrush}
      style={{
        width: `${size}px`,
        height: `${size}px`,
        transform: `translate(${place.x - size / 2}px, ${place.y - size / 2}px)`,
      }}
    />
  );
}
