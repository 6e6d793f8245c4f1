import { renderMasks, type Scene } from '@dualedit/diorama';

/** Side of the pictures that silhouettes are compared in. */
const SIZE = 128;

/** For each object of a scene: whether its silhouette meets another object's. */
export async function overlapping(scene: Scene): Promise<boolean[]> {
  const wholes = (await renderMasks(scene, SIZE)).map(({ whole }) => whole.data);
  return wholes.map((mine, i) =>
    wholes.some((other, j) => i !== j && mine.some((value, pixel) => value > 0 && other[pixel]! > 0)),
  );
}
