/** A bot that is connected to its platform. */
export interface RunningBot {
  /** Whether it hears of what people ask. */
  ready(): boolean | Promise<boolean>;
  /** Resolves with the reason if the bot cannot go on, such as a token that was revoked. */
  broken: Promise<Error>;
  /** Takes nothing new, and resolves when what is under way is answered. */
  stop(): Promise<void>;
}
