/** Serves one handler on a loopback port, for specs. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import type { Handler } from '../handler.js';
import { RequestJournal } from '../journal.js';
import { serverFor } from '../server.js';
import { createOpenAi, type OpenAiOptions } from './index.js';

/** A handler being served. */
export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server on any free port. */
export async function serveHandler(make: (url: string) => Handler): Promise<Served> {
  let url = '';
  let handler: Handler = () => undefined;
  const server = serverFor((request) => handler(request), {
    journal: new RequestJournal(Date.now),
    url: () => url,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
  handler = make(url);
  return {
    url,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Key that the served model accepts. */
export const KEY = 'spec-model-key';

/** The model stand-in, served, with the real client pointed at it. */
export interface ServedModel extends Served {
  readonly client: OpenAI;
}

/** Serves the model stand-in; `instant` unless told otherwise. */
export async function serveModel(options: Partial<OpenAiOptions> = {}): Promise<ServedModel> {
  const served = await serveHandler(() =>
    createOpenAi({
      verify: () => Promise.resolve(undefined),
      pace: 'instant',
      now: () => Date.UTC(2026, 10, 23, 9),
      apiKeys: [KEY],
      drills: () => undefined,
      ...options,
    }),
  );
  const client = new OpenAI({
    baseURL: `${served.url}/openai/v1/`,
    apiKey: KEY,
    maxRetries: 0,
    logLevel: 'off',
  });
  return { ...served, client };
}
