/**
 * Preloaded into services (`node --import`): when the process that started this one is gone, asks this one to end in
 * order, exactly as a SIGTERM would. On Windows, where a dead parent keeps its id, the id is probed instead.
 */
const parent = process.ppid;

const watch = setInterval(() => {
  if (isAlive()) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, 250).unref();

function isAlive() {
  if (process.platform !== 'win32') return process.ppid === parent;
  try {
    return process.kill(parent, 0);
  } catch {
    return false;
  }
}
