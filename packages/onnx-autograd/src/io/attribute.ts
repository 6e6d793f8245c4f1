import { create } from '@bufbuild/protobuf';
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as Kind,
} from '../../proto/onnx_pb.js';
import type { Attribute } from '../types.js';
import { readTensor, writeTensor } from './tensor.js';

const text = new TextDecoder();
const bytes = new TextEncoder();

export function readAttribute(proto: AttributeProto, path: string): Attribute {
  switch (proto.type) {
    case Kind.INT:
      return { type: 'int', value: proto.i };
    case Kind.INTS:
      return { type: 'ints', value: proto.ints };
    case Kind.FLOAT:
      return { type: 'float', value: proto.f };
    case Kind.FLOATS:
      return { type: 'floats', value: proto.floats };
    case Kind.STRING:
      return { type: 'string', value: text.decode(proto.s) };
    case Kind.STRINGS:
      return { type: 'strings', value: proto.strings.map((value) => text.decode(value)) };
    case Kind.TENSOR:
      return { type: 'tensor', value: readTensor(proto.t!, path) };
    default:
      return { type: 'other', value: proto };
  }
}

export function writeAttribute(name: string, attribute: Attribute): AttributeProto {
  if (attribute.type === 'other') return attribute.value;
  const proto = create(AttributeProtoSchema, { name });
  switch (attribute.type) {
    case 'int':
      Object.assign(proto, { type: Kind.INT, i: attribute.value });
      break;
    case 'ints':
      Object.assign(proto, { type: Kind.INTS, ints: [...attribute.value] });
      break;
    case 'float':
      Object.assign(proto, { type: Kind.FLOAT, f: attribute.value });
      break;
    case 'floats':
      Object.assign(proto, { type: Kind.FLOATS, floats: [...attribute.value] });
      break;
    case 'string':
      Object.assign(proto, { type: Kind.STRING, s: bytes.encode(attribute.value) });
      break;
    case 'strings':
      Object.assign(proto, {
        type: Kind.STRINGS,
        strings: attribute.value.map((value) => bytes.encode(value)),
      });
      break;
    case 'tensor':
      Object.assign(proto, { type: Kind.TENSOR, t: writeTensor('', attribute.value, (file) => file) });
  }
  return proto;
}
