/**
 * What one language says around a choice. Each field is a comma-separated list of phrases, compared without case,
 * accents and punctuation, so that `I'd` stands for "id" typed as `i d`. A phrase may stand in several fields.
 */
export interface Words {
  /** A plain yes or no, also as the first word of a label ("Yes, cancel it"). */
  readonly yes: string;
  readonly no: string;
  /** Other answers that mean yes or no to any question. */
  readonly agree: string;
  readonly decline: string;
  /** Answers that mean yes or no to "would you like to talk to a person?" only. */
  readonly accept: string;
  readonly refuse: string;
  /** "That's fine": says nothing by itself and takes nothing back beside a yes or a no. */
  readonly soft: string;
  /** Who the offer is about; with `wishing` or alone it takes the offer up. */
  readonly person: string;
  /** Alone, after an offer, it is a yes. */
  readonly please: string;
  /** Greetings, thanks, fillers. */
  readonly courtesy: string;
  /** "I'll take", "number": what people say before the choice they make, whatever it is. */
  readonly choosing: string;
  /** "I'd like to", "show me": what people say of a thing they want; a choice only before a whole label. */
  readonly wishing: string;
  /** Definite articles. */
  readonly the: string;
  /** Words that may be dropped from a label or added to it. */
  readonly small: string;
  /** "One", "option": stands for the choice. */
  readonly nouns: string;
  /** Words that cannot single out a label by themselves: "what", "is", "it". */
  readonly weak: string;
  /** A label with one of these is not meant by an utterance without, nor the other way round. */
  readonly not: string;
  /** Number words from one on, in order; `/` parts the forms of one number. */
  readonly numbers: string;
  /** The same for ordinals, from first on. */
  readonly ordinals: string;
  /** The last line of a menu, however long it is. */
  readonly last: string;
  /** Forms of a place with `#` for its number, in digits or as in `numbers`. */
  readonly places?: string;
  /** Number words that are everyday words of another language: read only where the locale names this one. */
  readonly shunned?: string;
}
