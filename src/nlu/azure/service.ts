import type { RedactForCloud, Runtime } from '../../lib/settings.js';
import type { Ask } from '../cloud.js';
import type { Credential } from './credential.js';
import type { AzureGate } from './gate.js';
import type { Meter } from './meter.js';
import type { AzureSettings } from './settings.js';

/** One Azure service: what to ask, and the gate its calls go through. */
export interface AzureEndpoint<T> {
  readonly ask: Ask<T>;
  readonly gate: AzureGate;
}

/** What a service is opened with. */
export interface AzureAccess {
  readonly settings: AzureSettings;
  readonly endpoint: string;
  readonly credential: Credential;
  readonly runtime: Runtime;
  readonly meter: Meter;
  /** What an utterance is sent as; itself where the operator does not want it redacted. */
  readonly redact: RedactForCloud;
}
