import { readOptions, UsageError } from './cli-options.js';

it('listens on 3900 for a product on 3000, and types like a person', () => {
  expect(readOptions([], {})).toEqual({ port: 3900, productUrl: 'http://localhost:3000', pace: 'human' });
});

it('takes port and product from arguments, the port also from the environment', () => {
  const args = ['--port', '0', '--product-url', 'http://localhost:4000/', '--instant'];
  expect(readOptions(args, {})).toEqual({ port: 0, productUrl: 'http://localhost:4000', pace: 'instant' });
  expect(readOptions([], { LOCAL_CLOUD_PORT: '3955' })).toMatchObject({ port: 3955 });
  expect(readOptions(['--help'], { NODE_ENV: 'production' })).toBe('help');
});

it.each([
  [['--host', '0.0.0.0'], {}, '0.0.0.0'],
  [['--port', '65536'], {}, '--port'],
  [['--port', 'http'], {}, '--port'],
  [['--port', '-1'], {}, "'--port"],
  [['--product-url', 'somewhere'], {}, '--product-url'],
  [['--product-url', 'file:///etc'], {}, '--product-url'],
  [['--verbose'], {}, '--verbose'],
  [[], { NODE_ENV: 'production' }, 'NODE_ENV=production'],
])('refuses %j with %j and names the fault', (args, environment, named) => {
  const attempt = () => readOptions(args, environment);
  expect(attempt).toThrow(UsageError);
  expect(attempt).toThrow(named);
});
