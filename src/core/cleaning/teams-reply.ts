import type { Activity } from '../turn.js';
import type { Convention } from './convention.js';
import { trait } from './traits.js';

/**
 * A reply in Teams: its `text` may run the message that was answered and the answer together, while its HTML, which is
 * attached, tells them apart. The HTML is read instead, by the conventions that follow.
 */
export const teamsReply: Convention = {
  traits: trait.any,
  isOfOthers: true,
  take(_, { attachments }) {
    if (!Array.isArray(attachments)) return undefined;
    const html = attachments.slice(0, mostAttachments).map(htmlIn).find(isReply);
    return html === undefined ? undefined : { text: html, count: 1 };
  },
};

const mostAttachments = 10;
const longestHtml = 65_536;

function htmlIn(attachment: unknown): string {
  if (typeof attachment !== 'object' || attachment === null) return '';
  const { contentType, content } = attachment as Activity;
  return contentType === 'text/html' && typeof content === 'string' && content.length <= longestHtml ? content : '';
}

function isReply(html: string): boolean {
  return html.includes('<blockquote') && html.includes('schema.skype.com/Reply');
}
