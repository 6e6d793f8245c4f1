import { renderMasks, renderScene, type Scene } from '@dualedit/diorama';
import type { Mask, Picture } from '@dualedit/foundation';
import sharp from 'sharp';

/** A picture, and the exact masks of its things by noun. */
export interface Extended {
  picture: Picture;
  masks: Record<string, Mask>;
}

/**
 * A scene in a wider or taller picture: its background goes on to all sides.
 * @param aspect width over height; the shorter side has `size` pixels
 * @param place where the scene lies along the longer side, 0…1
 */
export async function extendedScene(
  scene: Scene,
  { size, aspect, place }: { size: number; aspect: number; place: number },
): Promise<Extended> {
  const long = Math.round(size * Math.max(aspect, 1 / aspect));
  const [width, height] = aspect >= 1 ? [long, size] : [size, long];
  const at = Math.round(place * (long - size));
  const [left, top] = aspect >= 1 ? [at, 0] : [0, at];
  const drawn = await renderScene(scene, size);
  const around = await renderScene({ ...scene, objects: [] }, size);
  const picture = pasted(continued(around, width, height), drawn, left, top);
  const masks: Record<string, Mask> = {};
  for (const [i, { visible }] of (await renderMasks(scene, size)).entries()) {
    const data = new Uint8Array(width * height);
    for (let y = 0; y < size; y++)
      data.set(visible.data.subarray(y * size, (y + 1) * size), (top + y) * width + left);
    masks[scene.objects[i]!.noun] = { width, height, data };
  }
  return { picture, masks };
}

/** A background that goes on: it is mirrored at its edges, again and again. */
function continued({ width: side, data }: Picture, width: number, height: number): Picture {
  const mirrored = (at: number) => {
    const place = at % (2 * side);
    return place < side ? place : 2 * side - 1 - place;
  };
  const pixels = new Uint32Array(Uint8Array.from(data).buffer);
  const out = new Uint32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) out[y * width + x] = pixels[mirrored(y) * side + mirrored(x)]!;
  return { width, height, data: new Uint8Array(out.buffer) };
}

function pasted(onto: Picture, part: Picture, left: number, top: number): Picture {
  const data = Uint8Array.from(onto.data);
  for (let y = 0; y < part.height; y++)
    data.set(
      part.data.subarray(y * part.width * 4, (y + 1) * part.width * 4),
      ((top + y) * onto.width + left) * 4,
    );
  return { ...onto, data };
}

/** A large picture of a background with one small thing, `extent` pixels high, its top left at a place. */
export async function smallThing(
  scene: Scene,
  {
    width,
    height,
    extent,
    left,
    top,
  }: { width: number; height: number; extent: number; left: number; top: number },
): Promise<Extended> {
  const [thing] = scene.objects;
  const probe = (await renderMasks({ ...scene, objects: [thing!] }, 1024))[0]!.visible;
  const rows = [...Array(1024).keys()].filter((y) =>
    probe.data.subarray(y * 1024, (y + 1) * 1024).includes(255),
  );
  const size = Math.max(16, Math.min(2048, Math.round((1024 * extent) / rows.length)));
  const one = { ...scene, objects: [thing!] };
  const [drawn, mask] = [await renderScene(one, size), (await renderMasks(one, size))[0]!.visible];
  const empty = await renderScene({ ...scene, objects: [] }, 2048);
  const ground = await sharp(empty.data, { raw: { width: 2048, height: 2048, channels: 4 } })
    .resize(width, height, { fit: 'cover' })
    .raw()
    .toBuffer();
  const data = Uint8Array.from(ground);
  const inside = new Uint8Array(width * height);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      if (mask.data[y * size + x]! <= 127) continue;
      const to = (top + y) * width + left + x;
      data.set(drawn.data.subarray((y * size + x) * 4, (y * size + x) * 4 + 4), to * 4);
      inside[to] = 255;
    }
  return { picture: { width, height, data }, masks: { [thing!.noun]: { width, height, data: inside } } };
}
