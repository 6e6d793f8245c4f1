import type { Database } from '../database/database.js';
import type { Engine } from '../engine/engine.js';
import type { Limits } from '../limits.js';
import type { Signals } from '../signals.js';
import type { Contents } from './contents.js';

export interface Settings {
  limits: Limits;
  tries: number;
  keepPicturesHours: number;
  keepJobsDays: number;
  leaseSeconds: number;
  /** Hears of what goes wrong in the background, where nobody waits for a promise. */
  onTrouble: (error: unknown) => void;
}

/** What every operation works on. */
export interface Store {
  database: Database;
  contents: Contents;
  engine: Engine;
  signals: Signals;
  settings: Settings;
}
