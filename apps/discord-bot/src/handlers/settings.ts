import {
  blockIn,
  type Place,
  type PlaceLimits,
  type Say,
  sayActsOf,
  sayBanned,
  sayLimits,
  sayWait,
  setBanned,
  setLimits,
  setModerators,
  textsFor,
  unblockIn,
} from '@dualedit/conversation';
import { type ChatInputCommandInteraction, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { type BotContext, FRONT_END } from '../bot-context.js';
import { NO_MENTIONS } from '../message.js';

/** What a subcommand of `/settings` does on a server, and what is said about it. */
type Setting = (say: Say, place: Place, interaction: ChatInputCommandInteraction) => Promise<string>;

const SETTINGS: Readonly<Record<string, Setting>> = {
  show,
  block,
  unblock,
  limits: (say, place, { options }) => {
    const role = options.getRole('role');
    return setLimits(say, place, limitsOf(options), role ? `role:${role.id}` : undefined);
  },
  ban: (say, place, { options }) => setBanned(say, place, 'ban', wordsOf(options)),
  unban: (say, place, { options }) => setBanned(say, place, 'unban', wordsOf(options)),
  reports: async (say, place, { options }) => {
    const channel = options.getChannel('channel')?.id ?? '';
    await setModerators(place, channel);
    return say('settings-saved-for-chat', { what: channel === '' ? '–' : `<#${channel}>` });
  },
  audit: async (_, place) => sayActsOf(place),
};

/** `/settings`: who may edit on one server, how many, and of what. Rules of a server name only what belongs to it. */
export async function settings(
  { jobs }: BotContext,
  interaction: ChatInputCommandInteraction,
): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const say = textsFor(interaction.locale);
  const guild = interaction.guildId;
  if (!guild || !interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild)) {
    await interaction.editReply(say('only-administrators'));
    return;
  }
  const place = { jobs, frontEnd: FRONT_END, name: `guild:${guild}`, actor: interaction.user.id };
  const said = await SETTINGS[interaction.options.getSubcommand()]!(say, place, interaction);
  await interaction.editReply({ content: said.slice(0, 2000), allowedMentions: NO_MENTIONS });
}

async function show(say: Say, place: Place): Promise<string> {
  const { jobs, name } = place;
  const rules = (await jobs.admin.rules(FRONT_END)).filter((rule) => rule.place === name);
  const quotas = await jobs.quotas.list(FRONT_END, name);
  const banned = await sayBanned(say, place);
  const lines = [
    ...rules.map(({ subject, rule, note, until }) => {
      const wait = until && sayWait(say, (until.getTime() - Date.now()) / 1_000);
      return [`${rule} ${mention(subject)}`, note, wait].filter(Boolean).join(' — ');
    }),
    ...quotas.map((quota) => `${mention(quota.subject)}: ${sayLimits(say, quota)}`),
    ...(banned === undefined ? [] : [banned]),
  ];
  return lines.join('\n') || say('settings-no-rules');
}

async function block(say: Say, place: Place, { options }: ChatInputCommandInteraction): Promise<string> {
  const subjects = subjectsOf(options, place);
  if (subjects.length === 0) return say('settings-name-someone');
  const reason = options.getString('reason') ?? '';
  const minutes = options.getInteger('minutes') ?? undefined;
  for (const subject of subjects) await blockIn(place, { subject, reason, minutes });
  return say('settings-saved-for-chat', { what: `🚫 ${subjects.map(mention).join(', ')}` });
}

async function unblock(say: Say, place: Place, { options }: ChatInputCommandInteraction): Promise<string> {
  const subjects = subjectsOf(options, place);
  if (subjects.length === 0) return say('settings-name-someone');
  for (const subject of subjects) await unblockIn(place, subject);
  return say('settings-saved-for-chat', { what: `✓ ${subjects.map(mention).join(', ')}` });
}

type Options = ChatInputCommandInteraction['options'];

function limitsOf(options: Options): PlaceLimits {
  return {
    eachHour: options.getInteger('each-hour') ?? undefined,
    eachDay: options.getInteger('each-day') ?? undefined,
    allDay: options.getInteger('all-day') ?? undefined,
    cooldownSeconds: options.getInteger('cooldown') ?? undefined,
  };
}

const wordsOf = (options: Options) => ({
  phrase: options.getString('words', true),
  locale: options.getString('language') ?? '',
});

function subjectsOf(options: Options, { name }: Place): string[] {
  const member = options.getUser('member');
  const role = options.getRole('role');
  const channel = options.getChannel('channel');
  return [
    ...(member ? [`member:${name.slice('guild:'.length)}:${member.id}`] : []),
    ...(role ? [`role:${role.id}`] : []),
    ...(channel ? [`channel:${channel.id}`] : []),
  ];
}

function mention(subject: string): string {
  const [kind, ...ids] = subject.split(':');
  const id = ids.at(-1);
  return { member: `<@${id}>`, role: `<@&${id}>`, channel: `<#${id}>` }[kind!] ?? '🏠';
}
