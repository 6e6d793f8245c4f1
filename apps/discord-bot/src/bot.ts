import { Standing } from '@dualedit/conversation';
import { aborted } from '@dualedit/foundation';
import { type BotParts, Line, type RunningBot } from '@dualedit/service';
import { Client, DiscordAPIError, DiscordjsError, Events, GatewayIntentBits, Routes } from 'discord.js';
import { Acknowledgements } from './acknowledgements.js';
import type { BotContext } from './bot-context.js';
import type { Config } from './config.js';
import { deliverJobs } from './deliver.js';
import { followJobs } from './follow.js';
import { watchGateway } from './gateway.js';
import { NO_MENTIONS } from './message.js';
import { registerCommands } from './register.js';
import { route } from './route.js';

/** Discord knows the bot and refuses it, or the token cannot be one. Anything else may pass. */
const isFinal = (error: unknown) =>
  error instanceof DiscordjsError ||
  (error instanceof DiscordAPIError && error.status !== 429 && error.status < 500);

/**
 * Connects to Discord, registers commands where they changed, answers interactions and delivers finished jobs. Waits
 * for a Discord that cannot be reached.
 * @throws Error if the token is refused, DualeditError `aborted` if the process was asked to end before
 */
export async function startBot({ config, jobs, log, pack, ending }: BotParts<Config>): Promise<RunningBot> {
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
  const gateway = watchGateway(client, log);
  const line = new Line({ name: 'Discord', log, signal: ending, isFinal });
  const connected = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  client.rest.setToken(config.DISCORD_TOKEN);
  // a client whose login failed cannot be used again, so it is tried when Discord answers
  await line.reach(() => client.rest.get(Routes.gatewayBot()));
  const loggedIn = client.login(config.DISCORD_TOKEN).then(
    () => connected,
    (error: Error) => error,
  );
  const ready = await Promise.race([loggedIn, gateway.broken, aborts(ending)]);
  if (!(ready instanceof Client)) {
    await client.destroy();
    throw ready;
  }
  const registered = await line.reach(() => registerCommands(client.rest, config.DISCORD_GUILD));
  log.info({ user: ready.user.id, registered }, 'ready');

  const stop = new AbortController();
  const context: BotContext = {
    config,
    jobs,
    log,
    client: ready,
    rest: client.rest,
    pack,
    acknowledgements: new Acknowledgements(client.rest),
    standing: new Standing(jobs),
    stopping: AbortSignal.any([ending, stop.signal]),
  };
  const running = new Set<Promise<void>>();
  client.on(Events.InteractionCreate, (interaction) => {
    const handled = route(context, interaction).finally(() => running.delete(handled));
    running.add(handled);
  });
  const following = followJobs(context);
  const deliveries = deliverJobs(context, following);
  return {
    ready: gateway.isUp,
    broken: gateway.broken,
    stop: async () => {
      stop.abort();
      client.removeAllListeners(Events.InteractionCreate);
      following.stop();
      await Promise.all([...running, deliveries.stop()]);
      await client.destroy();
    },
  };
}

const aborts = (signal: AbortSignal) =>
  new Promise<Error>((resolve) => {
    signal.addEventListener('abort', () => resolve(aborted(signal.reason)), { once: true });
  });
