import type { Registry } from 'prom-client';
import type { Log } from './log.js';

/** A part's own settings: `STORE_TTL_SECONDS=60` reaches the store as `{ ttlSeconds: '60' }`. */
export type Settings = Readonly<Record<string, string>>;

/** What every part may use of the process around it. */
export interface World {
  readonly log: Log;
  readonly metrics: Registry;
  /** The server's clock, in ms since the epoch. */
  now(): number;
}

/** Opens a part: parses its settings (throwing a `SettingsFault` for each that is wrong) and acquires what it needs. */
export type Open<Part> = (settings: Settings, world: World) => Promise<Part>;
