/** The bytes of a NumPy array file (format 1.0) of uint8 in C order, whose shape is `shape`. */
export function npyBytes(data: Uint8Array, shape: readonly number[]): Buffer {
  const description = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  // Magic, version and length take 10 bytes; the header ends with a newline at a multiple of 64.
  const length = Math.ceil((10 + description.length + 1) / 64) * 64 - 10;
  const head = Buffer.alloc(10 + length, 0x20);
  head.write('\x93NUMPY\x01\x00', 'latin1');
  head.writeUInt16LE(length, 8);
  head.write(description, 10, 'latin1');
  head[head.length - 1] = 0x0a;
  return Buffer.concat([head, data]);
}
