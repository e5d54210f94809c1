import { isRecord, recordIn, textOf } from '../records.js';
import { speakerByRole } from '../roles.js';
import type { Activity, Choice, Menu } from '../turn.js';

/** How much of a message is read, whatever a client sends: choices, parts of a card, and how deep they nest. */
const mostChoices = 100;
const mostParts = 2_000;
const mostCardLevels = 24;

/**
 * The menu the user was looking at when they sent `current`: the choices in the last bot message of the transcript
 * (suggested actions, buttons of cards, actions and choice sets of Adaptive Cards), in the order they appear.
 * Undefined when that message has none, or when another user message followed it. The transcript may end with the
 * current activity itself. Buttons that open something count too: they take up a line of the menu.
 */
export function menuFromTranscript(activities: readonly Activity[] | undefined, current: Activity): Menu | undefined {
  if (!Array.isArray(activities)) return undefined;
  const last = lastMessageBefore(activities, current);
  if (last === undefined || authorOf(last, current) === 'user') return undefined;
  const choices = choicesIn(last);
  return choices.length > 0 ? { choices } : undefined;
}

/** Everything from the current turn on is left out; without ids, a last message that says the same is that turn. */
function lastMessageBefore(activities: readonly unknown[], current: Activity): Activity | undefined {
  const at = current.id === undefined ? -1 : activities.findLastIndex((one) => isCurrent(one, current));
  let end = at >= 0 ? at : activities.length;
  let last = messageBefore(activities, end);
  if (at < 0 && last !== undefined && isSameWithoutId(last.message, current)) {
    end = last.at;
    last = messageBefore(activities, end);
  }
  return last?.message;
}

function messageBefore(activities: readonly unknown[], end: number): { message: Activity; at: number } | undefined {
  for (let at = end - 1; at >= 0; at--) {
    const activity = activities[at];
    if (isRecord(activity) && (activity.type === undefined || activity.type === 'message')) {
      return { message: activity, at };
    }
  }
  return undefined;
}

function isCurrent(activity: unknown, current: Activity): boolean {
  return isRecord(activity) && activity.id === current.id && authorOf(activity, current) !== 'bot';
}

function isSameWithoutId(message: Activity, current: Activity): boolean {
  if (authorOf(message, current) === 'bot') return false;
  if (message.id !== undefined && current.id !== undefined) return false;
  return (message.text ?? '') === (current.text ?? '');
}

/** By role, else by the accounts of the current activity; without either, a message with buttons is the bot's. */
function authorOf(activity: Activity, current: Activity): 'bot' | 'user' {
  const from = recordIn(activity, 'from');
  const speaker = speakerByRole(from.role);
  if (speaker !== undefined) return speaker === 'user' ? 'user' : 'bot';
  const user = recordIn(current, 'from').id;
  const bot = recordIn(current, 'recipient').id;
  if (from.id !== undefined && from.id === user) return 'user';
  if (from.id !== undefined && from.id === bot) return 'bot';
  return 'suggestedActions' in activity || Array.isArray(activity.attachments) ? 'bot' : 'user';
}

/** What was read of a message and how much may still be read. */
interface MessageRead {
  readonly choices: Choice[];
  partsLeft: number;
}

/** What was read of one Adaptive Card: lines of choice sets, and buttons. */
interface CardRead {
  readonly message: MessageRead;
  readonly picks: Partial<Choice>[];
  readonly actions: Partial<Choice>[];
}

function choicesIn(message: Activity): Choice[] {
  const read: MessageRead = { choices: [], partsLeft: mostParts };
  for (const attachment of partsIn(read, message, 'attachments')) {
    const content = recordIn(attachment, 'content');
    for (const button of partsIn(read, content, 'buttons')) add(read.choices, cardAction(button));
    if (isAdaptive(attachment, content)) readCard(read, content);
  }
  for (const action of partsIn(read, recordIn(message, 'suggestedActions'), 'actions')) {
    add(read.choices, cardAction(action));
  }
  return read.choices;
}

