import { givenMenuChoice, matchMenuChoice } from './menu/index.js';
import { hasLetters, type Tap, tappedInMenu, tappedOutside } from './payloads/index.js';
import type { Activity, Menu, MenuChoice } from './turn.js';

/** A picked choice, and what it said on the screen. */
export interface Pick {
  readonly menuChoice: MenuChoice;
  readonly title: string;
}

/** What may say which choice was picked. */
export interface Picking {
  /** The choice the bot itself resolved. */
  readonly given: string | null | undefined;
  readonly text: string;
  readonly activity: Activity;
  readonly locale: string | undefined;
  readonly tap: Tap | undefined;
}

/**
 * The choice the bot names, else the one that was tapped on the menu or typed, else one tapped on a menu we were not shown;
 * undefined where nothing was picked.
 */
export function pickOf(picking: Picking, menu: Menu | undefined): Pick | undefined {
  const { given, tap } = picking;
  const menuChoice = given ? givenMenuChoice(given, menu) : menu && inMenu(picking, menu);
  if (menuChoice) return { menuChoice, title: titleOf(menuChoice, menu, picking) };
  const outside = tap && tappedOutside(tap);
  return outside && { menuChoice: outside.choice, title: outside.title };
}

function inMenu({ text, activity, locale, tap }: Picking, menu: Menu): MenuChoice | undefined {
  const tapped = tap && tappedInMenu(tap, menu);
  return (
    tapped ??
    matchMenuChoice({ text: text || (tap?.title ?? ''), typed: activity.text, value: activity.value }, menu, locale)
  );
}

/** Of a choice that no menu shows, the text is what the user saw, because channels send a button's title as text. */
function titleOf({ value, index }: MenuChoice, menu: Menu | undefined, { text, tap }: Picking): string {
  const choice = index === null ? undefined : menu?.choices[index];
  if (choice?.title !== undefined) return choice.title;
  const seen = tap?.title;
  if (seen !== undefined && hasLetters(seen)) return seen;
  return choice ? choice.value : text || value;
}
