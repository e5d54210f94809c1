import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toIntents } from '../../src/nlu/azure/clu.js';
import { toSentiment } from '../../src/nlu/azure/sentiment.js';
import type { Cloud } from '../../src/nlu/cloud.js';
import { openStubbedAzure } from '../support/azure-client.js';
import { hasShared, officialSchemas, sharedJson } from '../support/azure-specs.js';
import { type Answer, type AzureStub, startAzureStub } from '../support/azure-stub.js';
import { testRuntime } from '../support/runtime.js';

const reading = { talkToHuman: new Set(['TalkToHuman']), atLeast: 0.5, model: 'p/d' };
const clu = (prediction: object) => ({ kind: 'ConversationResult', result: { query: 'x', prediction } });
const conversation = (topIntent: string, scores: Record<string, number>, field = 'confidence') =>
  clu({
    projectKind: 'Conversation',
    topIntent,
    intents: Object.entries(scores).map(([category, score]) => ({ category, [field]: score })),
  });
const orchestration = (intents: object) => clu({ projectKind: 'Orchestration', topIntent: 'Escalation', intents });
const routed = (targetProjectKind: string, score: number, result?: object) => ({
  targetProjectKind,
  confidence: score,
  ...(result && { result }),
});

describe('a CLU answer', () => {
  test.each([
    ['its own score counts, not topIntent', conversation('None', { TalkToHuman: 0.44, None: 0 }), 0.44, undefined],
    ['wire names are read too', conversation('TalkToHuman', { TalkToHuman: 0.97 }, 'confidenceScore'), 0.97, undefined],
    ['another intent is a routing hint', conversation('Billing', { Billing: 0.8, TalkToHuman: 0.1 }), 0.1, 'Billing'],
    [
      'so is the best one beside a request',
      conversation('TalkToHuman', { TalkToHuman: 0.9, Billing: 0.6, Tech: 0.5 }),
      0.9,
      'Billing',
    ],
    ['a weak one is no hint', conversation('Billing', { Billing: 0.4, TalkToHuman: 0.1 }), 0.1, undefined],
    ['None is no intent', conversation('None', { None: 0.9, TalkToHuman: 0.1 }), 0.1, undefined],
    [
      'an orchestration is read with the project it routed to',
      orchestration({
        Escalation: routed('Conversation', 0.4, {
          prediction: { intents: [{ category: 'TalkToHuman', confidence: 0.91 }] },
        }),
        None: routed('NonLinked', 0.05),
      }),
      0.91,
      undefined,
    ],
    [
      'an old LUIS app behind an orchestration is read',
      orchestration({ Escalation: routed('Luis', 0.4, { prediction: { intents: { TalkToHuman: { score: 0.8 } } } }) }),
      0.8,
      undefined,
    ],
    [
      'an orchestration that routed elsewhere says nothing of it, but routes',
      orchestration({
        Faq: routed('QuestionAnswering', 0.9, { answers: [] }),
        Escalation: routed('Conversation', 0.1),
      }),
      undefined,
      'Faq',
    ],
  ])('%s', (_, answer, request, intent) => {
    const read = toIntents(answer, reading);
    expect(read.talkToHuman?.score).toBe(request);
    expect(read.intent?.name).toBe(intent);
  });

  test.each([
    ['nothing', {}],
    ['a web page', '<html>'],
    ['null', null],
    ['an unknown project kind', clu({ projectKind: 'Workflow', intents: [] })],
    ['a score above 1', conversation('TalkToHuman', { TalkToHuman: 1.2 })],
    ['an intent without a score', conversation('TalkToHuman', { TalkToHuman: 0.9 }, 'certainty')],
    [
      'an orchestration sent straight to answers to questions',
      orchestration({ Faq: routed('QuestionAnswering', 1, { answers: [] }) }),
    ],
    [
      'an orchestration sent straight to a project without our intent',
      orchestration({
        Shop: routed('Conversation', 1, { prediction: { intents: [{ category: 'Billing', confidence: 0.9 }] } }),
      }),
    ],
    ['an orchestration with no route', orchestration({})],
    [
      'an orchestration whose project answered in another shape',
      orchestration({
        Escalation: routed('Conversation', 0.9, { prediction: { intents: 'TalkToHuman' } }),
        None: routed('NonLinked', 0.1),
      }),
    ],
    ['a project without our intent', conversation('Billing', { Billing: 0.9 })],
  ])('that is %s is refused', (_, answer) => {
    expect(() => toIntents(answer, reading)).toThrow();
  });
});

