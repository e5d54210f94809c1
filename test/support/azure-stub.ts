import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOnLoopback } from './loopback.js';

export interface Scores {
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
}

/** What the stub does instead of answering. `times` repeats it; absent means once, `Infinity` until it is taken away. */
export interface Fault {
  readonly times?: number;
  /** Which service; both when absent. */
  readonly service?: 'sentiment' | 'clu';
  readonly delayMs?: number;
  readonly hang?: boolean;
  readonly reset?: boolean;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; a string is sent as HTML. A function makes it of the call. */
  readonly body?: unknown | ((call: Call) => unknown);
  /** Changes the right answer before it is sent. */
  readonly change?: (answer: Answer) => unknown;
}

/** A sentiment answer, or a CLU answer. */
// biome-ignore lint/suspicious/noExplicitAny: faults rewrite answers of any shape
export type Answer = any;

export interface Call {
  readonly service: 'sentiment' | 'clu';
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Answer;
  /** True when the caller hung up before it had the answer. */
  aborted: boolean;
  answered: boolean;
}

export interface StubSettings {
  key?: string;
  apiVersion?: string;
  /** How long every answer takes, in ms. */
  latencyMs?: number;
  sentiment?(text: string): Scores;
  /** Confidence scores by intent, or `{ prediction }` for a whole one. */
  intents?(text: string): object;
}

export interface AzureStub {
  readonly endpoint: string;
  readonly calls: Call[];
  /** The first that concerns a call is used up by it. */
  readonly faults: Fault[];
  key: string;
  /** The most sockets that were open at one time. */
  sockets(): number;
  close(): Promise<void>;
}

const neutral: Scores = { positive: 0.05, neutral: 0.9, negative: 0.05 };

/** Azure Language on loopback: sentiment v3.1 and conversation analysis, in the recorded wire format. */
export async function startAzureStub(settings: StubSettings = {}): Promise<AzureStub> {
  const {
    apiVersion = '2023-04-01',
    sentiment = () => neutral,
    intents = () => ({ TalkToHuman: 0.02, None: 0.9 }),
  } = settings;
  const calls: Call[] = [];
  const faults: Fault[] = [];
  let open = 0;
  let most = 0;

  const server = createServer(async (req, res) => {
    const call = await readCall(req);
    if (!call) return fail(res, 404, 'NotFound', 'Resource not found');
    calls.push(call);
    res.on('close', () => {
      call.answered = res.writableFinished;
      call.aborted = !res.writableFinished;
    });
    const fault = takeFault(call.service);
    const delayMs = fault?.delayMs ?? settings.latencyMs ?? 0;
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (fault?.hang) return;
    if (fault?.reset) return void res.socket?.destroy();
    if (fault?.status !== undefined) return reply(res, fault.status, bodyOf(fault, call), fault.headers);
    answer(call, res, fault);
  });

  /** The right answer, as far as the fault leaves it that. */
  function answer({ service, query, headers, body: asked }: Call, res: ServerResponse, fault: Fault | undefined): void {
    if (headers['ocp-apim-subscription-key'] !== stub.key)
      fail(res, 401, 'Unauthorized', 'Access denied due to invalid subscription key or wrong API endpoint.');
    else if (service === 'clu' && query['api-version'] !== apiVersion)
      fail(res, 400, 'InvalidRequest', 'Unsupported api-version');
    else {
      const { status, body, usage } = service === 'sentiment' ? score(asked) : predict(asked);
      reply(res, status, fault?.change ? fault.change(body) : body, { ...usage, ...fault?.headers });
    }
  }

  function takeFault(service: Call['service']): Fault | undefined {
    const i = faults.findIndex((fault) => fault.service === undefined || fault.service === service);
    const fault = faults[i];
    if (!fault) return undefined;
    const left = (fault.times ?? 1) - 1;
    if (left > 0) faults[i] = { ...fault, times: left };
    else faults.splice(i, 1);
    return fault;
  }

  /** Documents come back in reverse order on purpose: the order is not promised. */
  function score(body: Answer) {
    if (body.documents.length > 10)
      return refusal('InvalidRequest', 'Invalid document in request.', 'InvalidDocumentBatch');
    const documents: object[] = [];
    const errors: object[] = [];
    for (const { id, text } of body.documents) {
      if (text.trim() === '') errors.push(documentError(id, 'InvalidDocument', 'Document text is empty.'));
      else if (text.length > 5120) errors.push(documentError(id, 'InvalidDocument', 'Too large to be processed.'));
      else documents.unshift(documentSentiment(id, text, sentiment(text)));
    }
    const usage = { 'csp-billing-usage': `CognitiveServices.TextAnalytics.TextRecords=${documents.length}` };
    return { status: 200, body: { documents, errors, modelVersion: '2022-11-01' }, usage };
  }

  function predict(body: Answer) {
    const { text } = body.analysisInput.conversationItem;
    if (text.length > 1000) return refusal('InvalidArgument', 'Query is too long.', 'InvalidArgument');
    const scores = intents(text);
    const prediction =
      'prediction' in scores && typeof scores.prediction === 'object' ? scores.prediction : conversation(scores);
    const usage = {
      'csp-billing-usage': 'CognitiveServices.TextAnalytics.Language.ConversationalLanguageUnderstanding.Prediction=1',
    };
    return { status: 200, body: { kind: 'ConversationResult', result: { query: text, prediction } }, usage };
  }

  server.on('connection', (socket) => {
    most = Math.max(most, ++open);
    socket.on('close', () => open--);
  });
  const { url: endpoint, close } = await listenOnLoopback(server);
  const stub: AzureStub = {
    endpoint,
    calls,
    faults,
    key: settings.key ?? 'test-key',
    sockets: () => most,
    close,
  };
  return stub;
}

