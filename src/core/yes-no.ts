/** Replaced when the menu branch lands. */
export function yesOrNo(_utterance: string): 'yes' | 'no' | undefined {
  return undefined;
}