describe('a sentiment answer', () => {
  const document = (sentiment: string, scores: object, sentences: object[] = []): Answer => ({
    id: '0',
    sentiment,
    confidenceScores: scores,
    sentences: sentences.map((confidenceScores) => ({ confidenceScores })),
  });

  test('keeps the three scores and says which model gave them', () => {
    expect(toSentiment(document('positive', { positive: 0.9, neutral: 0.1, negative: 0 }), '2022-11-01')).toEqual({
      label: 'positive',
      positive: 0.9,
      neutral: 0.1,
      negative: 0,
      provider: 'azure',
      model: 'sentiment@2022-11-01',
    });
  });

  test('that is mixed counts as its most negative sentence', () => {
    const mixed = document('mixed', { positive: 0.5, neutral: 0, negative: 0.5 }, [
      { positive: 0.98, neutral: 0.02, negative: 0 },
      { positive: 0, neutral: 0.03, negative: 0.97 },
    ]);
    expect(toSentiment(mixed, 'm')).toMatchObject({ label: 'mixed', positive: 0, neutral: 0.03, negative: 0.97 });
  });

  test.each([
    ['above 1', { positive: 2, neutral: 0, negative: 0 }],
    ['missing', { positive: 1, neutral: 0 }],
    ['no number', { positive: 'high', neutral: 0, negative: 0 }],
  ])('with a score %s is refused', (_, scores) => {
    expect(() => toSentiment(document('positive', scores), 'm')).toThrow();
  });
});

describe.runIf(hasShared)('the official examples and recordings, served over HTTP', () => {
  const body = (path: string): Answer => {
    const file = sharedJson(path) as Answer;
    return file.response?.body ?? file.responses[200].body;
  };
  let stub: AzureStub;
  let cloud: Cloud;

  beforeAll(async () => {
    stub = await startAzureStub();
    cloud = await openStubbedAzure(stub, testRuntime(), { cluIntents: 'PlayMusic,Timetable,Send' });
  });
  afterAll(async () => {
    await cloud.close();
    await stub.close();
  });

  test.each([
    ['examples/language-2023-04-01.conversation.json', { talkToHuman: { score: 1 }, intent: undefined }],
    [
      'examples/language-2023-04-01.orchestration.json',
      { talkToHuman: { score: 0.99968535 }, intent: { name: 'Rail' } },
    ],
    ['recordings/clu-conversation.json', { talkToHuman: { score: 0.9053172 }, intent: undefined }],
  ])('%s', async (path, expected) => {
    stub.faults.push({ service: 'clu', change: () => body(path) });
    expect(await cloud.intents?.(path, 'en')).toMatchObject({ value: expected });
  });

  test('an orchestration answer that holds only what it was sent straight to has neither score nor silence', async () => {
    const answer = body('examples/language-2023-04-01.orchestration.json');
    const { intents } = answer.result.prediction;
    const change = () => ({
      ...answer,
      result: { ...answer.result, prediction: { ...answer.result.prediction, intents: { Tree: intents.Tree } } },
    });
    stub.faults.push({ service: 'clu', change });
    expect(await cloud.intents?.('straight to a target', 'en')).toEqual({ lost: 'bad-response' });
  });

  test('recordings/sentiment-mixed-with-empty-document.json: scores by id, and the one that failed', async () => {
    const recorded = sharedJson('recordings/sentiment-mixed-with-empty-document.json') as Answer;
    stub.faults.push({ service: 'sentiment', change: () => recorded.response.body });
    const texts: string[] = recorded.request.body.documents.map(({ text }: { text: string }) => text || 'empty');
    const answers = await Promise.all(texts.map((text) => cloud.sentiment?.(text, 'en')));
    expect(answers[0]).toMatchObject({ value: { label: 'positive', positive: 0.99 } });
    expect(answers[1]).toEqual({ lost: 'bad-response' });
    expect(answers[2]).toMatchObject({ value: { label: 'negative', negative: 1 } });
    expect(answers[4]).toMatchObject({ value: { label: 'negative' } });
  });

  test('recordings/sentiment-opinion-mining-negative.json: what we did not ask for does no harm', async () => {
    stub.faults.push({ service: 'sentiment', change: () => body('recordings/sentiment-opinion-mining-negative.json') });
    expect(await cloud.sentiment?.('The food and service is not good', 'en')).toMatchObject({ value: { negative: 1 } });
  });

  test('recordings/throttled-429.json: lost, and left alone for the second it asks for', async () => {
    const { status, headers, body } = (sharedJson('recordings/throttled-429.json') as Answer).response;
    stub.faults.push({ service: 'sentiment', status, headers, body });
    const before = stub.calls.length;
    expect(await cloud.sentiment?.('first', 'en')).toEqual({ lost: 'throttled' });
    expect(await cloud.sentiment?.('second', 'en')).toEqual({ lost: 'throttled' });
    expect(stub.calls.length).toBe(before + 1);
  });
});

