/** What is not as it was in the file that somebody gave, by a stable name. */
const TEXTS = {
  'jpeg-reencodes':
    'JPEG re-encodes all pixels, so that those outside the edit differ a little, too. A PNG keeps them exactly.',
  'avif-reencodes':
    'AVIF re-encodes all pixels, so that those outside the edit differ a little, too. A PNG keeps them exactly.',
  'gif-colors':
    'GIF holds 256 colors, so that those outside the edit may differ a little. A PNG keeps them exactly.',
  'gif-to-png': 'The picture is now a PNG: GIF holds 256 colors, and would change pixels outside the edit.',
  'other-format': 'The picture is now a PNG: its own format cannot be written.',
  'depth-lost': 'This format holds 8 bits per channel: the 16 bits of the original are lost.',
  'float-lost': 'The picture now has 8 bits per channel: its own number format cannot be written.',
  'few-bits': 'The picture now has 8 bits per pixel: the edit takes more shades than the original has.',
  'now-color': 'The picture is now in color: it was gray, and the edit is not.',
  'gray-alpha': 'The picture is now stored in color: gray with transparency cannot be written.',
  'palette-lost': 'The picture now has full colors: with the edit, they no longer fit the palette of 256.',
  'space-lost':
    'The picture is now in sRGB: its color space cannot be written in this format, or is damaged.',
  'alpha-lost': 'JPEG holds no transparency: transparent parts are now white.',
  'first-frame':
    'Only the first frame of the animation was edited, and the others are left out; --frames all edits all of a GIF or WebP.',
  'frame-as-it-was': 'In some frames, what was to be edited was not found: they are as they were.',
  'first-page': 'Only the first picture in the file was edited, and the others are left out.',
  'exif-lost': 'The EXIF data was left out: this format does not hold it, or it cannot be read.',
  'iptc-lost': 'The IPTC data was left out: this format does not hold it.',
  'text-lost': 'Text in the file was left out: this format does not hold it.',
  'mask-scaled': 'A mask was scaled to the size of the picture.',
  'mask-brightened':
    'A mask has no pixel brighter than half gray. Its brightest pixels were taken as inside; paint the thing white to be sure.',
  'second-picture-lost':
    'A second picture in the file, such as a gain map, was left out: it shows the old one.',
} as const;

export type NoteKind = keyof typeof TEXTS;

/** What was changed or could not be kept, for people (`text`) and for scripts (`kind`). */
export interface Note {
  kind: NoteKind;
  text: string;
}

export function note(kind: NoteKind): Note {
  return { kind, text: TEXTS[kind] };
}
