import type { Mask, Picture } from '@dualedit/foundation';
import sharp from 'sharp';
import { checkScene, checkSize } from './check.js';
import { instanceSvg, pictureSvg } from './document.js';
import type { Scene } from './scene.js';

/**
 * Draws a scene at `size` × `size` pixels (16…2048). The same scene and size give the same bytes.
 * @throws DualeditError `scene-size`, or what {@link checkScene} finds
 */
export async function renderScene(scene: Scene, size: number): Promise<Picture> {
  checkScene(scene);
  checkSize(size);
  const data = await sharp(Buffer.from(pictureSvg(scene, size)))
    .ensureAlpha()
    .raw()
    .toBuffer();
  return { width: size, height: size, data };
}

/** As {@link renderScene}: rows of RGB bytes, without checks, for bulk work. */
export async function renderRgb(scene: Scene, size: number): Promise<Buffer> {
  return sharp(Buffer.from(pictureSvg(scene, size)))
    .removeAlpha()
    .raw()
    .toBuffer();
}

/**
 * The instance map: one byte a pixel, 0 background, k + 1 where object k is in front of all others. A
 * pixel belongs to the object that covers its centre.
 */
export async function renderInstances(scene: Scene, size: number): Promise<Uint8Array> {
  return instances(scene.objects, size);
}

async function instances(objects: Scene['objects'], size: number): Promise<Uint8Array> {
  return sharp(Buffer.from(instanceSvg(objects, size)))
    .extractChannel(0)
    .raw()
    .toBuffer();
}

/** Where an object is: the part that is seen, and all of it as if it stood in front. */
export interface ObjectMasks {
  visible: Mask;
  whole: Mask;
}

/**
 * One pair of exact masks (0 or 255) per object, in the order of `scene.objects`.
 * @throws DualeditError `scene-size`, or what {@link checkScene} finds
 */
export async function renderMasks(scene: Scene, size: number): Promise<ObjectMasks[]> {
  checkScene(scene);
  checkSize(size);
  const map = await renderInstances(scene, size);
  const mask = (from: Uint8Array, level: number): Mask => ({
    width: size,
    height: size,
    data: from.map((value) => (value === level ? 255 : 0)),
  });
  return Promise.all(
    scene.objects.map(async (object, k) => ({
      visible: mask(map, k + 1),
      whole: mask(await instances([object], size), 1),
    })),
  );
}
