import { objectPhrase, type Scene, type SceneObject } from '@dualedit/diorama';

/** How a command names a thing: by its noun, or, if that is not the only one of its kind, by its color too. */
export interface Name {
  source: string;
  /** Words of `source` that are colors. */
  colors: 0 | 1;
}

/** The shortest name that no other thing bears; undefined if it takes more than a color to tell them apart. */
export function nameOf(scene: Scene, object: SceneObject): Name | undefined {
  const alike = scene.objects.filter(({ noun, id }) => noun === object.noun && id !== object.id);
  if (alike.length === 0) return { source: object.noun, colors: 0 };
  const isPlain = object.color !== undefined && object.material === undefined;
  if (!isPlain || alike.some(({ color }) => color === object.color)) return undefined;
  return { source: objectPhrase(object), colors: 1 };
}
