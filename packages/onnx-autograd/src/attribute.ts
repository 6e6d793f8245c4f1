import { OnnxAutogradError } from './error.js';
import type { Attribute, Attributes, Tensor } from './types.js';

export const int = (value: number): Attribute => ({ type: 'int', value: BigInt(value) });
export const ints = (values: readonly number[]): Attribute => ({ type: 'ints', value: values.map(BigInt) });
export const float = (value: number): Attribute => ({ type: 'float', value });
export const text = (value: string): Attribute => ({ type: 'string', value });
export const tensor = (value: Tensor): Attribute => ({ type: 'tensor', value });

/** What reads attributes: a node, or anything with its two fields. */
type Holder = { readonly opType: string; readonly attributes: Attributes };

function read<T extends Attribute['type']>(node: Holder, name: string, type: T) {
  const attribute = node.attributes[name];
  if (attribute === undefined) return undefined;
  if (attribute.type === type) return attribute.value as Extract<Attribute, { type: T }>['value'];
  throw new OnnxAutogradError({
    code: 'attribute-type',
    message: `Attribute ${name} of ${node.opType}: expected ${type}, received ${attribute.type}.`,
    hint: 'The model breaks the ONNX specification; export it again.',
  });
}

export function intAttribute(node: Holder, name: string): number | undefined;
export function intAttribute(node: Holder, name: string, otherwise: number): number;
export function intAttribute(node: Holder, name: string, otherwise?: number): number | undefined {
  const value = read(node, name, 'int');
  return value === undefined ? otherwise : Number(value);
}

export function intsAttribute(node: Holder, name: string): number[] | undefined;
export function intsAttribute(node: Holder, name: string, otherwise: number[]): number[];
export function intsAttribute(node: Holder, name: string, otherwise?: number[]): number[] | undefined {
  return read(node, name, 'ints')?.map(Number) ?? otherwise;
}

export function floatAttribute(node: Holder, name: string, otherwise: number): number {
  return read(node, name, 'float') ?? otherwise;
}

export function textAttribute(node: Holder, name: string, otherwise: string): string {
  return read(node, name, 'string') ?? otherwise;
}

export function tensorAttribute(node: Holder, name: string): Tensor | undefined {
  return read(node, name, 'tensor');
}
