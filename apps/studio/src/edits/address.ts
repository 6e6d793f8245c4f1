import type { Job, JsonObject } from '@dualedit/jobs';
import type { EditSettings } from '../contract.js';

/** What the studio remembers of an edit, beside what the job store does. */
export interface Address {
  /** Id of the picture. */
  picture: string;
  language?: string;
  parent?: string;
  settings: EditSettings;
  variants: number;
  /** Indices of the edits whose masks were painted. */
  given: number[];
  /** Whether the user has kept one of the variants. */
  isKept?: boolean;
}

export const addressOf = ({ address }: Job) => address as unknown as Address;

export const asJson = (address: Address) => ({ ...address }) as unknown as JsonObject;
