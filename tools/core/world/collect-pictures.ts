// Photographs and drawings that are of no small model's world, out of packages that anyone can fetch; none of them may
// enter the repository. In an empty folder, run
//
//   apt-get download tuxpaint-stamps-default openclipart-png pysiogame tuxpaint-data gnome-backgrounds mate-backgrounds \
//     lomiri-wallpapers desktop-base frozen-bubble-data gcompris-qt-data gamine-data fonts-noto-color-emoji
//   for deb in *.deb; do dpkg-deb -x $deb ${deb%%_*}; done
//   pip download --no-deps scikit-image scikit-learn matplotlib arcade
//   for wheel in *.whl; do python3 -m zipfile -e $wheel ${wheel%%-*}; done
//
// and then, from the root of the repository:
//
//   npx tsx tools/core/world/collect-pictures.ts UNPACKED PICTURES      writes PICTURES/PACKAGE/*.png
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { EMOJI, SOURCES } from './sources.js';

const [unpacked, pictures] = process.argv.slice(2) as [string, string];
/** A longer side is scaled down to it: a picture's size is no sign of where it is from. */
const LONGEST = 1024;
/** Smaller ones are icons. */
const SHORTEST = 90;
/** Of drawings in vectors, dots per inch. */
const DENSITY = 150;

for (const { name, among, take } of SOURCES) {
  const files = (readdirSync(join(unpacked, name), { recursive: true }) as string[])
    .filter((file) => among.test(file) && /\.(png|jpe?g|webp|svg)$/i.test(file))
    .toSorted();
  const large: string[] = [];
  for (const file of files) if (await isLarge(join(unpacked, name, file))) large.push(file);
  const count = Math.min(take, large.length);
  // Evenly over all of them, so that every kind is there.
  const kept = Array.from({ length: count }, (_, i) => large[Math.floor((i * large.length) / count)]!);
  for (const file of kept) await keep(join(unpacked, name, file), placeFor(name, file));
  console.log(`${name} ${among.source}: ${count} of ${files.length}`);
}
await drawEmoji();

async function isLarge(path: string): Promise<boolean> {
  const { width, height } = await sharp(path, { density: DENSITY, limitInputPixels: false }).metadata();
  return Math.min(width, height) >= SHORTEST;
}

async function keep(path: string, to: string): Promise<void> {
  const scaled = sharp(path, { density: DENSITY, limitInputPixels: false })
    .resize(LONGEST, LONGEST, { fit: 'inside', withoutEnlargement: true })
    // As pages and chats show it.
    .flatten({ background: '#ffffff' });
  await scaled.png().toFile(to);
}

/** Each on a ground of its own, as messengers and stickers have them. */
async function drawEmoji(): Promise<void> {
  const name = 'fonts-noto-color-emoji';
  const [font] = (readdirSync(join(unpacked, name), { recursive: true }) as string[]).filter((file) =>
    file.endsWith('.ttf'),
  );
  const grounds = ['#ffffff', '#cfe8fc', '#7cb342', '#fdf3d8', '#303030'];
  for (const [index, emoji] of [...EMOJI].entries()) {
    const glyph = await sharp({
      text: {
        text: emoji,
        fontfile: join(unpacked, name, font!),
        font: 'Noto Color Emoji',
        rgba: true,
        dpi: 1000,
      },
    })
      .resize(360, 360, { fit: 'contain', background: '#00000000' })
      .png()
      .toBuffer();
    const ground = {
      width: 480,
      height: 480,
      channels: 3 as const,
      background: grounds[index % grounds.length]!,
    };
    await sharp({ create: ground })
      .composite([{ input: glyph }])
      .png()
      .toFile(placeFor(name, `${emoji.codePointAt(0)!.toString(16)}.png`));
  }
  console.log(`${name}: ${[...EMOJI].length}`);
}

function placeFor(name: string, file: string): string {
  mkdirSync(join(pictures, name), { recursive: true });
  return join(pictures, name, `${file.replaceAll(/[^a-z0-9]+/gi, '-').slice(-60)}.png`);
}
