import { type Recognize, spansOf } from './recognizer.js';

const born =
  'born(?: on)?|date of birth|birth ?date|birthday|d\\.?o\\.?b\\.?|geboren(?: am| op)?|geburtsdatum|geburtstag|geb\\.|n[ée]e?(?:\\(e\\))? le|date de naissance|naissance|nac[ií](?:do|da)?(?: el)?|fecha de nacimiento|nat[oa] il|data di nascita|nasc[ií](?:do|da)?(?: em| a)?|data de nascimento|geboortedatum|生年月日|誕生日|出生日期|出生年月日|生日|cumpleaños|compleanno|aniversário|anniversaire|verjaardag|生于|生於';
const date =
  '\\d{1,2}[./ -]{1,2}\\d{1,2}[./ -]{1,2}(?:\\d{4}|\\d{2})|\\d{4}[./ -]{1,2}\\d{1,2}[./ -]{1,2}\\d{1,2}|\\d{1,2}(?:st|nd|rd|th|\\.|º)? (?:of |de |d[ie]l? )?\\p{L}{3,12}\\.?,? (?:de |of )?\\d{4}|\\p{L}{3,12}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{4} ?年 ?\\d{1,2} ?月 ?\\d{1,2} ?日';
const birthDate = new RegExp(`(?<!\\p{Script=Latin})(?:${born})[^\\d.;!?\\n]{0,20}?(?<!\\d)(${date})(?!\\d)`, 'dgiu');

/** German and Dutch also say it behind the date. */
const dateBefore = new RegExp(`(?<!\\d)(${date}) (?:\\p{L}{2,12} ){0,3}geboren(?!\\p{L})`, 'dgiu');

/** Dates that are said to be somebody's birth; other dates are left. */
export const findBirthDates: Recognize = (text) => [
  ...spansOf(text, birthDate, 'birthdate'),
  ...spansOf(text, dateBefore, 'birthdate'),
];
