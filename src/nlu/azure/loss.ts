import type { DegradedCause } from '../../core/analysis.js';
import { LimitReachedError } from '../../lib/deadline.js';
import { guidIn } from '../../lib/guid.js';
import { retryAfterMs } from '../../lib/retry-after.js';

/**
 * Why a call to Azure brought nothing, and who must act: nobody (`service`: it is out or slow; `throttled`: it or our
 * quota says wait), the operator (`settings`: key, role, project, endpoint), or a developer (`request`: it was refused).
 */
export interface Loss {
  readonly cause: DegradedCause;
  readonly blame: 'service' | 'throttled' | 'settings' | 'request';
  /** For how long Azure is better left alone, in ms. */
  readonly pauseMs: number;
}

/** The answer came and cannot be used: a shape or ids that we do not know. */
export class BadAnswerError extends Error {}

/** Entra ID gave us no token at start. */
export class NoTokenError extends Error {
  override readonly name = 'NoTokenError';
}

/** Settings do not mend themselves within a minute. */
const settingsPauseMs = 60_000;

/** The longest pause that a `Retry-After` can ask for, in ms. */
const longestPauseMs = 30_000;

const unavailable: Loss = { cause: 'unavailable', blame: 'service', pauseMs: 0 };

/** What to make of an error of the Azure SDKs, at `now` in ms since the epoch. Reads their status and code only: their messages may quote the user. */
export function toLoss(err: unknown, now: number): Loss {
  if (err instanceof LimitReachedError || nameOf(err) === 'AbortError')
    return { cause: 'timeout', blame: 'service', pauseMs: 0 };
  if (err instanceof BadAnswerError || err instanceof TypeError) return badAnswer;
  if (credentialErrors.has(nameOf(err))) return unauthorized;
  if ((err as { code?: unknown } | undefined)?.code === 'PARSE_ERROR') return badAnswer;
  const { status } = factsOf(err);
  if (status === undefined) return unavailable;
  return byStatus(status, err, now);
}

/** What `@azure/identity` throws, and what we make of it at start. */
const credentialErrors = new Set(['NoTokenError', 'CredentialUnavailableError', 'AuthenticationError']);

const badAnswer: Loss = { cause: 'bad-response', blame: 'service', pauseMs: 0 };
const unauthorized: Loss = { cause: 'unauthorized', blame: 'settings', pauseMs: settingsPauseMs };

function byStatus(status: number, err: unknown, now: number): Loss {
  switch (status) {
    case 400:
    case 413:
    case 415:
      return { cause: 'bad-response', blame: 'request', pauseMs: 0 };
    case 401:
    case 403:
      return unauthorized;
    case 404:
      return { cause: 'unavailable', blame: 'settings', pauseMs: settingsPauseMs };
    case 408:
      return { cause: 'timeout', blame: 'service', pauseMs: 0 };
    case 429:
      return { cause: 'throttled', blame: 'throttled', pauseMs: pauseMsOf(err, now) };
    default:
      return status >= 500 ? unavailable : badAnswer;
  }
}

/** The codes that Azure Language documents. Any other may be what it was sent, key or text, given back as a code. */
const codes = new Set(
  (
    'InvalidRequest InvalidArgument Unauthorized Forbidden NotFound ProjectNotFound OperationNotFound Conflict Timeout ' +
    'TooManyRequests QuotaExceeded InternalServerError ServiceUnavailable InvalidParameterValue EmptyRequest ' +
    'InvalidRequestBodyFormat InvalidDocument InvalidDocumentBatch ModelVersionIncorrect UnsupportedLanguageCode'
  ).split(' '),
);

/** What may be logged of an error: never its message, which can hold the body, and no word but those we know. */
export function factsOf(err: unknown): {
  readonly name: string;
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
} {
  const { statusCode, code } = (err ?? {}) as { statusCode?: unknown; code?: unknown };
  return {
    name: nameOf(err),
    code: typeof code === 'string' && codes.has(code) ? code : undefined,
    status: typeof statusCode === 'number' ? statusCode : undefined,
    requestId: guidIn(headerOf(err, 'apim-request-id')),
  };
}

function nameOf(err: unknown): string {
  return err instanceof Error ? err.name : typeof err;
}

/** How long Azure asks to be left alone: without a usable `Retry-After` one second, which its own answers ask for. */
function pauseMsOf(err: unknown, now: number): number {
  return Math.min(retryAfterMs(headerOf(err, 'retry-after'), now) ?? 1_000, longestPauseMs);
}

function headerOf(err: unknown, name: string): string | undefined {
  return (err as { response?: { headers?: { get?(name: string): string | undefined } } })?.response?.headers?.get?.(
    name,
  );
}
