import { fold } from '../fold.js';
import type { Activity } from '../turn.js';

/** Somebody who is mentioned, by the activity's entities. */
export interface Mention {
  /** The words the mention stands in the text with; empty where the channel does not say. */
  readonly text: string;
  readonly name: string;
  readonly isBot: boolean;
}

const mostMentions = 50;
const longestName = 300;

interface Account {
  readonly id: string;
  readonly name: string;
}

function objectIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function textIn(value: unknown): string {
  return typeof value === 'string' && value.length <= longestName ? value : '';
}

function accountIn(value: unknown): Account {
  const { id, name } = objectIn(value);
  return { id: textIn(id), name: textIn(name) };
}

/** Those whom the entities mention; nobody where they are of another shape. */
export function mentionsIn({ entities, recipient }: Activity): Mention[] {
  if (!Array.isArray(entities)) return [];
  const bot = accountIn(recipient);
  return entities
    .slice(0, mostMentions)
    .map(objectIn)
    .filter(({ type }) => typeof type === 'string' && type.toLowerCase() === 'mention')
    .map(({ text, mentioned }) => toMention(textIn(text), accountIn(mentioned), bot))
    .filter(({ text, name }) => text !== '' || name !== '');
}

function toMention(text: string, mentioned: Account, bot: Account): Mention {
  return { text: unescaped(text), name: mentioned.name, isBot: isSameAccount(mentioned, bot) };
}

/** The text itself was unescaped before. */
function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&nbsp;', ' ').replaceAll('&amp;', '&');
}

/** Ids decide, and names where an id is missing; without a recipient, Teams' prefix for bots. */
function isSameAccount(mentioned: Account, bot: Account): boolean {
  if (mentioned.id !== '' && bot.id !== '') return isSameId(mentioned.id, bot.id) || isSame(mentioned.name, bot.name);
  if (bot.name !== '') return isSame(mentioned.name, bot.name);
  return mentioned.id.startsWith('28:');
}

/** Slack writes the workspace behind an id (`B1:T1`), Teams and Skype the kind of account before it (`28:`). */
function isSameId(one: string, other: string): boolean {
  return one === other || bareId(one) === bareId(other);
}

function bareId(id: string): string {
  return id.replace(/^(?:\d{1,2}|whatsapp):/, '').replace(/:T\w+$/, '');
}

/** Whatever their case, accents, spaces and signs. */
function isSame(one: string, other: string): boolean {
  const [bare, otherBare] = [bareName(one), bareName(other)];
  return bare !== '' && bare === otherBare;
}

function bareName(name: string): string {
  return fold(name).replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Whether a name, or the id in a tag's attributes, is the bot's. */
export function isBotName(name: string, attributes: string, { recipient }: Activity): boolean {
  const { id, name: botName } = accountIn(recipient);
  const called = /\bid\s*=\s*["']?!?([^"'\s]{1,200})/i.exec(attributes)?.[1];
  return isSame(name, botName) || (called !== undefined && id !== '' && isSameId(called, id));
}

/** What the bot is called: its name and its id, as far as they are known. */
export function botNamesOf({ recipient }: Activity): string[] {
  const { id, name } = accountIn(recipient);
  return [name, bareId(id)].filter((known) => known !== '');
}

/** What may stand behind an at sign for the bot, in lower case, the longest first. */
export function handlesOf(activity: Activity): string[] {
  const forms = botNamesOf(activity).flatMap((name) => {
    const lower = name.trim().replace(/^@/, '').toLowerCase();
    const digits = /^\D{0,12}\d{6,}$/.test(lower) ? lower.replace(/\D/g, '') : '';
    return [lower, ...['', '_', '-', '.'].map((sign) => lower.replaceAll(/\s+/g, sign)), digits];
  });
  return [...new Set(forms)].filter((form) => form !== '').toSorted((one, other) => other.length - one.length);
}
