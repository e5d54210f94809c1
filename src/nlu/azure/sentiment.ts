import type { AnalyzeSentimentResult, AnalyzeSentimentSuccessResult } from '@azure/ai-text-analytics';
import type { Sentiment } from '../../core/analysis.js';
import type { CloudAnswer } from '../cloud.js';
import { createBatcher } from './batch.js';
import { createAzureGate } from './gate.js';
import { BadAnswerError } from './loss.js';
import { createRecall } from './recall.js';
import { recordsBilled } from './records.js';
import { toSendable } from './sendable.js';
import type { AzureAccess, AzureEndpoint } from './service.js';

/** The service's limit for one document; it counts graphemes, of which there are never more than code units. */
export const longestDocument = 5120;

interface Document {
  readonly id: string;
  readonly text: string;
  readonly language?: string;
}

type Result = { readonly value: Sentiment } | { readonly lost: 'bad-response' | 'unsupported-language' };

/** Sentiment by Azure AI Language (Text Analytics v3.1): concurrent utterances share calls, repeated ones are recalled. */
export async function openSentiment({
  settings,
  endpoint,
  credential,
  runtime,
  meter,
  redact,
}: AzureAccess): Promise<AzureEndpoint<Sentiment>> {
  const { TextAnalyticsClient } = await import('@azure/ai-text-analytics');
  const client = new TextAnalyticsClient(endpoint, credential, {
    retryOptions: { maxRetries: 0 },
    allowInsecureConnection: endpoint.startsWith('http://'),
  });
  const gate = createAzureGate('sentiment', { ...settings, perMinute: settings.sentimentPerMinute }, runtime, meter);

  async function call(documents: Document[], abortSignal: AbortSignal): Promise<readonly Result[]> {
    let answer: unknown;
    let usage: string | undefined;
    const results = await client.analyzeSentiment(documents, {
      disableServiceLogs: true,
      abortSignal,
      onResponse(raw) {
        answer = raw.parsedBody;
        usage = raw.headers.get('csp-billing-usage');
      },
    });
    meter.billed('sentiment', recordsBilled(usage, documents));
    refuseDoubleIds(answer);
    return toResults(documents, results, results.modelVersion);
  }

  const batched = createBatcher<Omit<Document, 'id'>, CloudAnswer<Sentiment>>({
    size: settings.batchSize,
    windowMs: settings.batchMs,
    limitMs: settings.limitMs,
    async send(items, limit) {
      const documents = items.map((item, i) => ({ id: String(i), ...item }));
      const passed = await gate.pass((signal) => call(documents, signal), limit);
      return 'lost' in passed
        ? items.map(() => passed)
        : passed.value.map((result) => ('value' in result ? { ...result, cut: false } : result));
    },
  });

  async function ask(utterance: string, language: string | undefined): Promise<CloudAnswer<Sentiment>> {
    const refused = gate.refusal();
    if (refused) return { lost: refused };
    const { text, cut } = toSendable(redact(utterance, language), longestDocument);
    const answer = await batched(language === undefined ? { text } : { text, language });
    return cut && 'value' in answer ? { ...answer, cut } : answer;
  }

  return { ask: createRecall(settings, ask, () => meter.recalled('sentiment')), gate };
}

/**
 * What Azure found in one document. A mixed document counts as its most negative sentence, so that "thanks, but this is
 * outrageous" is not averaged away. Throws `BadAnswerError` for scores that are none.
 */
export function toSentiment(answer: AnalyzeSentimentSuccessResult, modelVersion: string): Sentiment {
  const label = answer.sentiment;
  let scores = answer.confidenceScores;
  if (label === 'mixed')
    for (const { confidenceScores } of answer.sentences)
      if (confidenceScores.negative > scores.negative) scores = confidenceScores;
  const { positive, neutral, negative } = scores;
  if (![positive, neutral, negative].every((score) => score >= 0 && score <= 1)) throw new BadAnswerError();
  return { label, positive, neutral, negative, provider: 'azure', model: `sentiment@${modelVersion}` };
}

/** Results by id, in the documents' order: the service may answer in any order, and may leave documents out. */
function toResults(
  documents: readonly Document[],
  results: readonly AnalyzeSentimentResult[],
  modelVersion: string,
): readonly Result[] {
  const byId = new Map(results.map((result) => [result.id, result]));
  return documents.map(({ id }) => {
    const result = byId.get(id);
    if (result?.error?.code === 'UnsupportedLanguageCode') return { lost: 'unsupported-language' };
    if (!result || result.error) return { lost: 'bad-response' };
    return { value: toSentiment(result, modelVersion) };
  });
}

/** An answer that names a document twice could give one user's score to another, so all of it is refused. */
function refuseDoubleIds(answer: unknown): void {
  const { documents = [], errors = [] } = answer as { documents?: { id: string }[]; errors?: { id: string }[] };
  const ids = [...documents, ...errors].map(({ id }) => id);
  if (new Set(ids).size !== ids.length) throw new BadAnswerError();
}
