import { sayStudioLink, textsFor } from '@dualedit/conversation';
import type { Job } from '@dualedit/jobs';
import { studioOf } from '@dualedit/service';
import type { ButtonInteraction } from 'discord.js';
import type { BotContext } from '../bot-context.js';

/** Answers the presser alone with a link that opens the job in the studio. */
export async function openInStudio(
  { config, jobs, log, stopping }: BotContext,
  interaction: ButtonInteraction,
  job: Job,
): Promise<void> {
  const say = textsFor(interaction.locale);
  // in angle brackets, Discord asks nobody for a preview of it
  const written = (link: string) => `<${link}>`;
  const content = await sayStudioLink(say, job, studioOf(config), { jobs, log, signal: stopping, written });
  await interaction.editReply(content);
}
