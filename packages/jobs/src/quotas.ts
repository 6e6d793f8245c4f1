/**
 * What administrators of a place allow there, within the operator's {@link Limits}. A `subject` is a place (`guild:1`,
 * `chat:2`, `channel:3`), a role (`role:4`) or somebody (`member:1:5`, or a user's id). What is absent follows the
 * operator's limits.
 */
export interface Quota {
  frontEnd: string;
  subject: string;
  /** The place whose administrators set it; empty for the operator. */
  place: string;
  /** Jobs that each person may ask for in any 60 minutes, and in any 24 hours. */
  eachHour?: number | undefined;
  eachDay?: number | undefined;
  /** Seconds between two requests of a person. */
  cooldownSeconds?: number | undefined;
  /** Jobs that all people together may ask for in a place in any 24 hours. */
  allDay?: number | undefined;
}

/** How much of a limit is used. */
export interface Allowance {
  used: number;
  most: number;
  /** Until there is one more than now; absent if nothing is used. */
  nextInSeconds?: number;
}

/** What somebody may still ask for. */
export interface QuotaState {
  inFlight: Allowance;
  hour: Allowance;
  /** Absent if there is no such limit. */
  day?: Allowance;
  /** Seconds until the next request is taken, if that is not now. */
  cooldown?: number;
  /** What all people of the place together may ask for, if its administrators limit that. */
  place?: Allowance;
}

export interface Quotas {
  /** What a user may still ask for in these groups, and when there is more. */
  of(user: { frontEnd: string; id: string }, groups?: readonly string[]): Promise<QuotaState>;
  /** Sets or replaces a quota; one without any value is removed. */
  set(quota: Quota): Promise<void>;
  list(frontEnd: string, place?: string): Promise<Quota[]>;
}