/** The call a request makes; `undefined` where there is no such service. */
async function readCall(req: IncomingMessage): Promise<Call | undefined> {
  let raw = '';
  for await (const chunk of req) raw += chunk;
  const url = new URL(req.url ?? '', 'http://stub');
  const service = services[url.pathname];
  if (!service) return undefined;
  const query = Object.fromEntries(url.searchParams);
  return { service, query, headers: req.headers, body: JSON.parse(raw), aborted: false, answered: false };
}

function bodyOf({ status, body }: Fault, call: Call): unknown {
  if (typeof body === 'function') return body(call);
  return body ?? { error: { code: String(status), message: 'injected' } };
}

const services: Readonly<Record<string, Call['service']>> = {
  '/text/analytics/v3.1/sentiment': 'sentiment',
  '/language/:analyze-conversations': 'clu',
};

/** A document the service could not score, in an answer that scored the others. */
export function documentError(id: string, code: string, message: string): object {
  return {
    id,
    error: { code: 'InvalidArgument', message: 'Invalid document in request.', innererror: { code, message } },
  };
}

function documentSentiment(id: string, text: string, confidenceScores: Scores): object {
  const sentiment = (['positive', 'neutral', 'negative'] as const).reduce((best, label) =>
    confidenceScores[label] > confidenceScores[best] ? label : best,
  );
  const sentences = [{ sentiment, confidenceScores, offset: 0, length: text.length, text }];
  return { id, sentiment, confidenceScores, sentences, warnings: [] };
}

function conversation(scores: object): object {
  const intents = Object.entries(scores)
    .map(([category, confidenceScore]) => ({ category, confidenceScore }))
    .sort((a, b) => b.confidenceScore - a.confidenceScore);
  return { topIntent: intents[0]?.category, projectKind: 'Conversation', intents, entities: [] };
}

function refusal(code: string, message: string, inner: string) {
  return { status: 400, body: { error: { code, message, innererror: { code: inner, message } } }, usage: {} };
}

function fail(res: ServerResponse, status: number, code: string, message: string): void {
  reply(res, status, { error: { code, message } });
}

function reply(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const html = typeof body === 'string';
  const type = html ? 'text/html' : 'application/json; charset=utf-8';
  res.writeHead(status, { 'content-type': type, ...headers });
  res.end(html ? body : JSON.stringify(body));
}
