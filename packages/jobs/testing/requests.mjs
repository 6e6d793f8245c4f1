import { renderScene } from '@dualedit/diorama';
import { encodePicture } from '@dualedit/foundation';

/**
 * A cat and a blue ball in the snow, as the embedded model knows them.
 * @type {import('@dualedit/diorama').Scene}
 */
export const SCENE = {
  seed: 900_000_011,
  background: 'snow',
  objects: [
    { id: 1, noun: 'cat', x: 64, y: 118, size: 80 },
    { id: 2, noun: 'ball', color: 'blue', x: 100, y: 120, size: 30 },
  ],
};
export const PROMPT = 'a cat next to a blue ball in the snow';

/** @type {Promise<Buffer> | undefined} */
let picture;

/**
 * A request of `user` for an edit of the thing `name`, in a message of its own.
 * @param {string} name
 * @param {Omit<Partial<import('../src/index.js').JobRequest>, 'user'> & { user?: string }} [changes]
 * @returns {Promise<import('../src/index.js').JobRequest>}
 */
export async function requestOf(name, { user = 'u1', ...changes } = {}) {
  picture ??= renderScene(SCENE, 96).then((scene) => encodePicture(scene));
  return {
    user: { frontEnd: 'chat', id: user },
    address: { message: `m-${name}` },
    key: `update-${name}`,
    picture: await picture,
    command: `${name}→red`,
    edits: [
      { source: name, target: 'red', kind: 'attribute', which: { type: 'best' }, strength: 1, span: [0, 8] },
    ],
    ...changes,
  };
}
