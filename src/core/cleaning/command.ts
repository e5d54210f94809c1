import { type Convention, replaceEach } from './convention.js';
import { trait } from './traits.js';

/** A command with the bot's name behind it, as Telegram sends it in groups: `/help@shop_bot` is `/help`. */
export const command: Convention = {
  traits: trait.at,
  take: (text) => replaceEach(text, addressed, (_, name = '') => name),
};

const addressed = /^(\s{0,20}\/\w{1,64})@\w{3,64}(?![\w@.])/g;
