import type { Logger } from '@dualedit/service';
import { type Client, Events, GatewayCloseCodes, Status } from 'discord.js';

/** The connection that interactions come by. */
export interface GatewayState {
  /** Whether every shard is connected. */
  isUp(): boolean;
  /** Resolves with the reason if Discord does not take this bot any more, such as after its token was reset. */
  broken: Promise<Error>;
}

/** Watches the gateway; logs each loss of a shard once, and each return. Attach it before the login. */
export function watchGateway(client: Client, log: Logger): GatewayState {
  const lost = new Set<number>();
  const back = (shard: number) => {
    if (lost.delete(shard)) log.info({ shard }, 'the gateway is back');
  };
  client.on(Events.ShardReconnecting, (shard) => {
    if (lost.has(shard)) return;
    lost.add(shard);
    log.warn({ shard }, 'the gateway was lost; connecting again');
  });
  client.on(Events.ShardResume, back);
  client.on(Events.ShardReady, back);
  client.on(Events.ShardError, (error, shard) => log.warn({ err: error, shard }, 'a shard failed'));
  client.on(Events.Error, (error) => log.error({ err: error }, 'the gateway failed'));
  const broken = new Promise<Error>((resolve) => {
    client.on(Events.ShardDisconnect, ({ code }, shard) => {
      log.error({ code, shard }, 'the gateway is closed for good');
      const why = GatewayCloseCodes[code] ?? 'no reason given';
      resolve(new Error(`Discord closed the gateway for good: ${why} (${code}).`));
    });
  });
  return {
    isUp: () => client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready),
    broken,
  };
}
