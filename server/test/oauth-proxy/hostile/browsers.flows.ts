import { type HostileFlow, page, type Stage } from './hostile-flow.js';
import type { Stop } from '../support/browser.js';
import type { McpClient } from '../support/mcp-client.js';

const CONFUSED = 'MCP security best practices, confused deputy';

const formOf = ({ html }: Stop): string => /name="request"\s+value="([^"]+)"/.exec(html)?.[1] ?? '';

function post(client: McpClient, request: string, headers: Record<string, string>): Promise<Stop> {
  return client.browser.open(`${client.product.url}/oauth/consent`, {
    method: 'POST',
    body: new URLSearchParams({ request, decision: 'allow' }),
    headers,
  });
}

/** The authority's answer to a client's sign-in, held before our callback sees it. */
async function heldCallback(
  stage: Stage,
): Promise<{ readonly client: McpClient; readonly callback: string }> {
  const client = stage.client();
  const signInPage = await client.browser.press(await client.authorize(), { decision: 'allow' });
  const answer = await client.browser.within(stage.product.cloud.url).press(signInPage, { user: 'ada' });
  return { client, callback: answer.target ?? '' };
}

export const browsers: readonly HostileFlow[] = [
  {
    title: 'a consent form that another site posts is refused',
    source: 'RFC 9700 section 4.7',
    attack: async (stage) => {
      const client = stage.client();
      const request = formOf(await client.authorize());
      return post(client, request, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' });
    },
    ending: page(403),
  },
  {
    title: 'a consent form that another origin posts is refused in browsers without fetch metadata',
    source: 'RFC 9700 section 4.7',
    attack: async (stage) => {
      const client = stage.client();
      return post(client, formOf(await client.authorize()), { origin: 'https://evil.example' });
    },
    ending: page(403),
  },
  {
    title: 'a consent form of an opaque origin is refused',
    source: 'RFC 9700 section 4.7',
    attack: async (stage) => {
      const client = stage.client();
      return post(client, formOf(await client.authorize()), { origin: 'null' });
    },
    ending: page(403),
  },
  {
    title:
      "the attacker's form in the victim's browser is refused, although the victim has a page of its own open",
    source: CONFUSED,
    attack: async (stage) => {
      const [attacker, victim] = [stage.client(), stage.client()];
      const request = formOf(await attacker.authorize());
      await victim.authorize();
      return post(victim, request, { 'sec-fetch-site': 'same-origin' });
    },
    ending: page(403),
  },
  {
    title: 'a consent form without any cookie is refused',
    source: CONFUSED,
    attack: async (stage) => {
      const request = formOf(await stage.client().authorize());
      return post(stage.client(), request, { 'sec-fetch-site': 'same-origin' });
    },
    ending: page(403),
  },
  {
    title: 'a consent form that was altered is refused',
    source: CONFUSED,
    attack: async (stage) => {
      const client = stage.client();
      const request = formOf(await client.authorize());
      return post(client, `${request.slice(0, -4)}AAAA`, { 'sec-fetch-site': 'same-origin' });
    },
    ending: page(),
  },
  {
    title: 'a consent form without a decision starts nothing',
    source: CONFUSED,
    attack: async (stage) => {
      const client = stage.client();
      return client.browser.press(await client.authorize(), { decision: '' });
    },
    ending: page(),
  },
  {
    title: 'an answer of the authority is refused in a browser that did not ask (login CSRF)',
    source: 'RFC 9700 section 4.7',
    attack: async (stage) => {
      const { callback } = await heldCallback(stage);
      return stage.client().browser.open(callback);
    },
    ending: page(),
  },
  {
    title: 'an answer of the authority is refused in a browser that has another sign-in on its way',
    source: 'RFC 9700 section 4.5',
    attack: async (stage) => {
      const { callback } = await heldCallback(stage);
      const { client } = await heldCallback(stage);
      return client.browser.open(callback);
    },
    ending: page(),
  },
  {
    title: 'an answer of the authority is good once in the browser that asked',
    source: 'RFC 9700 section 4.2.4',
    attack: async (stage) => {
      const { client, callback } = await heldCallback(stage);
      await client.browser.open(callback);
      return client.browser.open(callback);
    },
    ending: page(),
  },
  {
    title: 'an answer of another authority is refused (mix-up)',
    source: 'RFC 9207 section 2.4',
    attack: async (stage) => {
      const { client, callback } = await heldCallback(stage);
      return client.browser.open(`${callback}&iss=https%3A%2F%2Fevil.example`);
    },
    ending: page(),
  },
  {
    title: 'an answer without a code is refused',
    source: 'RFC 6749 section 4.1.2',
    attack: async (stage) => {
      const { client, callback } = await heldCallback(stage);
      const url = new URL(callback);
      url.searchParams.delete('code');
      return client.browser.open(url.href);
    },
    ending: page(),
  },
  {
    title: 'a callback that nobody asked for is refused',
    source: 'RFC 9700 section 4.7',
    attack: (stage) => stage.client().browser.open(`${stage.product.url}/oauth/callback?code=x&state=evil`),
    ending: page(),
  },
  {
    title: 'a link to a consent that was altered is refused',
    source: 'MCP 2026-07-28, elicitation, security considerations',
    attack: (stage) => stage.client().browser.open(`${stage.product.url}/connect/evil`),
    ending: page(410),
  },
];
