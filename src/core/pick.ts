import { givenMenuChoice, matchMenuChoice } from './menu/index.js';
import { type Tap, tappedInMenu, tappedOutside } from './payloads/index.js';
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
  const { given, text, tap } = picking;
  const menuChoice = given ? givenMenuChoice(given, menu) : menu && inMenu(picking, menu);
  if (menuChoice) return { menuChoice, title: titleOf(menuChoice, menu, tap?.title ?? text) };
  const outside = tap && tappedOutside(tap);
  return outside && { menuChoice: outside.choice, title: outside.title };
}

function inMenu({ text, activity, locale, tap }: Picking, menu: Menu): MenuChoice | undefined {
  const tapped = tap && tappedInMenu(tap, menu);
  return tapped ?? matchMenuChoice({ text: text || (tap?.title ?? ''), value: activity.value }, menu, locale);
}

/** A choice that has no title said what the user saw, because channels send a button's title as text. */
function titleOf({ value, index }: MenuChoice, menu: Menu | undefined, seen: string): string {
  const choice = index === null ? undefined : menu?.choices[index];
  return choice?.title ?? (seen || value);
}
