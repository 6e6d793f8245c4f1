import { createModelSession, type ModelSession } from '../session/model-session.js';
import type { SessionDevice } from '../session/session.js';

/** The text half of CLIP: token ids to the text embedding that the UNet attends to. */
export class TextEncoder {
  private readonly session: ModelSession;

  private constructor(session: ModelSession) {
    this.session = session;
  }

  /** @throws DualeditError `model-unreadable` */
  static async open(path: string, device?: SessionDevice): Promise<TextEncoder> {
    return new TextEncoder(await createModelSession(path, { device }));
  }

  /** Last hidden states of one text, [tokens, width]. */
  async encode(ids: readonly number[]): Promise<Float32Array> {
    const outputs = await this.session.run(ids, [1, ids.length]);
    return outputs.last_hidden_state!;
  }

  /** Frees the model's memory. */
  async release(): Promise<void> {
    await this.session.release();
  }
}
