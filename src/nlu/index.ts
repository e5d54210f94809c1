/** `NLU=<name>` picks one of these. Adding one is a folder beside this file and a line here. */
export { openAzureNlu as azure } from './azure/azure.js';
export { openCascadeNlu as cascade } from './cascade.js';
export { openEmbeddedNlu as embedded } from './embedded/embedded.js';
