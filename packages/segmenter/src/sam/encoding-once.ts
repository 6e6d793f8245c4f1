import type { Picture } from '@dualedit/foundation';
import type { Embedded, Sam } from './sam.js';

/** A SAM that encodes a picture once while somebody holds it. */
export function encodingOnce(sam: Sam): Sam {
  const known = new WeakMap<Picture, Promise<Embedded>>();
  return {
    ...sam,
    embed(picture) {
      const embedded = known.get(picture) ?? sam.embed(picture);
      known.set(picture, embedded);
      return embedded;
    },
  };
}
