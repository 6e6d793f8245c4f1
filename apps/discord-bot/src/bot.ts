import type { BotParts, RunningBot } from '@dualedit/bot';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import { Acknowledgements } from './acknowledgements.js';
import type { Config } from './config.js';
import { deliverJobs } from './deliver.js';
import type { Desk } from './desk.js';
import { followJobs } from './follow.js';
import { NO_MENTIONS } from './message.js';
import { registerCommands } from './register.js';
import { route } from './route.js';

/**
 * Connects to Discord, registers commands where they changed, answers interactions and delivers finished jobs.
 * @throws Error where the token is refused
 */
export async function startBot({ config, jobs, log, pack }: BotParts<Config>): Promise<RunningBot> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    // as many as Discord recommends; what must be shared between them lies in the job store
    shards: 'auto',
    rest: { api: config.DISCORD_API },
    allowedMentions: NO_MENTIONS,
  });
  client.rest.on('rateLimited', ({ route: limited, timeToReset }) =>
    log.warn({ route: limited, timeToReset }, 'rate limited'),
  );
  client.on(Events.Error, (error) => log.error({ err: error }, 'the gateway failed'));
  client.on(Events.ShardDisconnect, ({ code }) => log.warn({ code }, 'disconnected'));
  client.on(Events.ShardResume, (_, replayed) => log.info({ replayed }, 'resumed'));

  const connected = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(config.DISCORD_TOKEN);
  const ready = await connected;
  const registered = await registerCommands(client.rest, config.DISCORD_GUILD);
  log.info({ user: ready.user.id, registered }, 'ready');

  const desk: Desk = {
    config,
    jobs,
    log,
    client: ready,
    rest: client.rest,
    pack,
    acknowledgements: new Acknowledgements(),
  };
  const running = new Set<Promise<void>>();
  client.on(Events.InteractionCreate, (interaction) => {
    const handled = route(desk, interaction).finally(() => running.delete(handled));
    running.add(handled);
  });
  const following = followJobs(desk);
  const deliveries = deliverJobs(desk, following);
  return {
    ready: () => client.isReady(),
    stop: async () => {
      client.removeAllListeners(Events.InteractionCreate);
      following.stop();
      await Promise.all([...running, deliveries.stop()]);
      await client.destroy();
    },
  };
}
