/** Tags of Exif 2.32 that are read or removed here. */
const ORIENTATION = 0x0112;
const EXIF_IFD = 0x8769;
const GPS_IFD = 0x8825;
/** What tells one camera or person from others: serial numbers, owner, notes of the maker, and where it was. */
const IDENTIFYING = new Set([GPS_IFD, 0x927c, 0xa420, 0xa430, 0xa431, 0xa435, 0xc62f, 0x013c, 0x9286]);

/** Bytes of one value of each type, by the number of the type. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

const PREFIX = 'Exif\0\0';

/**
 * EXIF for an edited picture that stands upright: orientation 1, and without the thumbnail, which shows the picture as
 * it was. What is removed is overwritten.
 * @param exif with or without the prefix `Exif\0\0`; returned without it
 * @param strip whether position, serial numbers, owner and the notes of the maker are removed, too
 * @returns undefined if it cannot be read
 */
export function editedExif(exif: Uint8Array, { strip }: { strip: boolean }): Uint8Array | undefined {
  const hasPrefix = Buffer.from(exif.subarray(0, PREFIX.length)).toString('latin1') === PREFIX;
  const bytes = Uint8Array.from(hasPrefix ? exif.subarray(PREFIX.length) : exif);
  try {
    edit(new Tiff(bytes), strip);
    return bytes;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function edit(tiff: Tiff, strip: boolean): void {
  const first = tiff.readIfd(tiff.firstIfd);
  if (first.next !== 0) tiff.eraseIfd(first.next);
  for (const entry of first.entries) {
    if (entry.tag === ORIENTATION) tiff.setShort(entry, 1);
    if (entry.tag === EXIF_IFD && strip) tiff.keepEntries(tiff.offsetIn(entry), isHarmless);
  }
  tiff.keepEntries(tiff.firstIfd, (tag) => !strip || isHarmless(tag), 0);
}

const isHarmless = (tag: number) => !IDENTIFYING.has(tag);

interface Entry {
  /** Where it stands. */
  at: number;
  tag: number;
  /** Bytes of its value, which stands elsewhere if there are more than four. */
  size: number;
}

/** The structure of TIFF that EXIF is written in. Reading beyond its end throws a RangeError. */
class Tiff {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly isLittle: boolean;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.isLittle = this.view.getUint16(0) === 0x4949;
    if (this.view.getUint16(2, this.isLittle) !== 42) throw new RangeError('no TIFF');
  }

  get firstIfd(): number {
    return this.view.getUint32(4, this.isLittle);
  }

  readIfd(at: number): { entries: Entry[]; next: number } {
    const count = this.view.getUint16(at, this.isLittle);
    const entries = Array.from({ length: count }, (_, i): Entry => {
      const entry = at + 2 + 12 * i;
      const bytes = TYPE_BYTES[this.view.getUint16(entry + 2, this.isLittle)] ?? 1;
      const size = bytes * this.view.getUint32(entry + 4, this.isLittle);
      return { at: entry, tag: this.view.getUint16(entry, this.isLittle), size };
    });
    return { entries, next: this.view.getUint32(at + 2 + 12 * count, this.isLittle) };
  }

  setShort({ at }: Entry, value: number): void {
    this.view.setUint16(at + 8, value, this.isLittle);
  }

  /** Where the value stands of an entry that is an offset. */
  offsetIn({ at }: Entry): number {
    return this.view.getUint32(at + 8, this.isLittle);
  }

  /** Removes the entries of an IFD whose tags are not kept, with their values. */
  keepEntries(at: number, keeps: (tag: number) => boolean, next?: number): void {
    const { entries, next: old } = this.readIfd(at);
    const kept = entries.filter(({ tag }) => keeps(tag));
    const lines = kept.map((entry) => this.bytes.slice(entry.at, entry.at + 12));
    for (const entry of entries) if (!keeps(entry.tag)) this.eraseValue(entry);
    this.bytes.fill(0, at, at + 6 + 12 * entries.length);
    this.view.setUint16(at, kept.length, this.isLittle);
    for (const [i, line] of lines.entries()) this.bytes.set(line, at + 2 + 12 * i);
    this.view.setUint32(at + 2 + 12 * kept.length, next ?? old, this.isLittle);
  }

  /** Overwrites an IFD with all values, and the thumbnail if it has one. */
  eraseIfd(at: number): void {
    const { entries } = this.readIfd(at);
    const offsetOf = (tag: number) => {
      const entry = entries.find((some) => some.tag === tag);
      return entry && this.offsetIn(entry);
    };
    const [thumbnail, length] = [offsetOf(0x0201), offsetOf(0x0202)];
    if (thumbnail !== undefined && length !== undefined) this.bytes.fill(0, thumbnail, thumbnail + length);
    for (const entry of entries) this.eraseValue(entry);
    this.bytes.fill(0, at, at + 6 + 12 * entries.length);
  }

  private eraseValue(entry: Entry): void {
    if (entry.tag === GPS_IFD) this.eraseIfd(this.offsetIn(entry));
    else if (entry.size > 4) this.bytes.fill(0, this.offsetIn(entry), this.offsetIn(entry) + entry.size);
  }
}
