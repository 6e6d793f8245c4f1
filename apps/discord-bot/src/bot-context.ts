import type { Standing } from '@dualedit/conversation';
import { hasSafetyChecker, type Pack } from '@dualedit/core';
import type { Jobs, User } from '@dualedit/jobs';
import type { Logger } from '@dualedit/service';
import type { Client, REST } from 'discord.js';
import type { Acknowledgements } from './acknowledgements.js';
import type { Config } from './config.js';

export const FRONT_END = 'discord';

/** What every handler works with. */
export interface BotContext {
  config: Config;
  jobs: Jobs;
  log: Logger;
  client: Client<true>;
  rest: REST;
  pack: Pack;
  acknowledgements: Acknowledgements;
  standing: Standing;
  /** Aborts when the bot is asked to end; what waits then ends. */
  stopping: AbortSignal;
}

export const userOf = (id: string): User => ({ frontEnd: FRONT_END, id });

/** Whether the pack has a safety checker, and results are looked at by it. */
export const isChecked = ({ config, pack }: Pick<BotContext, 'config' | 'pack'>): boolean =>
  config.DUALEDIT_SAFETY_CHECK && hasSafetyChecker(pack.folder);
