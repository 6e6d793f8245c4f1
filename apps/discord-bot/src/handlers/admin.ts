import { type Operation, operate } from '@dualedit/conversation';
import { type ChatInputCommandInteraction, escapeMarkdown, MessageFlags } from 'discord.js';
import { type BotContext, FRONT_END, isChecked } from '../bot-context.js';

/** `/admin`: figures, pause, rules; for the users that the configuration names. */
export async function admin(context: BotContext, interaction: ChatInputCommandInteraction): Promise<void> {
  const { jobs, config } = context;
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const { id } = interaction.user;
  if (!config.DISCORD_ADMINS.includes(id)) {
    await interaction.editReply('Only those whom DISCORD_ADMINS names may do that.');
    return;
  }
  const operation = read(interaction);
  const said = operation
    ? await operate(jobs, { frontEnd: FRONT_END, id, isChecked: isChecked(context) }, operation)
    : 'Name a user, a server or a channel.';
  await interaction.editReply({
    content: escapeMarkdown(said).slice(0, 2000),
    allowedMentions: { parse: [] },
  });
}

/** Undefined for a rule that names nobody. */
function read({ options }: ChatInputCommandInteraction): Operation | undefined {
  const verb = options.getSubcommand() as Operation['verb'] | 'rule';
  if (verb === 'pause') return { verb, reason: options.getString('reason', true) };
  if (verb === 'ban' || verb === 'unban') return { verb, phrase: options.getString('words', true) };
  if (verb === 'figures' || verb === 'resume' || verb === 'audit') return { verb };
  const user = options.getUser('user');
  const server = options.getString('server');
  const channel = options.getString('channel');
  const subjects = [
    ...(user ? [user.id] : []),
    ...(server ? [`guild:${server}`] : []),
    ...(channel ? [`channel:${channel}`] : []),
  ];
  if (subjects.length === 0) return undefined;
  const rule = options.getString('rule', true) as 'allow' | 'block' | 'remove';
  const minutes = options.getInteger('minutes');
  return {
    verb: rule,
    subjects,
    note: options.getString('note') ?? '',
    ...(minutes !== null && { minutes }),
  };
}
