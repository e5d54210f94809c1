import { z } from 'zod';
import type { CloudAnswer, Intents } from '../cloud.js';
import { createAzureGate } from './gate.js';
import { BadAnswerError } from './loss.js';
import { createRecall } from './recall.js';
import { recordsBilled } from './records.js';
import { toSendable } from './sendable.js';
import type { AzureAccess, AzureEndpoint } from './service.js';

/** The service's limit for one utterance, in characters. */
export const longestUtterance = 1000;

/** Intents by a CLU project, of its own or behind an orchestration project: one utterance a call, as the service wants. */
export async function openClu({
  settings,
  endpoint,
  credential,
  runtime,
  meter,
  redact,
}: AzureAccess): Promise<AzureEndpoint<Intents>> {
  const { ConversationAnalysisClient } = await import('@azure/ai-language-conversations');
  const { cluProject: projectName, cluDeployment: deploymentName } = settings;
  const client = new ConversationAnalysisClient(endpoint, credential, {
    apiVersion: settings.cluApiVersion,
    retryOptions: { maxRetries: 0 },
    allowInsecureConnection: endpoint.startsWith('http://'),
  });
  const gate = createAzureGate('clu', { ...settings, perMinute: settings.cluPerMinute }, runtime, meter);
  const reading: IntentSettings = {
    talkToHuman: settings.cluIntents,
    atLeast: settings.cluIntentAtLeast,
    model: `${projectName}/${deploymentName}`,
  };

  async function call(text: string, language: string | undefined, abortSignal: AbortSignal): Promise<Intents> {
    let usage: string | undefined;
    const answer = await client.analyzeConversation(
      {
        kind: 'Conversation',
        analysisInput: {
          conversationItem: { id: '1', participantId: 'user', modality: 'text', text, ...(language && { language }) },
        },
        parameters: {
          projectName,
          deploymentName,
          stringIndexType: 'Utf16CodeUnit',
          verbose: true,
          isLoggingEnabled: false,
        },
      },
      {
        abortSignal,
        onResponse(raw) {
          usage = raw.headers.get('csp-billing-usage');
        },
      },
    );
    meter.billed('clu', recordsBilled(usage, [{ text }]));
    return toIntents(answer, reading);
  }

  async function ask(utterance: string, language: string | undefined): Promise<CloudAnswer<Intents>> {
    const refused = gate.refusal();
    if (refused) return { lost: refused };
    const { text, cut } = toSendable(redact(utterance, language), longestUtterance);
    const passed = await gate.pass((signal) => call(text, language, signal), AbortSignal.timeout(settings.limitMs));
    return 'lost' in passed ? passed : { ...passed, cut };
  }

  return { ask: createRecall(settings, ask, () => meter.recalled('clu')), gate };
}

/** How a CLU answer is read. */
export interface IntentSettings {
  /** The intents that mean "talk to a human"; names are case-sensitive. */
  readonly talkToHuman: ReadonlySet<string>;
  /** The score from which another intent counts. */
  readonly atLeast: number;
  /** Project and deployment, shown with the scores. */
  readonly model: string;
}

/**
 * What a CLU or orchestration project made of an utterance. A request for a human has the best score of the intents that
 * mean it: never `topIntent`, which a project's own None threshold can hide. An orchestration that routed the utterance
 * to another project says nothing of them: undefined. Throws `BadAnswerError` for what is no such answer, and for a project
 * without any of those intents. One that lists a single route chose nothing: the call was sent straight to its target, as
 * we never ask, and a target without those intents is no answer either.
 */
export function toIntents(answer: unknown, { talkToHuman, atLeast, model }: IntentSettings): Intents {
  const parsed = CluAnswer.safeParse(answer);
  if (!parsed.success) throw new BadAnswerError();
  const { prediction } = parsed.data.result;
  const scores = prediction.projectKind === 'Conversation' ? prediction.intents : orchestrated(prediction.intents);
  let request: number | undefined;
  let top: IntentScore | undefined;
  for (const intent of scores) {
    if (talkToHuman.has(intent.name)) request = Math.max(request ?? 0, intent.score);
    else if (intent.name !== 'None' && intent.score >= (top?.score ?? atLeast)) top = intent;
  }
  if (request === undefined && !hasChosen(prediction)) throw new BadAnswerError();
  const source = { provider: 'azure', model };
  return {
    talkToHuman: request === undefined ? undefined : { score: request, ...source },
    intent: top && { ...top, ...source },
  };
}

/** Whether an orchestration weighed its routes: it then lists all of them, "None" among them. */
function hasChosen({ projectKind, intents }: z.infer<typeof CluAnswer>['result']['prediction']): boolean {
  return projectKind === 'Orchestration' && Object.keys(intents).length > 1;
}

interface IntentScore {
  readonly name: string;
  readonly score: number;
}

const score = z.number().min(0).max(1);

/** On the wire it is `confidenceScore`; the SDK renames it where it knows the shape. */
const confidence = { confidence: score.optional(), confidenceScore: score.optional() };

const scoreOf = (scored: { confidence?: number | undefined; confidenceScore?: number | undefined }) =>
  scored.confidence ?? scored.confidenceScore;

const Listed = z
  .object({ category: z.string(), ...confidence })
  .transform((intent) => ({ name: intent.category, score: scoreOf(intent) }))
  .pipe(z.object({ name: z.string(), score }));

const Nested = z.object({ prediction: z.object({ intents: z.array(Listed) }) });

/** The answer of an old LUIS app behind an orchestration: its intents are the keys. */
const NestedLuis = z.object({ prediction: z.object({ intents: z.record(z.string(), z.object({ score })) }) });

const Route = z
  .object({ ...confidence, targetProjectKind: z.string().optional(), result: z.unknown().optional() })
  .transform((route) => ({ ...route, score: scoreOf(route) }))
  .pipe(z.object({ score, targetProjectKind: z.string().optional(), result: z.unknown().optional() }));

const CluAnswer = z.object({
  result: z.object({
    prediction: z.discriminatedUnion('projectKind', [
      z.object({ projectKind: z.literal('Conversation'), intents: z.array(Listed) }),
      z.object({ projectKind: z.literal('Orchestration'), intents: z.record(z.string(), Route) }),
    ]),
  }),
});

/** The routing intents and those of the project it was routed to, each with its own score. */
function orchestrated(routes: Readonly<Record<string, z.infer<typeof Route>>>): readonly IntentScore[] {
  return Object.entries(routes).flatMap(([name, route]) => [{ name, score: route.score }, ...nested(route)]);
}

/** The kinds of project that answer with intents. */
const withIntents = new Set<string | undefined>(['Conversation', 'Luis']);

function nested({ targetProjectKind, result }: z.infer<typeof Route>): readonly IntentScore[] {
  const clu = Nested.safeParse(result);
  if (clu.success) return clu.data.prediction.intents;
  const luis = NestedLuis.safeParse(result);
  if (!luis.success && result !== undefined && withIntents.has(targetProjectKind)) throw new BadAnswerError();
  if (!luis.success) return [];
  return Object.entries(luis.data.prediction.intents).map(([name, { score }]) => ({ name, score }));
}
