#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addCompareCommand } from './commands/compare.js';
import { exitCodes } from './commands/exit.js';
import { addKeyCommand } from './commands/key.js';
import { addPolicyCommand } from './commands/policy.js';
import { addReplayCommand } from './commands/replay.js';
import { loadSettingsFile } from './commands/settings-file.js';
import { addTryCommand } from './commands/try.js';

/** Of the package: beside `src` and `dist`. */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

await loadSettingsFile();

const program = new Command('escalation')
  .description('Writes, checks, tests and tries policies, replays receipts, compares providers, and makes API keys.')
  .version(version)
  .showHelpAfterError()
  .exitOverride((err) => process.exit(err.exitCode === 0 ? 0 : exitCodes.cannotRun));

addPolicyCommand(program);
addTryCommand(program);
addKeyCommand(program);
addReplayCommand(program);
addCompareCommand(program);

await program.parseAsync();
