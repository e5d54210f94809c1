import { definePart, type Open } from '../lib/settings.js';
import { openAzure } from './azure/open.js';
import { azureSettings } from './azure/settings.js';
import { openEmbeddedNlu } from './embedded/embedded.js';
import type { Nlu } from './nlu.js';
import { createSecondOpinion, type WorthAsking } from './second-opinion.js';
import { createTally } from './tally.js';

/** The embedded models first, and Azure only where it could see a score on another side of one of the policy's thresholds. */
export const openCascadeNlu: Open<Nlu> = definePart(azureSettings, async (settings, runtime) => {
  const cloud = await openAzure(settings, runtime);
  const own = await openEmbeddedNlu({ models: settings.models }, runtime);
  return createSecondOpinion(own, cloud, withinBand(settings.band), createTally(runtime.metrics));
});

/** Worth asking where the own score lies so near a threshold that the cloud may see it on the other side. */
export function withinBand(band: number): WorthAsking {
  return (score, thresholds) =>
    thresholds.length > 0 && (score === undefined || thresholds.some((threshold) => near(score, threshold, band)));
}

/** Within the band, its ends included: scores have four decimals, and binary fractions are not to shift the ends. */
function near(score: number, threshold: number, band: number): boolean {
  return Math.abs(score - threshold) <= band + 0.00005;
}
