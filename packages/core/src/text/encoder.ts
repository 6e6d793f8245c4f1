import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { openSession } from '../model/session.js';

/** The text half of CLIP: token ids to the states that the UNet attends to. */
export class TextEncoder {
  private readonly session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.session = session;
  }

  static async open(path: string): Promise<TextEncoder> {
    return new TextEncoder(await openSession(path));
  }

  /** Last hidden states of one text, [tokens, width]. */
  async encode(ids: readonly number[]): Promise<Float32Array> {
    const [input] = this.session.inputMetadata;
    const wide = input!.isTensor && input!.type === 'int64';
    const tensor = wide
      ? new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length])
      : new Tensor('int32', Int32Array.from(ids), [1, ids.length]);
    const outputs = await this.session.run({ [input!.name]: tensor });
    return outputs.last_hidden_state!.data as Float32Array;
  }
}
