import type { FileWindow } from './file-window.js';

/** One field of a protobuf message as it lies in a file. */
export interface Field {
  number: number;
  /** Where the field begins, its tag included. */
  start: number;
  /** Where its payload begins. */
  payload: number;
  end: number;
}

/** A message that ends before it should, or that is not protobuf. */
export class MalformedMessage extends Error {}

/** The fields of the message that lies between two offsets of a file; payloads are not read. */
export function* fieldsOf(file: FileWindow, start: number, end: number): Generator<Field> {
  let at = start;
  const varint = () => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= end) throw new MalformedMessage(`a field ends after byte ${end}`);
      const byte = file.byte(at++);
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new MalformedMessage(`a number at byte ${at} has no end`);
  };
  while (at < end) {
    const begin = at;
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    let payload = at;
    if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === 2) {
      const length = varint();
      payload = at;
      at += length;
    } else throw new MalformedMessage(`unknown wire type ${wire} at byte ${begin}`);
    if (number === 0) throw new MalformedMessage(`field number 0 at byte ${begin}`);
    if (at > end) throw new MalformedMessage(`the field at byte ${begin} ends ${at - end} bytes too late`);
    yield { number, start: begin, payload, end: at };
  }
}

/** Bytes of a message without the fields that `skip` picks out (and may read by itself). */
export function bytesWithout(
  file: FileWindow,
  start: number,
  end: number,
  skip: (field: Field) => boolean,
): Uint8Array {
  const kept: [number, number][] = [];
  for (const field of fieldsOf(file, start, end)) {
    if (skip(field)) continue;
    const last = kept.at(-1);
    if (last && last[1] === field.start) last[1] = field.end;
    else kept.push([field.start, field.end]);
  }
  return Buffer.concat(kept.map(([from, to]) => file.bytes(from, to)));
}
