import type { Figures } from '@dualedit/jobs';
import { type ChatInputCommandInteraction, escapeMarkdown, MessageFlags } from 'discord.js';
import { type Desk, FRONT_END } from '../desk.js';

const MIB = 2 ** 20;

/** `/admin`: figures, pause, rules; for the users that the configuration names. */
export async function admin({ jobs, config }: Desk, interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  if (!config.DISCORD_ADMINS.includes(interaction.user.id)) {
    await interaction.editReply('Only those whom DISCORD_ADMINS names may do that.');
    return;
  }
  const verb = interaction.options.getSubcommand();
  const said =
    verb === 'rule' ? await rule({ jobs }, interaction) : await operate({ jobs }, interaction, verb);
  await interaction.editReply({ content: said.slice(0, 2000), allowedMentions: { parse: [] } });
}

async function operate(
  { jobs }: Pick<Desk, 'jobs'>,
  interaction: ChatInputCommandInteraction,
  verb: string,
): Promise<string> {
  if (verb === 'pause') {
    await jobs.admin.pause(interaction.options.getString('reason', true));
    return 'Paused. What runs is finished, nothing new is started.';
  }
  if (verb === 'resume') {
    await jobs.admin.resume();
    return 'Going on.';
  }
  return describe(await jobs.admin.figures(), jobs.limits);
}

function describe(figures: Figures, limits: Desk['jobs']['limits']): string {
  const { jobs, day, pictures, workers, undelivered, paused } = figures;
  const lines = [
    ...(paused === undefined ? [] : [`**Paused:** ${escapeMarkdown(paused)}`]),
    `Queued ${jobs.queued}, running ${jobs.masks + jobs.editing}; the oldest waits ${Math.round(figures.oldestQueuedSeconds)} s`,
    `Last 24 hours: ${day.done} done, ${day.failed} failed, ${day.cancelled} cancelled, ${day.users} users; waited ${day.waitSeconds.toFixed(0)} s, ran ${day.runSeconds.toFixed(0)} s (medians)`,
    ...Object.entries(day.errors).map(([code, count]) => `- ${code}: ${count}`),
    `Pictures: ${pictures.count}, ${(pictures.bytes / MIB).toFixed(1)} MB; not delivered yet: ${undelivered[FRONT_END] ?? 0}`,
    ...workers.map(
      ({ host, device, job, draining }) =>
        `Worker ${host} on ${device || 'auto'}: ${job ? 'busy' : draining ? 'draining' : 'idle'}`,
    ),
    `Limits: ${limits.inFlight} in flight and ${limits.perHour} an hour per user, queue of ${limits.queueLength}, ${(limits.pictureBytes / MIB).toFixed(0)} MB and ${(limits.picturePixels / 1e6).toFixed(0)} megapixels a picture${limits.allowListOnly ? ', invited only' : ''}`,
  ];
  return lines.join('\n');
}

async function rule({ jobs }: Pick<Desk, 'jobs'>, { options }: ChatInputCommandInteraction): Promise<string> {
  const user = options.getUser('user');
  const server = options.getString('server');
  const subjects = [...(user ? [user.id] : []), ...(server ? [`guild:${server}`] : [])];
  if (subjects.length === 0) return 'Name a user or a server.';
  const verb = options.getString('rule', true) as 'allow' | 'block' | 'remove';
  const note = options.getString('note') ?? '';
  for (const subject of subjects) {
    if (verb === 'remove') await jobs.admin.removeRule(FRONT_END, subject);
    else await jobs.admin.setRule({ frontEnd: FRONT_END, subject, rule: verb, note });
  }
  return `${verb}: ${subjects.join(', ')}`;
}
