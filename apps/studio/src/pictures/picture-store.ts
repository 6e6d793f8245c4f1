import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DualeditError, formatLike, type Note, note, openPicture, type Picture } from '@dualedit/foundation';
import type { User } from '@dualedit/jobs';
import { unknownPicture } from '../http/errors.js';

/** What is known of a picture that somebody sent. */
export interface StoredPicture {
  id: string;
  width: number;
  height: number;
  kind: string;
  notes: Note[];
}

const ID = /^[\da-f]{64}$/;

export interface PictureLimits {
  pictureBytes: number;
  picturePixels: number;
}

/**
 * The pictures that people sent, as files under their SHA-256, in a folder per user: what is about to be edited, or is
 * part of the history. An edit has its own copy.
 */
export class PictureStore {
  private readonly folder: string;
  private readonly limits: PictureLimits;
  private readonly known = new Map<string, StoredPicture>();

  constructor(folder: string, limits: PictureLimits) {
    this.folder = folder;
    this.limits = limits;
  }

  /** Stores a picture that can be decoded. @throws DualeditError `picture-…` */
  async add(user: User, bytes: Uint8Array): Promise<StoredPicture> {
    if (bytes.length > this.limits.pictureBytes) throw tooHeavy(bytes.length, this.limits.pictureBytes);
    const id = createHash('sha256').update(bytes).digest('hex');
    const stored = await this.describe(id, bytes);
    await mkdir(this.folderOf(user), { recursive: true, mode: 0o700 });
    await writeFile(this.pathOf(user, id), bytes, { mode: 0o600 });
    return stored;
  }

  /** @throws DualeditError `picture-unknown` */
  async read(user: User, id: string): Promise<Uint8Array<ArrayBuffer>> {
    if (!ID.test(id)) throw unknownPicture(id);
    const path = this.pathOf(user, id);
    const bytes = await readFile(path).catch(unlessMissing);
    if (!bytes) throw unknownPicture(id);
    // Somebody works with it: it is not swept away.
    const now = new Date();
    await utimes(path, now, now).catch(unlessMissing);
    return new Uint8Array(bytes);
  }

  /** @throws DualeditError `picture-unknown` */
  async info(user: User, id: string): Promise<StoredPicture> {
    const bytes = await this.read(user, id);
    return this.known.get(id) ?? this.describe(id, bytes);
  }

  /** Of a picture that was added or whose `info` was asked for. */
  sizeOf(id: string): Pick<StoredPicture, 'width' | 'height'> {
    return this.known.get(id)!;
  }

  /** The pixels, upright and in sRGB. @throws DualeditError `picture-unknown` */
  async decode(user: User, id: string): Promise<Picture> {
    return (await this.open(await this.read(user, id))).picture;
  }

  async remove(user: User, id: string): Promise<void> {
    if (ID.test(id)) await rm(this.pathOf(user, id), { force: true });
    this.known.delete(id);
  }

  async removeAll(user: User): Promise<void> {
    await rm(this.folderOf(user), { recursive: true, force: true });
    this.known.clear();
  }

  /** The ids of all users of whom there are pictures, or were. */
  users(): Promise<string[]> {
    return readdir(this.folder).catch(() => []);
  }

  /** Removes what no edit refers to and nobody has used for `idleMs`. */
  async sweep(isUsed: (userId: string, id: string) => boolean, idleMs: number): Promise<void> {
    for (const user of await this.users()) {
      // a guest may leave meanwhile
      for (const id of await readdir(join(this.folder, user)).catch(() => [])) {
        const path = join(this.folder, user, id);
        const info = await stat(path).catch(unlessMissing);
        const isIdle = info !== undefined && Date.now() - info.mtimeMs > idleMs;
        if (isIdle && !isUsed(user, id)) await rm(path, { force: true });
      }
    }
  }

  private async describe(id: string, bytes: Uint8Array): Promise<StoredPicture> {
    const { picture, original } = await this.open(bytes);
    const format = formatLike(original);
    const notes = [
      ...(original.pages > 1 ? [note(original.format === 'tiff' ? 'first-page' : 'first-frame')] : []),
      ...(format === 'jpeg' ? [note('jpeg-reencodes')] : []),
    ];
    const { width, height } = picture;
    const stored = { id, width, height, kind: original.format, notes };
    this.known.set(id, stored);
    return stored;
  }

  private open(bytes: Uint8Array) {
    return openPicture(bytes, { maxPixels: this.limits.picturePixels });
  }

  /** The names of users are checked where tokens are read. */
  private folderOf({ id }: User): string {
    return join(this.folder, id);
  }

  private pathOf(user: User, id: string): string {
    return join(this.folderOf(user), id);
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function tooHeavy(received: number, most: number): DualeditError {
  return new DualeditError({
    code: 'picture-too-heavy',
    message: `Expected a picture of at most ${most} bytes but received ${received}.`,
    hint: 'Scale it down, or save it as JPEG.',
    received,
  });
}
