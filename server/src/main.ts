import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { createApp } from './app.js';
import { listen } from './listen.js';
import { SettingsError, loadSettings } from './settings/load-settings.js';
import { settingWarnings } from './settings/cross-checks.js';
import type { Settings } from './settings/settings.js';
import { ToriiLogger } from './http/torii-logger.js';
import { stopOnSignal } from './shutdown.js';
import { metricsOptions } from './composition/metrics.js';
import { startMetrics } from './telemetry/metrics.js';
import { startTraces } from './telemetry/traces.js';

/** Exit code for a faulty configuration (`EX_CONFIG` of sysexits.h). */
const EX_CONFIG = 78;

function readSettings(): Settings {
  try {
    return loadSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(
      `Torii cannot start. ${error.message}\nEvery setting is explained in .env.example.\n`,
    );
    process.exit(EX_CONFIG);
  }
}

async function main(): Promise<void> {
  const settings = readSettings();
  const logger = new ToriiLogger(settings.LOG_LEVEL);
  for (const warning of settingWarnings(settings)) logger.warn(warning, 'Settings');
  const stops = [
    await startTraces(settings.OTEL_EXPORTER_OTLP_ENDPOINT),
    await startMetrics(metricsOptions(settings)),
  ];
  const clientDirectory = fileURLToPath(new URL('../../../client', import.meta.url));
  const app = await createApp(settings, { logger, clientDirectory });
  const afterwards = async () => {
    for (const stop of stops) await stop();
  };
  stopOnSignal({ app, logger, graceSeconds: settings.SHUTDOWN_GRACE_SECONDS, afterwards });
  await listen(app, settings, logger);
}

main().catch((error: unknown) => {
  process.stderr.write(`Torii cannot start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
