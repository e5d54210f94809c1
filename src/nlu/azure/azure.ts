import { definePart, type Open } from '../../lib/settings.js';
import { openEmbeddedNlu } from '../embedded/embedded.js';
import type { Nlu } from '../nlu.js';
import { createSecondOpinion } from '../second-opinion.js';
import { createTally } from '../tally.js';
import { openAzure } from './open.js';
import { azureSettings } from './settings.js';

/** Azure is asked on every turn; the embedded models stand in for what it cannot say. */
export const openAzureNlu: Open<Nlu> = definePart(azureSettings, async (settings, runtime) => {
  const cloud = await openAzure(settings, runtime);
  const own = await openEmbeddedNlu({ models: settings.models }, runtime);
  return createSecondOpinion(own, cloud, () => true, createTally(runtime.metrics));
});
