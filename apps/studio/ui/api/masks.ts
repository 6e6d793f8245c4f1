import { encodeMask } from '../mask/png.js';
import { emptyRaster, type Raster } from '../mask/raster.js';

/** Reads a mask that the server sends: gray, white inside, every value as it is. */
export async function readMask(file: Blob): Promise<Raster> {
  return rasterOf(await pixelsOf(file), ({ data }, at) => data[at]!);
}

/**
 * Reads a mask from any picture: white on black, or opaque on transparent.
 * @throws DOMException if the browser cannot read it
 */
export async function readAnyMask(file: Blob): Promise<Raster> {
  const pixels = await pixelsOf(file);
  const isOpaque = pixels.data.every((value, i) => i % 4 !== 3 || value === 255);
  const brightness = ({ data }: ImageData, at: number) =>
    Math.round(0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!);
  return rasterOf(pixels, isOpaque ? brightness : ({ data }, at) => data[at + 3]!);
}

export function blobOfBase64(base64: string): Blob {
  const text = atob(base64);
  return new Blob([Uint8Array.from(text, (char) => char.charCodeAt(0))], { type: 'image/png' });
}

/** A mask as the API takes it. */
export async function base64Of(raster: Raster): Promise<string> {
  const file = await encodeMask(raster);
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1]!);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

async function pixelsOf(file: Blob): Promise<ImageData> {
  const image = await createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(image, 0, 0);
  image.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function rasterOf(pixels: ImageData, value: (pixels: ImageData, at: number) => number): Raster {
  const raster = emptyRaster(pixels.width, pixels.height);
  for (let i = 0; i < raster.data.length; i++) raster.data[i] = value(pixels, 4 * i);
  return raster;
}
