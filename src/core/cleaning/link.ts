import { type Convention, replaceEach } from './convention.js';
import { trait } from './traits.js';

/** A link with a label is its label: Slack's `<https://…|label>`, Markdown's `[label](https://…)`. */
export const link: Convention = {
  traits: trait.angle | trait.bracket,
  take: (text) =>
    replaceEach(text, links, (_, address, slackLabel, markdownLabel) => slackLabel || (markdownLabel ?? address ?? '')),
};

const links =
  /<((?:https?|mailto|tel|sip):[^<>|\s]{1,2000})(?:\|([^<>|]{0,300}))?>|!?\[([^[\]]{0,300})\]\((?:https?:|mailto:|tel:|[/#])[^()\s]{0,2000}\)/gi;
