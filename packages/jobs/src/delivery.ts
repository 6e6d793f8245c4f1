import type { Job, JsonObject } from './job.js';

/** A finished job on its way to its front end. */
export interface Delivery {
  job: Job;
  /** The same in every attempt: give it to the platform as a nonce where it takes one. */
  key: string;
  /** 1 unless an earlier attempt threw, or its process died before it was acknowledged. */
  attempt: number;
  /** What {@link Delivery.mark} stored last, in this attempt or an earlier one. */
  marked: JsonObject | undefined;
  /**
   * Stores a note that a later attempt sees, such as the id of the message that was just sent. When this
   * resolves it survives the process.
   */
  mark(note: JsonObject): Promise<void>;
  /** Aborts when the delivery has been lost to another process, and ten seconds after it was to stop. */
  signal: AbortSignal;
}

/**
 * Answers on the platform. Resolving acknowledges: the job is never handed out again. Throwing
 * {@link DeliverLater} or anything else has it handed out again later, {@link Undeliverable} never.
 *
 * A delivery is held by one process at a time, under a lease that is renewed while the handler runs; after the
 * process dies, another (or its next start) gets it. Only one gap remains that no store can close: a process
 * that dies after the platform took the answer and before the acknowledgement was stored. A handler closes it
 * by doing what is the same done twice: edit the job's one status message (its id in the address), send under
 * `key` as a nonce, or `mark` what was sent and look at `marked` first.
 */
export type Deliver = (delivery: Delivery) => Promise<void>;

/** Thrown by a handler: not now, such as when the platform says `retry_after`. Does not count as a try. */
export class DeliverLater extends Error {
  override readonly name = 'DeliverLater';
  readonly seconds: number;

  constructor(seconds: number, options?: ErrorOptions) {
    super(`Deliver again in ${seconds} s.`, options);
    this.seconds = seconds;
  }
}

/** Thrown by a handler: never, such as when the chat is gone. The job is kept, its delivery given up. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}

export interface Deliveries {
  /** Takes no new delivery and resolves when the running ones have ended. */
  stop(): Promise<void>;
}
