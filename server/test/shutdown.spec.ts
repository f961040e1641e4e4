import { connect } from 'node:net';
import { stopOnSignal } from '../src/shutdown.js';
import { type Product, startProduct } from './support/product.js';

type Listener = (signal: string) => void;

/** Signals and `process.exit` of this process, taken over for one test. */
function takeOverProcess() {
  const listeners: Listener[] = [];
  const { on, exit } = process;
  const exited = new Promise<number>((resolve) => {
    process.exit = ((code: number) => resolve(code)) as unknown as typeof process.exit;
  });
  process.on = ((event: string, listener: Listener) => {
    if (event === 'SIGTERM') listeners.push(listener);
    return process;
  }) as unknown as typeof process.on;
  return {
    exited,
    signal: () => listeners.forEach((listener) => listener('SIGTERM')),
    restore: () => Object.assign(process, { on, exit }),
  };
}

const silent = { log: () => undefined, error: () => undefined, warn: () => undefined };

describe('stopOnSignal', () => {
  let product: Product;

  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.cloud.close());

  it('exits with 0 at once, though a browser holds connections that it never used', async () => {
    const own = takeOverProcess();
    try {
      const order: string[] = [];
      stopOnSignal({
        app: product.app,
        logger: silent,
        graceSeconds: 60,
        afterwards: () => Promise.resolve(void order.push('afterwards')),
      });
      const port = Number(new URL(product.url).port);
      const socket = connect(port, '127.0.0.1');
      const ended = new Promise((resolve) => socket.once('close', resolve));
      await new Promise((resolve) => socket.once('connect', resolve));
      await product.request('/api/health/live', { token: false });
      own.signal();
      expect(await own.exited).toBe(0);
      await ended;
      expect(order).toEqual(['afterwards']);
      await expect(product.request('/api/health/live', { token: false })).rejects.toThrow('fetch failed');
    } finally {
      own.restore();
    }
    // Node itself gives such a connection up after half a minute: a stop that waits for that has failed.
  }, 10_000);
});
