import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decodePicture } from './picture.js';

const bytes = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(64)]);

it.each([
  ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
  ['BMP', 'BM\x36\0\0\0'],
  ['PNM (PPM, PGM, PBM)', 'P6\n2 2\n255\n'],
  ['Photoshop', '8BPS\0\x01'],
  ['SVG', '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['PDF', '%PDF-1.7'],
  ['JPEG XL', '\xff\x0a'],
  ['icon (ICO)', '\0\0\x01\0'],
  ['video', '\0\0\0\x18ftypisom'],
])('%s is named, and how to go on', async (name, head) => {
  await expect(decodePicture(bytes(head))).rejects.toMatchObject({
    code: 'picture-format',
    received: name,
    hint: expect.stringMatching(/PNG|screenshot/),
  });
});

it('what is damaged is not called another format', async () => {
  const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  for (const damaged of [png.subarray(0, 40), bytes('hello'), new Uint8Array()])
    await expect(decodePicture(damaged)).rejects.toMatchObject({ code: 'picture-unreadable' });
});
