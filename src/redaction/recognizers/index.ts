import { findBirthDates } from './birth-dates.js';
import { findCards } from './cards.js';
import { findCheckedIds } from './checked-ids.js';
import { findLinks, findLongNumbers } from './cloud-only.js';
import { findEmails } from './emails.js';
import { findIbans } from './ibans.js';
import { findIds } from './ids.js';
import { findIps } from './ips.js';
import { findPhones } from './phones.js';
import type { Recognize } from './recognizer.js';
import { findSecrets } from './secrets.js';

/** What a handoff loses. Of parts that begin together the first recognizer's wins, so that a card is not taken for a phone. */
export const recognizers: readonly Recognize[] = [
  findSecrets,
  findEmails,
  findIbans,
  findCards,
  findIds,
  findCheckedIds,
  findBirthDates,
  findIps,
  findPhones,
];

/** What only a text loses that is sent to a cloud: an opinion needs neither, and an agent may. */
export const cloudOnlyRecognizers: readonly Recognize[] = [findLinks, findLongNumbers];
