import { DualeditError } from './error.js';

interface Kind {
  name: string;
  is(head: Buffer): boolean;
  wayOut: string;
}

const SAVE_AS = 'Open it in any picture program and save it as PNG or JPEG.';
const brandOf = (head: Buffer) =>
  head.toString('latin1', 4, 8) === 'ftyp' ? head.toString('latin1', 8, 12) : '';
const startsWith = (letters: string) => (head: Buffer) =>
  head.toString('latin1', 0, letters.length) === letters;

/** Kinds of pictures that people have and that no codec here reads, whatever their files are called. */
const KINDS: readonly Kind[] = [
  {
    name: 'HEIC',
    is: (head) => /^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brandOf(head)),
    wayOut:
      'Save it as JPEG or PNG: on a phone, share it as JPEG, or set the camera to "Most Compatible"; on a computer, any picture program, or "heif-convert photo.heic photo.png".',
  },
  { name: 'BMP', is: startsWith('BM'), wayOut: SAVE_AS },
  {
    name: 'PNM (PPM, PGM, PBM)',
    is: (head) => /^P[1-7]\s/.test(head.toString('latin1', 0, 3)),
    wayOut: SAVE_AS,
  },
  { name: 'Photoshop', is: startsWith('8BPS'), wayOut: SAVE_AS },
  {
    name: 'SVG',
    is: (head) => /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg/s.test(head.toString('utf8')),
    wayOut: SAVE_AS,
  },
  { name: 'PDF', is: startsWith('%PDF'), wayOut: SAVE_AS },
  {
    name: 'JPEG XL',
    is: (head) => head.readUInt16BE(0) === 0xff0a || head.toString('latin1', 4, 8) === 'JXL ',
    wayOut: SAVE_AS,
  },
  { name: 'JPEG 2000', is: (head) => head.toString('latin1', 4, 8) === 'jP  ', wayOut: SAVE_AS },
  { name: 'icon (ICO)', is: (head) => head.readUInt32BE(0) === 0x00000100, wayOut: SAVE_AS },
  {
    name: 'video',
    is: (head) =>
      /^(isom|mp4[12]|avc1|qt {2}|M4V )$/.test(brandOf(head)) || head.readUInt32BE(0) === 0x1a45dfa3,
    wayOut: 'Give one picture of it, such as a screenshot.',
  },
];

/** The error that names a picture of a kind that cannot be decoded here; undefined if these bytes are none. */
export function undecodable(bytes: Uint8Array): DualeditError | undefined {
  const head = Buffer.alloc(512);
  head.set(bytes.subarray(0, head.length));
  const kind = KINDS.find(({ is }) => is(head));
  return (
    kind &&
    new DualeditError({
      code: 'picture-format',
      message: `This is a ${kind.name} file, which cannot be decoded here.`,
      hint: kind.wayOut,
      received: kind.name,
    })
  );
}
