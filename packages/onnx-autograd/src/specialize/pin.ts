import { OnnxAutogradError } from '../error.js';
import { Graph } from '../graph.js';
import type { Port, Shape } from '../types.js';

/** The same graph with the dims of its inputs as numbers. */
export function pinInputs(graph: Graph, shapes: Readonly<Record<string, Shape>>): Graph {
  for (const name of Object.keys(shapes)) {
    if (!graph.inputs.some((port) => port.name === name)) throw unknownInput(graph, name);
  }
  const pinned = new Graph({ opset: graph.opset, isStatic: false });
  for (const port of graph.inputs)
    pinned.addInput(port.name, port.type, pinnedShape(port, shapes[port.name]));
  for (const [name, tensor] of graph.initializers) pinned.addInitializer(name, tensor);
  for (const { opType, inputs, outputs, attributes, name } of graph.nodes) {
    pinned.addNode(opType, inputs, { outputs, attributes, name });
  }
  for (const port of graph.outputs) pinned.addOutput(port.name, port.name, port);
  return pinned;
}

function pinnedShape({ name, shape }: Port, given: Shape | undefined): Shape {
  const wanted = `[${shape.map((dim) => dim || '?').join(', ')}]`;
  if (!given) {
    if (shape.every((dim) => typeof dim === 'number')) return shape;
    throw new OnnxAutogradError({
      code: 'dim-unknown',
      message: `Input ${name} has the symbolic shape ${wanted} and no shape was given for it.`,
      hint: `Pass its shape: specialize(graph, { ${name}: [...] }).`,
    });
  }
  const fits =
    given.length === shape.length && shape.every((dim, at) => typeof dim === 'string' || dim === given[at]);
  if (fits) return given;
  throw new OnnxAutogradError({
    code: 'dim-mismatch',
    message: `Input ${name}: expected a shape that fits ${wanted}, received [${given.join(', ')}].`,
    hint: 'Give each fixed dim the number that the model declares.',
    received: given,
  });
}

function unknownInput(graph: Graph, name: string) {
  return new OnnxAutogradError({
    code: 'input-unknown',
    message: `The model has no input ${name}; it has ${graph.inputs.map((port) => port.name).join(', ')}.`,
    hint: 'Name the inputs as the model does.',
    received: name,
  });
}
