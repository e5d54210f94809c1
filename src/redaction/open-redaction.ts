import { z } from 'zod';
import { existingFile, oneOf } from '../lib/setting-fields.js';
import { defineSettings, parseSettings, type RedactForCloud, type Settings } from '../lib/settings.js';
import type { Redaction, RedactionSettings } from './redaction.js';

/** Settings `REDACTION_…`. */
export const redactionSettings = defineSettings('REDACTION', {
  /** Which handoffs are redacted: what the service emits, all of them, or none. */
  of: oneOf('emit', 'all', 'none').default('emit').meta({ example: 'all' }),
  /** Whose phone numbers are recognized without a country code, where the user's locale names no region. */
  region: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters, the code of a country (ISO 3166-1)')
    .optional()
    .meta({ example: 'DE' }),
  /** A file with a regular expression (RE2 syntax) a line, for what only this operator's users write. */
  patternsFile: existingFile.optional().meta({ example: '/etc/escalation/patterns.txt' }),
});

/**
 * Parses `REDACTION_*` and compiles the operator's patterns.
 *
 * @throws SettingsError
 */
export async function readRedactionSettings(settings: Settings): Promise<RedactionSettings> {
  const { of, region, patternsFile } = parseSettings(redactionSettings, settings);
  const patterns = patternsFile === undefined ? [] : (await import('./patterns.js')).readPatterns(patternsFile);
  return { of, region, patterns };
}

/**
 * Loads the libraries that recognize personal data only where a handoff may have to be redacted.
 *
 * @param mayEmit whether the service may hand the user over itself, instead of returning the handoff to the bot
 */
export async function openRedaction(settings: RedactionSettings, mayEmit: boolean): Promise<Redaction> {
  if (settings.of === 'none' || (settings.of === 'emit' && !mayEmit)) return { redact: async (turn) => turn };
  const { createRedaction } = await import('./redact.js');
  return createRedaction(settings);
}

/** Loads the libraries that recognize personal data; only where texts are sent to a cloud and are to be redacted. */
export async function openRedactForCloud(settings: RedactionSettings): Promise<RedactForCloud> {
  const { createRedactForCloud } = await import('./redact-for-cloud.js');
  return createRedactForCloud(settings);
}
