import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

/** Official specs, examples and recordings of Azure lie beside the checkout; tests that need them say so when skipped. */
const folder = join(process.env.SHARED_DIR ?? '../shared', 'azure');

export const hasShared = existsSync(folder);

if (!hasShared)
  console.warn(`SKIPPED: tests against the official Azure specs, as there is no ${folder}; set SHARED_DIR`);

export function sharedJson(path: string): unknown {
  return JSON.parse(readFileSync(join(folder, path), 'utf8'));
}

/** What the official specs say of a document; each returns the faults, none when it fits. */
export interface OfficialSchemas {
  sentimentRequest(body: unknown): string[];
  sentimentAnswer(body: unknown): string[];
  cluRequest(body: unknown): string[];
  cluAnswer(body: unknown): string[];
  errorAnswer(body: unknown): string[];
  cluProject(project: unknown): string[];
}

export function officialSchemas(): OfficialSchemas {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(sharedJson('specs/text-analytics-v3.1/TextAnalytics.json') as object, 'text.json');
  ajv.addSchema(sharedJson('specs/language-2023-04-01/common.json') as object, 'common.json');
  ajv.addSchema(sharedJson('specs/language-2023-04-01/analyzeconversations.json') as object, 'clu.json');
  ajv.addSchema(
    sharedJson('specs/language-2023-04-01/analyzeconversations-authoring.json') as object,
    'authoring.json',
  );
  const definition = (file: string, name: string) => ajv.compile({ $ref: `${file}#/definitions/${name}` });
  const faults = (validate: ValidateFunction, data: unknown) =>
    validate(data) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

  const documents = definition('text.json', 'MultiLanguageBatchInput');
  const sentiment = definition('text.json', 'SentimentResponse');
  const task = definition('clu.json', 'ConversationalTask');
  const item = definition('clu.json', 'TextConversationItem');
  const result = definition('clu.json', 'ConversationalTaskResult');
  const predictions: Record<string, ValidateFunction> = {
    Conversation: definition('clu.json', 'ConversationPrediction'),
    Orchestration: definition('clu.json', 'OrchestrationPrediction'),
  };
  const error = definition('common.json', 'ErrorResponse');
  const prefix = 'ConversationalAnalysisAuthoring';
  const project = definition('authoring.json', `${prefix}ExportedProject`);
  const assets = definition('authoring.json', `${prefix}ConversationExportedProjectAssets`);

  return {
    sentimentRequest: (body) => faults(documents, body),
    sentimentAnswer: (body) => faults(sentiment, body),
    cluRequest: (body) => [
      ...faults(task, body),
      ...faults(item, (body as { analysisInput: { conversationItem: unknown } }).analysisInput.conversationItem),
    ],
    // Discriminators are Swagger's and unknown to JSON Schema: the kind of prediction is looked up here.
    cluAnswer(body) {
      const { prediction } = (body as { result: { prediction: { projectKind: string } } }).result;
      const kind = predictions[prediction.projectKind];
      return [...faults(result, body), ...(kind ? faults(kind, prediction) : ['unknown project kind'])];
    },
    errorAnswer: (body) => faults(error, body),
    cluProject: (body) => [...faults(project, body), ...faults(assets, (body as { assets: unknown }).assets)],
  };
}
