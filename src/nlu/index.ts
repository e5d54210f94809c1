import { loadedWhenPicked, type Open } from '../lib/settings.js';
import type { Nlu } from './nlu.js';

/** `NLU=<name>` picks one of these; what it needs is loaded then. Adding one is a folder beside this file and a line. */
export { openEmbeddedNlu as embedded } from './embedded/embedded.js';
export const azure: Open<Nlu> = loadedWhenPicked(async () => (await import('./azure/azure.js')).openAzureNlu);
export const cascade: Open<Nlu> = loadedWhenPicked(async () => (await import('./cascade.js')).openCascadeNlu);
