import { readFile } from 'node:fs/promises';

/** Reads a .npy file of little-endian float32, in C order. */
export async function readNpy(path: string): Promise<{ shape: number[]; data: Float32Array }> {
  const bytes = await readFile(path);
  const headerEnd = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, headerEnd);
  const shape = /'shape': \(([^)]*)\)/.exec(header)![1]!.split(',').map(Number).filter(Boolean);
  return {
    shape,
    data: new Float32Array(bytes.buffer.slice(bytes.byteOffset + headerEnd, bytes.byteOffset + bytes.length)),
  };
}