describe.runIf(hasShared)('the stub and we keep to the official spec', () => {
  test('in requests, answers and errors', async () => {
    const official = officialSchemas();
    const answers: { service: string; body: Answer }[] = [];
    const stub = await startAzureStub({
      intents: (text) =>
        text === 'route'
          ? {
              prediction: {
                projectKind: 'Orchestration',
                topIntent: 'E',
                intents: { E: { targetProjectKind: 'NonLinked', confidenceScore: 1 } },
              },
            }
          : { TalkToHuman: 0.9, None: 0.1 },
    });
    const keep = (service: 'sentiment' | 'clu') => ({
      service,
      change: (body: Answer) => {
        answers.push({ service, body });
        return body;
      },
    });
    stub.faults.push(keep('sentiment'), keep('clu'), keep('clu'));
    const cloud = await openStubbedAzure(stub, testRuntime());
    await Promise.all([
      cloud.sentiment?.('one', 'en'),
      cloud.sentiment?.('two', undefined),
      cloud.sentiment?.('\uD83D', 'de'),
    ]);
    await cloud.intents?.('one', undefined);
    await cloud.intents?.('route', 'pt-BR');
    const refused = await fetch(`${stub.endpoint}/language/:analyze-conversations`, { method: 'POST', body: '{}' });
    await cloud.close();
    await stub.close();

    expect(stub.calls.map(({ service }) => service)).toEqual(['sentiment', 'clu', 'clu', 'clu']);
    for (const { service, body } of stub.calls.slice(0, 3))
      expect(service === 'clu' ? official.cluRequest(body) : official.sentimentRequest(body)).toEqual([]);
    expect(answers.length).toBe(3);
    for (const { service, body } of answers)
      expect(service === 'clu' ? official.cluAnswer(body) : official.sentimentAnswer(body)).toEqual([]);
    expect(refused.status).toBe(401);
    expect(official.errorAnswer(await refused.json())).toEqual([]);
    expect(official.sentimentAnswer({ documents: [{ id: '0' }] })).not.toEqual([]);
    expect(
      official.cluAnswer({
        kind: 'ConversationResult',
        result: { query: 'x', prediction: { projectKind: 'Conversation' } },
      }),
    ).not.toEqual([]);
  });

  test('in the CLU project an operator imports', () => {
    const project = JSON.parse(readFileSync('models/clu/escalation-intents.json', 'utf8'));
    expect(officialSchemas().cluProject(project)).toEqual([]);
  });
});
