import { formatCommand } from '@dualedit/commands';
import { type Scene, vocabulary, type World } from '@dualedit/diorama';
import type { Edit } from '@dualedit/foundation';

/** A command that suits the scene: another colour for the frontmost thing that has one, or another animal. */
export function suggestEdit({ objects }: Scene, world: World): string {
  const { colors, animals } = vocabulary(world);
  const common = { which: { type: 'best' }, strength: 1, span: [0, 0] } satisfies Partial<Edit>;
  const coloured = objects.findLast(({ color }) => color !== undefined);
  if (coloured) {
    const next = colors[(colors.indexOf(coloured.color!) + colors.length / 2) % colors.length]!;
    return formatCommand([{ source: coloured.noun, target: next, kind: 'attribute', ...common }]);
  }
  const source = objects.at(-1)!.noun;
  const target = animals.find((animal) => animal !== source)!;
  return formatCommand([{ source, target, kind: 'object', ...common }]);
}
