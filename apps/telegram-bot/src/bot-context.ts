import type { Standing } from '@dualedit/conversation';
import { hasSafetyChecker, type Pack } from '@dualedit/core';
import type { Jobs, User } from '@dualedit/jobs';
import type { Logger } from '@dualedit/service';
import type { Api } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Config } from './config.js';
import type { Later } from './later.js';
import type { Pace } from './pace.js';

export const FRONT_END = 'telegram';

/** What every handler works with. */
export interface BotContext {
  config: Config;
  jobs: Jobs;
  log: Logger;
  /** For handlers: asks again a few times where Telegram says so, and where the line drops. */
  api: Api;
  /** For deliveries: asks once, since the job store repeats them. */
  once: Api;
  /** For progress: asks now or not at all. */
  passing: Api;
  pace: Pace;
  later: Later;
  standing: Standing;
  me: UserFromGetMe;
  pack: Pack;
  /** Aborts when the bot is asked to end; what waits then ends, and is done by the next process. */
  stopping: AbortSignal;
}

export const userOf = (id: number): User => ({ frontEnd: FRONT_END, id: String(id) });

/** Whether the pack has a safety checker, and results are looked at by it. */
export const isChecked = ({ config, pack }: Pick<BotContext, 'config' | 'pack'>): boolean =>
  config.DUALEDIT_SAFETY_CHECK && hasSafetyChecker(pack.folder);
