import type { AccessRule } from '@dualedit/jobs';
import { type ChatInputCommandInteraction, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { type Desk, FRONT_END } from '../desk.js';

/** `/settings`: who may edit on one guild. Rules of a guild name only what belongs to it. */
export async function settings({ jobs }: Desk, interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const guild = interaction.guildId;
  if (!guild || !interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild)) {
    await interaction.editReply('Only members who manage this server may change its settings.');
    return;
  }
  const verb = interaction.options.getSubcommand();
  if (verb === 'show') {
    const rules = (await jobs.admin.rules(FRONT_END)).filter((rule) => belongs(rule, guild));
    const lines = rules.map(({ subject, rule, note }) => `${rule} ${mention(subject)}${noteOf(note, guild)}`);
    await interaction.editReply({
      content: lines.join('\n') || 'Everybody may edit pictures here.',
      allowedMentions: { parse: [] },
    });
    return;
  }
  const subjects = subjectsOf(interaction, guild);
  if (subjects.length === 0) {
    await interaction.editReply('Name a member, a role or a channel.');
    return;
  }
  for (const subject of subjects) {
    if (verb === 'unblock') await jobs.admin.removeRule(FRONT_END, subject);
    else {
      const reason = interaction.options.getString('reason') ?? '';
      await jobs.admin.setRule({
        frontEnd: FRONT_END,
        subject,
        rule: 'block',
        note: `guild:${guild} ${reason}`.trim(),
      });
    }
  }
  await interaction.editReply({
    content: `${verb === 'block' ? 'Blocked' : 'No longer blocked'}: ${subjects.map(mention).join(', ')}`,
    allowedMentions: { parse: [] },
  });
}

function subjectsOf({ options }: ChatInputCommandInteraction, guild: string): string[] {
  const member = options.getUser('member');
  const role = options.getRole('role');
  const channel = options.getChannel('channel');
  return [
    ...(member ? [`member:${guild}:${member.id}`] : []),
    ...(role ? [`role:${role.id}`] : []),
    ...(channel ? [`channel:${channel.id}`] : []),
  ];
}

const belongs = ({ note }: AccessRule, guild: string) => note.startsWith(`guild:${guild}`);
const noteOf = (note: string, guild: string) => {
  const reason = note.slice(`guild:${guild}`.length).trim();
  return reason ? ` — ${reason}` : '';
};

function mention(subject: string): string {
  const [kind, ...ids] = subject.split(':');
  const id = ids.at(-1);
  return { member: `<@${id}>`, role: `<@&${id}>`, channel: `<#${id}>` }[kind!] ?? subject;
}
