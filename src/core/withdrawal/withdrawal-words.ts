/**
 * How one language takes back a request for an agent. Each field is a comma-separated list of phrases, compared without
 * case, accents and punctuation, as in `words/`.
 */
export interface WithdrawalWords {
  /** Says it in full. `#` stands for an agent or a request for one; a `?` at the end: as a question too. */
  readonly takesBack: string;
  /** Who was asked for. */
  readonly agents: string;
  /** What was asked, together with an agent: "request" in "my request for an agent". */
  readonly requests: string;
  /** Drops something without saying what. */
  readonly dropsIt: string;
  /** What else people say around it, why for one. */
  readonly around: string;
  /** "Maybe": with one of these nothing is taken back. */
  readonly doubts: string;
}
