/** Words that nobody may ask for: everywhere, or in one place; in every language, or in one. */
export interface BannedPhrase {
  frontEnd: string;
  /** `guild:1` or `chat:2`; empty for everywhere. */
  place: string;
  /** Such as `de`; empty for every language. */
  locale: string;
  phrase: string;
}

/** One act of somebody in charge. */
export interface Act {
  frontEnd: string;
  /** Where it was done; empty for everywhere. */
  place: string;
  /** Whose act it was, as the platform writes users. */
  actor: string;
  /** Such as `block`, `limits`, `delete`. */
  action: string;
  /** A subject or a job. */
  about: string;
  note: string;
}

export interface Moderation {
  ban(phrase: BannedPhrase): Promise<void>;
  /** @returns whether it was banned */
  unban(phrase: BannedPhrase): Promise<boolean>;
  banned(frontEnd: string, place?: string): Promise<BannedPhrase[]>;
  /** Keeps an act for 90 days. */
  record(act: Act): Promise<void>;
  /** Newest first, at most `limit` (20). */
  acts(frontEnd: string, place?: string, limit?: number): Promise<(Act & { at: Date })[]>;
  /** A place has another name now: its rules, quotas, banned words and unfinished jobs' counts follow. */
  renamePlace(frontEnd: string, from: string, to: string): Promise<void>;
}
