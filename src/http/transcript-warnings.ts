import type { Activity } from '../core/turn.js';
import type { EvaluateAnswer } from './decider.js';
import type { Warning } from './mend-request.js';
import type { EvaluateRequest, ReadRequest } from './read-request.js';

/** An inline image longer than this leaves no room for the words of a transcript, in characters of its `data:` address. */
const mostInlineLength = 65_536;

/** The request without large inline images in the attachments of its transcript, each named in a warning. */
export function withoutInlineImages({ request, warnings }: ReadRequest): ReadRequest {
  const activities =
    request.transcript && 'activities' in request.transcript ? request.transcript.activities : undefined;
  if (!activities) return { request, warnings };
  const found: Warning[] = [];
  const light = activities.map((activity, i) => withoutImages(activity, `/transcript/activities/${i}`, found));
  if (found.length === 0) return { request, warnings };
  const transcript: EvaluateRequest['transcript'] = { activities: light };
  return { request: { ...request, transcript }, warnings: [...warnings, ...found] };
}

function withoutImages(activity: Activity, path: string, found: Warning[]): Activity {
  const { attachments } = activity;
  if (!Array.isArray(attachments) || !attachments.some(isLarge)) return activity;
  const light = attachments.map((attachment, i) => {
    if (!isLarge(attachment)) return attachment;
    const message = `An inline image may have at most ${mostInlineLength} characters; it was left out. Send its address.`;
    found.push({ path: `${path}/attachments/${i}/contentUrl`, message });
    const { contentUrl, ...rest } = attachment;
    return rest;
  });
  return { ...activity, attachments: light };
}

function isLarge(attachment: unknown): attachment is { readonly contentUrl: string } {
  const { contentUrl } = (attachment ?? {}) as { contentUrl?: unknown };
  return typeof contentUrl === 'string' && contentUrl.length > mostInlineLength && contentUrl.startsWith('data:');
}

/** The warnings, and one more where a transcript was too long for the handoff activity of the answer. */
export function withLeftOut(
  warnings: readonly Warning[],
  answer: Omit<EvaluateAnswer, 'warnings'>,
): readonly Warning[] {
  const attachment = answer.handoff?.activity?.attachments?.[0] as { content?: { leftOut?: object } } | undefined;
  const leftOut = attachment?.content?.leftOut;
  if (leftOut === undefined) return warnings;
  const counts = Object.entries(leftOut).map(([what, count]) => `${what} ${count}`);
  const message = `Is too long for the handoff activity; left out: ${counts.join(', ')}. A contentUrl has no such limit.`;
  return [...warnings, { path: '/transcript', message }];
}
