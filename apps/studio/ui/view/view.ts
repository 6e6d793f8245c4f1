import type { Point } from '../mask/rect.js';

/** Where the picture is in its frame: its pixel (0, 0) at (x, y), each pixel `scale` wide; in CSS pixels. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

const MOST_SCALE = 32;
/** This much of the picture stays in sight, in CSS pixels. */
const IN_SIGHT = 48;

/** The whole picture, as large as its frame allows, in the middle. */
export function fit(picture: Size, frame: Size, margin = 0): View {
  const room = {
    width: Math.max(1, frame.width - 2 * margin),
    height: Math.max(1, frame.height - 2 * margin),
  };
  const scale = Math.min(room.width / picture.width, room.height / picture.height, MOST_SCALE);
  return {
    scale,
    x: (frame.width - picture.width * scale) / 2,
    y: (frame.height - picture.height * scale) / 2,
  };
}

/** Zooms by a factor; what is at a place of the frame stays there. */
export function zoomAt(view: View, place: Point, factor: number, picture: Size, frame: Size): View {
  const least = Math.min(1, fit(picture, frame).scale) / 4;
  const scale = Math.min(MOST_SCALE, Math.max(least, view.scale * factor));
  const share = scale / view.scale;
  return { scale, x: place.x - (place.x - view.x) * share, y: place.y - (place.y - view.y) * share };
}

export const panBy = (view: View, dx: number, dy: number): View => ({
  ...view,
  x: view.x + dx,
  y: view.y + dy,
});

/** The nearest view in which some of the picture is in sight. */
export function inSight(view: View, picture: Size, frame: Size): View {
  const clamp = (at: number, length: number, room: number) => {
    const visible = Math.min(IN_SIGHT, length, room);
    return Math.min(room - visible, Math.max(visible - length, at));
  };
  return {
    ...view,
    x: clamp(view.x, picture.width * view.scale, frame.width),
    y: clamp(view.y, picture.height * view.scale, frame.height),
  };
}

export const toPicture = ({ scale, x, y }: View, place: Point): Point => ({
  x: (place.x - x) / scale,
  y: (place.y - y) / scale,
});

export const toFrame = ({ scale, x, y }: View, place: Point): Point => ({
  x: place.x * scale + x,
  y: place.y * scale + y,
});
