import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DualeditError, type Picture, throwIfAborted } from '@dualedit/foundation';
import { Tokenizer } from '@huggingface/tokenizers';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { readJson } from '../pack/read-json.js';
import { bytesIn, openSession, type SessionDevice } from '../session/session.js';
import { toFloats, toTensor } from '../session/tensors.js';
import { openImageProcessor } from '../vision/image-processor.js';
import { type DecoderStep, greedySearch } from './greedy.js';

const folderIn = (pack: string) => join(pack, 'captioner');

/** Whether a pack has a captioner. */
export function hasCaptioner(pack: string): boolean {
  return existsSync(join(folderIn(pack), 'config.json'));
}

/**
 * Bytes of a pack's captioner: of the larger of its two models, which are never open together.
 * @throws DualeditError `pack-incomplete`
 */
export async function captionerBytes(pack: string): Promise<number> {
  checkCaptioner(pack);
  const models = ['encoder_model.onnx', 'decoder_model.onnx'];
  return Math.max(...(await Promise.all(models.map((name) => bytesIn(join(folderIn(pack), 'onnx'), name)))));
}

/** What a config, or that of generation, says of where texts begin and end. */
interface TokenConfig {
  decoder_start_token_id?: number;
  bos_token_id?: number;
  eos_token_id?: number | number[];
  max_length?: number;
  decoder?: TokenConfig;
}

/** Longer than any sentence that such models were taught. */
const LONGEST = 40;

/**
 * Says in a sentence what a picture shows, by an encoder and decoder in the layout of transformers.js (ViT and GPT-2,
 * say), by greedy search. The models are open only while it does: they are large, and needed once an edit.
 *
 * @throws DualeditError `pack-incomplete`, `pack-unreadable`, `model-unreadable`, `model-unsupported`, `aborted`
 */
export async function captionPicture(
  pack: string,
  picture: Picture,
  { device, signal }: { device?: SessionDevice; signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const path = (...names: string[]) => join(folderIn(pack), ...names);
  checkCaptioner(pack);
  const pixels = await (await openImageProcessor(path('preprocessor_config.json')))(picture);
  const tokens = await tokensOf(path);
  const seen = await withSession(path('onnx', 'encoder_model.onnx'), device, async (session) => {
    const [input] = session.inputMetadata;
    const type = input!.isTensor ? input!.type : 'float32';
    const outputs = await session.run({
      [input!.name]: toTensor(type, pixels.values, [1, 3, pixels.height, pixels.width]),
    });
    return outputs.last_hidden_state ?? outputs[session.outputNames[0]!]!;
  });
  throwIfAborted(signal);
  const ids = await withSession(path('onnx', 'decoder_model.onnx'), device, (session) =>
    greedySearch({ step: decoderStep(session, seen, path('onnx', 'decoder_model.onnx')), ...tokens, signal }),
  );
  const tokenizer = new Tokenizer(
    await readJson(path('tokenizer.json')),
    await readJson(path('tokenizer_config.json')),
  );
  return tokenizer.decode(ids, { skip_special_tokens: true }).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}

const FILES = [
  'config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  join('onnx', 'encoder_model.onnx'),
  join('onnx', 'decoder_model.onnx'),
];

function checkCaptioner(pack: string): void {
  const missing = FILES.map((file) => join(folderIn(pack), file)).find((file) => !existsSync(file));
  if (missing !== undefined) throw incomplete(pack, missing);
}

async function tokensOf(path: (...names: string[]) => string) {
  const config = (await readJson(path('config.json'))) as TokenConfig;
  const generation = await readOptional(path('generation_config.json'));
  const places = [generation, config, config.decoder ?? {}];
  const first = <Key extends keyof TokenConfig>(key: Key) =>
    places.find((place) => place[key] !== undefined)?.[key];
  const ends = first('eos_token_id') ?? [];
  return {
    start: first('decoder_start_token_id') ?? first('bos_token_id') ?? 0,
    ends: new Set(typeof ends === 'number' ? [ends] : ends),
    maxLength: Math.min(LONGEST, first('max_length') ?? LONGEST),
  };
}

async function readOptional(path: string): Promise<TokenConfig> {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  return JSON.parse(text) as TokenConfig;
}

/** One run of a decoder without a cache: texts are short, and the picture's states are read once. */
function decoderStep(session: InferenceSession, seen: Tensor, path: string): DecoderStep {
  const unknown = session.inputNames.filter((name) => !INPUTS.has(name));
  if (unknown.length > 0) throw unsupported(path, unknown);
  const typeOf = (name: string) => {
    const input = session.inputMetadata.find((one) => one.name === name);
    return input?.isTensor ? input.type : 'int64';
  };
  return async (ids) => {
    const ones = (length: number) => Array<number>(length).fill(1);
    const states = seen.dims[1]!;
    const all: Record<string, () => Tensor> = {
      input_ids: () => toTensor(typeOf('input_ids'), ids, [1, ids.length]),
      attention_mask: () => toTensor(typeOf('attention_mask'), ones(ids.length), [1, ids.length]),
      encoder_hidden_states: () => seen,
      encoder_attention_mask: () => toTensor(typeOf('encoder_attention_mask'), ones(states), [1, states]),
    };
    const feeds = Object.fromEntries(session.inputNames.map((name) => [name, all[name]!()]));
    const { logits } = await session.run(feeds, ['logits']);
    const values = toFloats(logits!);
    return values.subarray(values.length - logits!.dims.at(-1)!);
  };
}

const INPUTS = new Set(['input_ids', 'attention_mask', 'encoder_hidden_states', 'encoder_attention_mask']);

async function withSession<T>(
  path: string,
  device: SessionDevice | undefined,
  use: (session: InferenceSession) => Promise<T>,
): Promise<T> {
  const session = await openSession(path, device);
  try {
    return await use(session);
  } finally {
    await session.release();
  }
}

function incomplete(pack: string, file: string): DualeditError {
  return new DualeditError({
    code: 'pack-incomplete',
    message: `The captioner of the model pack in ${pack} lacks ${file}.`,
    hint: 'Fetch or export it again, all of it; or say yourself what the picture shows.',
    received: file,
  });
}

function unsupported(path: string, inputs: readonly string[]): DualeditError {
  return new DualeditError({
    code: 'model-unsupported',
    message: `Expected a decoder without a cache in ${path}, but it also takes ${inputs.join(', ')}.`,
    hint: 'Use the export named decoder_model.onnx of a model such as ViT-GPT2.',
    received: inputs,
  });
}
