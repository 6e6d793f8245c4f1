import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { gradient } from './gradient/gradient.js';
import type { Graph } from './graph.js';
import { readModel } from './io/read.js';
import { createSession } from './io/session.js';
import { ops } from './ops/ops.js';
import { prune } from './prune.js';
import { specialize } from './specialize/specialize.js';
import { readGolden, relativeError } from './testing/golden.js';

const fixtures = fileURLToPath(new URL('__fixtures__/parts', import.meta.url));

/** Further folders that scripts/export_parts.py made. */
const more = (process.env.PART_EXPORTS ?? '').split(',').filter(Boolean);

const folders = [...readdirSync(fixtures).map((name) => join(fixtures, name)), ...more];

/** The picture or latent; in a text encoder, which takes integers, the embeddings that they pick. */
function differentiated(graph: Graph): string {
  if (graph.inputs[0]!.name === 'sample') return 'sample';
  const ofTokens = graph.dependents(['input_ids'], { dataOnly: false });
  return graph.sorted().find(({ opType, inputs }) => opType === 'Gather' && ofTokens.has(inputs[1]!))!
    .outputs[0]!;
}

describe.each(folders.map((folder) => [basename(folder), folder]))('%s', (_, folder) => {
  it('agrees with PyTorch on the gradient of mean(y³)', async () => {
    const golden = readGolden(folder);
    const model = await readModel(join(folder, 'model.onnx'));
    const { name } = model.inputs[0]!;
    const graph = await specialize(model, { [name]: golden.shape(name) });
    const o = ops(graph);
    const y = graph.outputs[0]!.name;
    const loss = o.reduceMean(o.pow(y, 3));
    const [slope] = gradient(graph, loss, [differentiated(graph)]);
    const program = prune(graph, [loss, slope!]);
    const session = await createSession(program);
    const results = await session.run({ [name]: golden.feed(program.inputs[0]!) });
    const error = (value: string, of: string) =>
      relativeError(results[value]!.data as Float32Array, golden.values(of));
    expect(error(loss, 'loss')).toBeLessThan(1e-4);
    expect(error(slope!, 'gradient')).toBeLessThan(1e-4);
    await session.release();
  });
});
