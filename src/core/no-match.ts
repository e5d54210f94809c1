import { isAscii } from './fold.js';

/**
 * What bots' own NLUs call "no intent fits", by the name each documents. Case and what joins the words do not count. A name
 * is of use here only if no bot would give it to an intent of its own.
 */
const names: readonly string[] = [
  // LUIS, CLU and Orchestrator, Kore.ai, Cognigy, NLP.js, Voiceflow
  'None',
  'l_None',
  'VF.NONE',
  // Amazon Lex and Alexa
  'AMAZON.FallbackIntent',
  'FallbackIntent',
  // Dialogflow ES; CX adds numbers to its events, see below
  'Default Fallback Intent',
  'Default Negative Intent',
  'input.unknown',
  // Rasa
  'nlu_fallback',
  'out_of_scope',
  'action_default_fallback',
  'default_fallback',
  // watsonx Assistant
  'irrelevant',
  'anything_else',
  'no_action_matches',
  // Botpress
  'oos',
  'none_intent',
  // wit.ai
  'wit$out_of_scope',
  // Copilot Studio and Bot Framework Composer
  'Fallback',
  'System Fallback',
  'System.Fallback',
  'OnUnknownIntent',
  'Unknown Intent',
  'Unrecognized Intent',
  'Microsoft.OnUnknownIntent',
  // QnA Maker and question answering
  'NoAnswer',
  'No good match found',
  // Genesys, Composer and home-grown NLUs
  '$default',
  'catch_all',
  'DefaultIntent',
  'not_recognized',
  'not_recognised',
  'unrecognized',
  'unrecognised',
  // Oracle Digital Assistant, Jovo, Tock, Google Assistant, Chatfuel, ManyChat and others
  'unresolvedIntent',
  'Unhandled',
  'unknown',
  'actions.intent.NO_MATCH',
  'actions.intent.NO_INPUT',
  'no_match',
  'no_input',
  'no_intent',
  'not_understood',
  'Default Answer',
  'Default Reply',
];

const longestName = 200;

/** The form in which names are compared: letters and digits only, in small letters. */
export function noMatchKey(intent: string): string {
  const small = intent.toLowerCase();
  return isAscii(small) ? small.replace(/[^a-z0-9]+/g, '') : small.replace(/[^\p{L}\p{N}]+/gu, '');
}

const keys = new Set(names.map(noMatchKey));

/**
 * Families of names. Dialogflow CX: `sys.no-match-default`, `sys.no-match-1` and the like, and the same for input that never
 * came. Dialogflow ES: a fallback of one intent (`Billing - fallback`). Rasa: `out_of_scope/weather`.
 */
const families = /^sysno(?:match|input)(?:default|\d{1,2})$|fallback$|^outofscope/;

/** Copilot Studio names a topic with its whole path: `contoso_helpdesk.topic.Fallback`. */
function withoutPath(intent: string): string {
  const path = intent.lastIndexOf('.topic.');
  return path < 0 ? intent : intent.slice(path + '.topic.'.length);
}

/** Whether an intent's name says that no intent fits; `own` are the operator's own such names, as `noMatchKey` has them. */
export function isNoMatch(intent: string, own?: ReadonlySet<string>): boolean {
  if (intent.length > longestName) return false;
  const key = noMatchKey(withoutPath(intent));
  return key === '' || keys.has(key) || families.test(key) || own?.has(key) === true;
}
