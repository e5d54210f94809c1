/** A flat fact the bot knows about the user, for policy conditions and the handoff context. */
export type Fact = string | number | boolean;

/** A Bot Framework activity as it came off the wire: we name what we read and pass the rest through untouched. */
export interface Activity {
  readonly [field: string]: unknown;
}

/** One line of the menu the user was looking at. */
export interface Choice {
  readonly value: string;
  readonly title?: string | undefined;
  readonly synonyms?: readonly string[] | undefined;
  /** What a tap on it posts as `activity.value`, known when the choice was read from a card. */
  readonly posts?: unknown;
}

export interface Menu {
  readonly choices: readonly Choice[];
}

/** What told us that the user meant this choice; `given` is the bot's own word. */
export type MatchedBy = 'given' | 'value' | 'title' | 'synonym' | 'words' | 'number' | 'ordinal' | 'letter' | 'typo';

/** The menu item the user picked; `index` counts from 0 and is null when the bot named a choice outside the menu. */
export interface MenuChoice {
  readonly value: string;
  readonly index: number | null;
  readonly matchedBy: MatchedBy;
}

/** What the bot's own NLU made of the turn; `score` in [0, 1]. */
export interface Recognition {
  readonly intent?: string | undefined;
  readonly score?: number | undefined;
  /** True where the intent is one of the operator's own names for "did not understand". */
  readonly noMatch?: boolean | undefined;
}

/** How much of each kind was taken out of a transcript; `failed` texts gave way to a marker. */
export type RedactedCounts = Readonly<
  Partial<
    Record<
      | 'email'
      | 'iban'
      | 'card'
      | 'phone'
      | 'id'
      | 'secret'
      | 'ip'
      | 'birthdate'
      | 'pattern'
      | 'link'
      | 'number'
      | 'failed',
      number
    >
  >
>;

/** How often each convention of `cleaning/` stood in a text, by its name; none of the text itself. */
export type CleanedCounts = Readonly<Record<string, number>>;

/** The activities so far, attached to the handoff: in full, or by reference. Passed on, never kept. */
export type Transcript =
  | {
      readonly activities: readonly Activity[];
      /** There once it was redacted. */
      readonly redacted?: RedactedCounts | undefined;
      readonly contentUrl?: undefined;
    }
  | { readonly contentUrl: string; readonly activities?: undefined };

/**
 * One user activity and everything we were told with it.
 *
 * `utterance` is what the user typed, cleaned and bounded; it is empty when they tapped. `title` is what the picked choice said on
 * the screen. `kind` is `agent` for what a human agent sent, `left` when the user or the channel ended the conversation,
 * and `other` for what else no user said (typing, conversationUpdate, the bot's own messages).
 */
export interface Turn {
  readonly kind: 'user' | 'status' | 'agent' | 'left' | 'other';
  readonly id: string;
  readonly conversation: string;
  readonly utterance: string;
  /** Whether the user changed a message they had sent before: what it says again, they said once. */
  readonly edited: boolean;
  /** What was taken away of the text to come to the utterance. */
  readonly cleaned: CleanedCounts;
  /** Whether the utterance is only the beginning and the end of what was typed. */
  readonly isCut: boolean;
  readonly locale: string | undefined;
  readonly channel: string | undefined;
  readonly menuChoice: MenuChoice | undefined;
  readonly title: string | undefined;
  readonly recognition: Recognition | undefined;
  readonly context: Readonly<Record<string, Fact>>;
  readonly transcript: Transcript | undefined;
  readonly activity: Activity;
}

/** A user's turn with what is known of it; everything else is absent. */
export function userTurn(known: Pick<Turn, 'id' | 'conversation' | 'utterance'> & Partial<Turn>): Turn {
  return {
    kind: 'user',
    edited: false,
    cleaned: {},
    isCut: false,
    locale: undefined,
    channel: undefined,
    menuChoice: undefined,
    title: undefined,
    recognition: undefined,
    context: {},
    transcript: undefined,
    activity: {},
    ...known,
  };
}
