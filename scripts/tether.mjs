/**
 * Preloaded into services (`node --import`): when the process that started this one is gone, or its terminal is closed,
 * asks this one to end in order, exactly as a SIGTERM would, and only once: a program may take a second signal for
 * impatience. On Windows, where a dead parent keeps its id, the id is probed instead.
 */
const parent = process.ppid;
let asked = false;

const watch = setInterval(() => {
  if (!isAlive()) ask();
}, 250).unref();

process.on('SIGHUP', ask);
for (const [signal, number] of /** @type {const} */ ([
  ['SIGTERM', 15],
  ['SIGINT', 2],
])) {
  process.on(signal, () => {
    asked = true;
    clearInterval(watch);
    // With no listener but this one the program has no orderly end (yet): what the signal does by default.
    if (process.listenerCount(signal) === 1) process.exit(128 + number);
  });
}

function ask() {
  if (asked) return;
  asked = true;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}

function isAlive() {
  if (process.platform !== 'win32') return process.ppid === parent;
  try {
    return process.kill(parent, 0);
  } catch {
    return false;
  }
}
