import type { Open } from '../lib/settings.js';
import type { Nlu } from './nlu.js';

/** `NLU=<name>` picks one of these; what it needs is loaded then. Adding one is a folder beside this file and a line. */
export { openEmbeddedNlu as embedded } from './embedded/embedded.js';
export const azure: Open<Nlu> = async (...world) => (await import('./azure/azure.js')).openAzureNlu(...world);
export const cascade: Open<Nlu> = async (...world) => (await import('./cascade.js')).openCascadeNlu(...world);
