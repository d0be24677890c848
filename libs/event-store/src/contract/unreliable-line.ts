import { once } from 'node:events';
import net from 'node:net';

/** A line to a server that can be cut: before the request arrives, or after the answer was given but not received. */
export interface UnreliableLine {
  readonly port: number;
  /** Cuts the connection that next gets an answer from the server, and swallows the answer. */
  swallowNextAnswer(): void;
  /** Cuts every connection now; new ones are served. */
  cut(): void;
  close(): Promise<void>;
}

export async function unreliableLine(host: string, port: number): Promise<UnreliableLine> {
  const pairs = new Set<{ client: net.Socket; upstream: net.Socket }>();
  let swallow = false;
  const server = net.createServer(client => {
    const upstream = net.connect(port, host);
    const pair = { client, upstream };
    pairs.add(pair);
    const drop = () => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    client.on('data', data => upstream.write(data));
    upstream.on('data', data => {
      if (!swallow) return client.write(data);
      swallow = false;
      drop();
      return false;
    });
    for (const socket of [client, upstream]) socket.on('error', drop).on('close', drop);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const { client, upstream } of pairs) {
      client.destroy();
      upstream.destroy();
    }
  };
  return {
    port: (server.address() as net.AddressInfo).port,
    swallowNextAnswer: () => (swallow = true),
    cut,
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
