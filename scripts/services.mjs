/** Runs services beside each other: started in order, stopped in the opposite order, all of them or none. */
import { setTimeout as delay } from 'node:timers/promises';
import { exitCodeOf, onStop, stop } from './children.mjs';

/**
 * @typedef {object} Service
 * @property {() => import('node:child_process').ChildProcess} start
 * @property {(signal: AbortSignal) => Promise<void>} [ready] resolves when the next service may start
 */

/**
 * Starts the services one after another and waits until this process is asked to stop or one of them ends.
 * @param {readonly Service[]} services the last one gives the exit code
 * @param {number} graceMs how long each may take to end
 * @returns {Promise<number>} exit code
 */
export async function runServices(services, graceMs) {
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  const over = new AbortController();
  const ended = Promise.withResolvers();
  const dispose = onStop(() => ended.resolve(undefined));
  const startAll = async () => {
    for (const service of services) {
      if (over.signal.aborted) return;
      const child = service.start();
      children.push(child);
      exitCodeOf(child).then(ended.resolve, ended.reject);
      await service.ready?.(over.signal);
    }
  };
  startAll().catch(ended.reject);
  try {
    const code = await ended.promise;
    over.abort();
    await stopAll(children, graceMs);
    return code ?? (await lastExitCode(children));
  } finally {
    over.abort();
    await stopAll(children, graceMs);
    dispose();
  }
}

/**
 * Resolves when the URL answers 200.
 * @param {string} url
 * @param {AbortSignal} signal gives up silently
 * @param {number} [timeoutMs]
 */
export async function untilAnswered(url, signal, timeoutMs = 60_000) {
  const deadline = Date.now() + timeoutMs;
  while (!signal.aborted) {
    if (await answers(url)) return;
    if (Date.now() > deadline) throw new Error(`${url} did not answer 200 within ${timeoutMs / 1000} s.`);
    await delay(100);
  }
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

async function stopAll(children, graceMs) {
  for (const child of children.toReversed()) await stop(child, graceMs);
}

const lastExitCode = (children) => (children.length > 0 ? exitCodeOf(children.at(-1)) : 0);
