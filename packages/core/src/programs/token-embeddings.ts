import { type Graph, ops, prune, readModel, specialize, type Value, vjp } from '@dualedit/onnx-autograd';
import type { SessionDevice } from '../session/session.js';
import { isWeight } from '../surgery/weight.js';
import { compiled } from './compiled.js';
import { preciseInput, withLossScale } from './loss-scale.js';
import { Program } from './program.js';

/** The text encoder from its token embeddings on, and its gradient. */
export interface TokenEmbeddings {
  /** The embeddings of tokens, [tokens · width]. */
  embed(ids: readonly number[]): Promise<Float32Array>;
  /** The last hidden states of embeddings, [tokens · width]. */
  encode(embeddings: Float32Array): Promise<Float32Array>;
  /** The gradient by the embeddings of a loss whose gradient by the last hidden states is known. */
  pullback(embeddings: Float32Array, gradient: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}

const STATES = 'last_hidden_state';
const COTANGENT = 'cotangent';
const PULLED = 'gradient by embeddings';

/**
 * Compiles a text encoder, whose embedding table is found by structure: the first lookup of the token ids in a weight.
 * @throws OnnxAutogradError `operator-without-rule`
 */
export async function openTokenEmbeddings(
  path: string,
  tokens: number,
  device?: SessionDevice,
): Promise<TokenEmbeddings> {
  const model = await readModel(path);
  const ids = model.inputs[0]!.name;
  const fixed = await specialize(model, { [ids]: [1, tokens] });

  const lookup = fixed.clone();
  const embed = await open(
    'token embeddings',
    prune(lookup, [asOutput(lookup, tableLookup(lookup, ids))]),
    device,
  );

  const forward = fixed.clone();
  const own = cutAtEmbeddings(forward, ids);
  const encode = await open('text encoder', prune(forward, [asOutput(forward, STATES)]), device);

  const backward = fixed.clone();
  const { input, isHalf } = cutAtEmbeddings(backward, ids);
  const o = ops(backward);
  const cotangent = backward.addInput(COTANGENT, 'float32', backward.shape(STATES));
  const [pulled] = vjp(backward, [o.cast(STATES, 'float32')], [cotangent], [input]);
  const pullback = await open(
    'text encoder gradient',
    prune(backward, [backward.addOutput(pulled!, PULLED)]),
    device,
  );

  const only = (outputs: Record<string, Float32Array>) => Object.values(outputs)[0]!;
  return {
    embed: async (tokenIds) => only(await embed.run({ [ids]: tokenIds })),
    encode: async (embeddings) => only(await encode.run({ [own.input]: embeddings })),
    pullback: (embeddings, gradient) =>
      withLossScale(isHalf, async (scale) => {
        const scaled = scale === 1 ? gradient : gradient.map((value) => scale * value);
        const result = only(await pullback.run({ [input]: embeddings, [COTANGENT]: scaled }));
        return scale === 1 ? result : result.map((value) => value / scale);
      }),
    release: async () => {
      await Promise.all([embed, encode, pullback].map((program) => program.release()));
    },
  };
}

const open = (name: string, graph: Graph, device?: SessionDevice) =>
  Program.open(name, compiled(graph), device);

/** The value as an output, in float32. */
function asOutput(graph: Graph, value: Value): Value {
  if (graph.outputs.some(({ name }) => name === value)) return value;
  return graph.addOutput(ops(graph).cast(value, 'float32'), 'embeddings');
}

/** Makes the embeddings an input in place of the token ids. */
function cutAtEmbeddings(graph: Graph, ids: Value): { input: Value; isHalf: boolean } {
  const looked = tableLookup(graph, ids);
  const own = graph.addInput('token_embeddings', graph.type(looked), graph.shape(looked));
  graph.replaceUses(looked, own);
  const input = preciseInput(graph, own);
  return { input, isHalf: input !== own };
}

function tableLookup(graph: Graph, ids: Value): Value {
  const fromIds = graph.dependents([ids], { dataOnly: true });
  const lookup = graph
    .sorted()
    .find(
      ({ opType, inputs }) => opType === 'Gather' && isWeight(graph, inputs[0]!) && fromIds.has(inputs[1]!),
    );
  return lookup!.outputs[0]!;
}
