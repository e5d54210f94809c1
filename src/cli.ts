#!/usr/bin/env node
import { Command } from 'commander';
import { addCompareCommand } from './commands/compare.js';
import { exitCodes } from './commands/exit.js';
import { addKeyCommand } from './commands/key.js';
import { addPolicyCommand } from './commands/policy.js';
import { addReplayCommand } from './commands/replay.js';
import { loadSettingsFile } from './commands/settings-file.js';

await loadSettingsFile();

const program = new Command('escalation')
  .description('Checks policies, proves them with cases, replays receipts, compares providers, and makes API keys.')
  .showHelpAfterError()
  .exitOverride((err) => process.exit(err.exitCode === 0 ? 0 : exitCodes.cannotRun));

addPolicyCommand(program);
addKeyCommand(program);
addReplayCommand(program);
addCompareCommand(program);

await program.parseAsync();
