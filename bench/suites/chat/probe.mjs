/** Loaded into each measured server: answers what it has used so far, over its own channel. */
process.on('message', (question) => {
  if (question === 'collect') globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ cpu: process.cpuUsage(), rss, heapUsed });
});
process.channel?.unref();
