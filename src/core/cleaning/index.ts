import { command } from './command.js';
import type { Convention } from './convention.js';
import { disclaimer } from './disclaimer.js';
import { emojiCode } from './emoji-code.js';
import { emphasis } from './emphasis.js';
import { entity } from './entity.js';
import { fullWidth } from './full-width.js';
import { htmlQuote } from './html-quote.js';
import { invisible } from './invisible.js';
import { link } from './link.js';
import { mention } from './mention.js';
import { quote } from './quote.js';
import { runTogether } from './run-together.js';
import { signature } from './signature.js';
import { spaced } from './spaced.js';
import { stretched } from './stretched.js';
import { tag } from './tag.js';
import { teamsReply } from './teams-reply.js';

/**
 * Every convention there is, in the order they are taken away in: each may rely on those before it. Adding one is a
 * file beside this one and a line here.
 */
export const conventions = {
  teamsReply,
  entity,
  invisible,
  htmlQuote,
  mention,
  command,
  tag,
  quote,
  disclaimer,
  signature,
  link,
  emojiCode,
  emphasis,
  fullWidth,
  spaced,
  stretched,
  runTogether,
} satisfies Record<string, Convention>;

export type ConventionName = keyof typeof conventions;

export const conventionNames = Object.keys(conventions) as readonly ConventionName[];
