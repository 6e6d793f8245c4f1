import type { Relation } from '@dualedit/foundation';
import type { Scene, SceneObject } from './scene.js';

/** Whether an object of a scene stands in a relation to another. */
export function isNear(scene: Scene, object: SceneObject, relation: Relation, other: SceneObject): boolean {
  const depth = ({ id }: SceneObject) => scene.objects.findIndex((one) => one.id === id);
  if (object.id === other.id) return false;
  switch (relation) {
    case 'next-to':
      return Math.abs(object.x - other.x) <= object.size + other.size;
    case 'left-of':
      return object.x < other.x;
    case 'right-of':
      return object.x > other.x;
    case 'above':
      return object.y < other.y;
    case 'under':
      return object.y > other.y;
    case 'behind':
      return depth(object) < depth(other);
    case 'in-front-of':
      return depth(object) > depth(other);
    case 'with':
      return other.wornBy === object.id || object.wornBy === other.id;
  }
}
