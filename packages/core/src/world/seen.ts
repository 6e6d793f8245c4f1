import { type Box, cropPicture, type Picture, resizePicture } from '@dualedit/foundation';

/** Of either side, as much as a frame may take. */
const FRAME = 0.3;
/** Levels by which pixels of a plain frame differ, as JPEG leaves them. */
const PLAIN = 8;

/** The side of what is judged: small pictures are known too, and larger ones show nothing more that tells. */
export const JUDGED = 128;

/**
 * What of a picture is judged: its middle square at {@link JUDGED}, without a plain frame around it, such as
 * screenshots have.
 */
export async function seenSquare(picture: Picture): Promise<Picture> {
  const { left, top, width, height } = withoutFrame(picture);
  const side = Math.min(width, height);
  const square: Box = {
    left: left + Math.floor((width - side) / 2),
    top: top + Math.floor((height - side) / 2),
    width: side,
    height: side,
  };
  return resizePicture(cropPicture(picture, square), JUDGED, JUDGED);
}

function withoutFrame(picture: Picture): Box {
  const { width, height } = picture;
  const [mostX, mostY] = [Math.floor(width * FRAME), Math.floor(height * FRAME)];
  const isRow = (y: number) => isPlain(picture, y * width, 1, width);
  const top = count(mostY, isRow);
  const bottom = count(mostY, (y) => isRow(height - 1 - y));
  const high = height - top - bottom;
  const isColumn = (x: number) => isPlain(picture, top * width + x, width, high);
  const left = count(mostX, isColumn);
  const right = count(mostX, (x) => isColumn(width - 1 - x));
  return { left, top, width: width - left - right, height: high };
}

/** How many of the first hold, `most` at most. */
function count(most: number, holds: (index: number) => boolean): number {
  let at = 0;
  while (at < most && holds(at)) at++;
  return at;
}

/** Whether `length` pixels from `from` on, each `step` further, have the color of the first. */
function isPlain({ data }: Picture, from: number, step: number, length: number): boolean {
  for (let i = 1; i < length; i++) {
    for (let channel = 0; channel < 3; channel++) {
      const difference = data[(from + i * step) * 4 + channel]! - data[from * 4 + channel]!;
      if (Math.abs(difference) > PLAIN) return false;
    }
  }
  return true;
}
