import { loadEnvFile } from '../lib/env-file.js';
import { sentenceOf } from '../lib/settings.js';

/** Reads `.env` where the command runs, as `npm start` does. A line that is none costs its setting, and is told. */
export async function loadSettingsFile(): Promise<void> {
  for (const fault of await loadEnvFile('.env')) process.stderr.write(`warning: ${sentenceOf(fault)}\n`);
}
