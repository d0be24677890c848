/**
 * Speaks the published gRPC protocol of EventStoreDB as far as the hub uses it, over a real connection, so that the
 * adapter and the real client can be tested where no server is at hand. It proves mapping and behaviour under conflicts,
 * drops and lost answers as the protocol describes them; durability, speed and clustering are the server's own.
 */
import { Server, ServerCredentials, status, type ServerWritableStream } from '@grpc/grpc-js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { append, batchAppend, type Deliver } from './append';
import { read } from './read';
import { RecordLog } from './record-log';

export interface StandIn {
  readonly url: string;
  readonly port: number;
  readonly log: RecordLog;
  /** Open subscriptions. */
  readonly subscriptions: number;
  /** Commits the next append and drops the connection instead of answering. */
  swallowNextAnswer(): void;
  /** Ends every subscription, as a server does that leaves its cluster or finds the consumer too slow. */
  dropSubscriptions(): void;
  stop(): Promise<void>;
}

export interface StandInOptions {
  /** Goes on with the records of an earlier stand-in: a restart. */
  readonly log?: RecordLog;
  readonly port?: number;
  /** Offers `BatchAppend`, as servers since 21.10 do; otherwise the client makes one call per append. */
  readonly batchAppend: boolean;
}

function supported(methods: readonly string[]): SupportedMethods {
  const list = methods.map(name =>
    new SupportedMethod().setServiceName('event_store.client.streams.Streams').setMethodName(name),
  );
  return new SupportedMethods().setEventStoreServerVersion('24.6.0').setMethodsList(list);
}

export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const { log = new RecordLog(), port: wanted = 0 } = options;
  const subscriptions = new Set<ServerWritableStream<ReadReq, ReadResp>>();
  let swallow = false;
  const deliver: Deliver = (answer, drop) => {
    if (!swallow) return answer();
    swallow = false;
    drop();
  };
  const server = new Server();
  server.addService(StreamsService, {
    append: append(log, deliver),
    read: read(log, subscriptions),
    batchAppend: batchAppend(log, deliver),
  });
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_: unknown, answer: (error: null, value: SupportedMethods) => void) =>
      answer(null, supported(['append', 'read', ...(options.batchAppend ? ['batchappend'] : [])])),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${wanted}`, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    url: `esdb://127.0.0.1:${port}?tls=false`,
    port,
    log,
    get subscriptions() {
      return subscriptions.size;
    },
    swallowNextAnswer: () => (swallow = true),
    dropSubscriptions: () => {
      for (const call of subscriptions) call.emit('error', { code: status.UNAVAILABLE, details: 'dropped' });
      subscriptions.clear();
    },
    stop: async () => server.forceShutdown(),
  };
}