function isAdaptive(attachment: Activity, content: Activity): boolean {
  return attachment.contentType === 'application/vnd.microsoft.card.adaptive' || content.type === 'AdaptiveCard';
}

/** A button of a hero card (or one like it), or a suggested action. */
function cardAction(action: Activity): Partial<Choice> {
  const title = textOf(action.title);
  const value = opensSomething(action.type) ? title : (handleOf(action.value) ?? textOf(action.text) ?? title);
  const synonyms = [textOf(action.text), textOf(action.displayText)].filter((text) => text !== undefined);
  return { value, title, synonyms, posts: isRecord(action.value) ? action.value : undefined };
}

/** A button that opens an address or the like posts nothing back, and nobody types its value. */
function opensSomething(type: unknown): boolean {
  return typeof type === 'string' && !/back$/i.test(type);
}

/** The one button that sends a form off is no choice of its own: what was picked in the form is. */
function readCard(message: MessageRead, card: Activity): void {
  const read: CardRead = { message, picks: [], actions: [] };
  readPart(read, card, mostCardLevels);
  const { picks, actions } = read;
  const isForm = picks.length > 0 && actions.length === 1;
  for (const choice of isForm ? picks : [...picks, ...actions]) add(message.choices, choice);
}

/** Fields that hold parts of an Adaptive Card, in the order they appear. `data` is the bot's own and not read. */
const holders = [
  'selectAction',
  'body',
  'items',
  'columns',
  'rows',
  'cells',
  'inlines',
  'inlineAction',
  'actions',
  'card',
];

function readPart(read: CardRead, part: Activity, levels: number): void {
  if (levels === 0) return;
  switch (part.type) {
    case 'Input.ChoiceSet':
      for (const line of partsIn(read.message, part, 'choices')) read.picks.push(pick(part, line));
      break;
    case 'Action.Submit':
    case 'Action.Execute':
      read.actions.push(submit(part));
      break;
    case 'Action.OpenUrl':
      read.actions.push({ value: textOf(part.title), title: textOf(part.title) });
      break;
    default:
      for (const name of holders) {
        for (const inner of partsIn(read.message, part, name)) readPart(read, inner, levels - 1);
      }
  }
}

/** A line of a choice set. */
function pick(choiceSet: Activity, line: Activity): Partial<Choice> {
  const title = textOf(line.title);
  const value = textOf(line.value) ?? title;
  const id = textOf(choiceSet.id);
  return { value, title, posts: id === undefined ? undefined : { [id]: value } };
}

/** A button that posts its `data`, and its verb beside it. */
function submit(action: Activity): Partial<Choice> {
  const title = textOf(action.title);
  const verb = textOf(action.verb);
  const posts = isRecord(action.data) ? action.data : undefined;
  return { value: handleOf(action.data) ?? verb ?? title, title, synonyms: verb === undefined ? [] : [verb], posts };
}

/** The name by which a policy can call what a button posts: the text itself, or the only text in an object. */
function handleOf(posted: unknown): string | undefined {
  if (!isRecord(posted)) return textOf(posted);
  const teams = posted.msteams;
  if (isRecord(teams)) return textOf(teams.value) ?? textOf(teams.text);
  const texts = Object.values(posted).filter((field) => textOf(field) !== undefined);
  return texts.length === 1 ? textOf(texts[0]) : undefined;
}

function add(choices: Choice[], { value, title, synonyms = [], posts }: Partial<Choice>): void {
  if (value === undefined || choices.length >= mostChoices) return;
  if (posts === undefined && choices.some((known) => known.value === value && known.title === title)) return;
  choices.push({ value, title, synonyms, posts });
}

/** The objects a field holds, one or a list, as far as the message may still be read. */
function partsIn(message: MessageRead, holder: Activity, name: string): Activity[] {
  const field = holder[name];
  const records: Activity[] = [];
  for (const part of Array.isArray(field) ? field : [field]) {
    if (message.partsLeft === 0) break;
    if (part === undefined) continue;
    message.partsLeft -= 1;
    if (isRecord(part)) records.push(part);
  }
  return records;
}
