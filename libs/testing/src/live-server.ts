import http from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ApiServer } from './api-client';

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: string;
}

/** One request over the network, answered as an injected one is. */
const inject = (port: string | number, { method, url, headers, payload }: Sent) =>
  new Promise<object>((resolve, reject) => {
    const length = payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) };
    const options = { host: '127.0.0.1', port, path: url, method, headers: { ...headers, ...length } };
    const request = http.request(options, answer => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => {
        const body = Buffer.concat(pieces).toString();
        resolve({ statusCode: answer.statusCode, headers: answer.headers, body });
      });
    });
    request.on('error', reject);
    request.end(payload);
  });

/** A server in a process of its own, which the clients for tests reach over the network. */
export function liveServer(port: string | number, hostName: string): ApiServer {
  return {
    app: {
      inject: ((sent: Sent) => inject(port, sent)) as unknown as NestFastifyApplication['inject'],
    },
    assembly: { config: { hostName } },
  };
}
