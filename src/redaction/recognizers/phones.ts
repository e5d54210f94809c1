import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { findGrouped } from './digit-groups.js';
import { isPrecededBy, type Recognize } from './recognizer.js';

/** Where most people who write in a language, and name no country, have their numbers. */
const mainCountries: Readonly<Record<string, readonly CountryCode[]>> = {
  en: ['US', 'GB', 'AU', 'IN'],
  de: ['DE', 'AT', 'CH'],
  fr: ['FR', 'BE', 'CH', 'CA'],
  es: ['ES', 'MX', 'AR', 'CO'],
  it: ['IT', 'CH'],
  pt: ['BR', 'PT'],
  nl: ['NL', 'BE'],
  ja: ['JP'],
  zh: ['CN', 'TW', 'HK'],
};

/** What else a number may be that is called by its name just before it. */
const namesOfOtherNumbers =
  /(?:order|zip|postcode|part|article|invoice|ticket|case|tracking|ref(?:erence)?|booking|account|customer|parcel|serial|item|sku|isbn|contract|policy|bestell\p{L}*|auftrag\p{L}*|rechnung\p{L}*|kunden\p{L}*|sendung\p{L}*|buchung\p{L}*|vorgang\p{L}*|vertrag\p{L}*|commande|facture|dossier|colis|suivi|pedido|factura|caso|env[ií]o|reserva|ordine|fattura|pratica|spedizione|prenotazione|fatura|encomenda|bestel\p{L}*|factuur|pakket|boeking|注文(?:番号)?|伝票|订单号?|訂單號?|快递单号)[ :.#-]{0,3}(?:(?:number|no|nr|n[°ºo]|num|id|code|nummer|numéro|número|numero|は|是|is|ist|est|es|è|é|lautet)[ :.#-]{0,3}){0,3}$/iu;
/** What a number is announced by, though it is written without a gap. */
const namesOfPhones =
  /(?:tel|phone|cell|mobile|call|ring|text|whatsapp|fax|reach|handy|telefon|anruf|ruf|appel|téléphone|portable|llam\p{L}*|móvil|celular|teléfono|chiam\p{L}*|cellulare|telefono|lig\p{L}*|telemóvel|telefone|bel\p{L}*|nummer|number|numéro|número|numero|電話|携帯|电话|電話|手机|手機)[^.;!?]{0,20}$/iu;
const dates = /^(?:\d{1,2}[./ -]\d{1,2}[./ -](?:\d{2}|\d{4})|(?:19|20)\d{2}[./ -]\d{1,2}[./ -]\d{1,2})$/;
/** Versions of programs and numbers of books, which have a group of one digit. */
/** Degrees of a place, or an amount: nobody leaves a phone number one gap, a full stop, and six digits behind two. */
const decimal = /^\d{1,3}\.\d{4,}$/;
const dotted = /^(?=.*(?<!\d)\d(?!\d))\d+(?:\.\d+){2,}$/;
const thousands = /^[1-9]\d{0,2}(?:[. ]\d{3})+$/;
/** Other gaps are not left in phone numbers. */
const written = /^[+\d ().\-/]+$/;

/**
 * Numbers that exist: with a country code anywhere, else by the numbering plan of the region, else by those of the
 * language's main countries where the number is written as phone numbers are or announced as one.
 */
export const findPhones: Recognize = (text, { region, language, spend }) => {
  const known = region !== undefined && isSupportedCountry(region) ? [region as CountryCode] : undefined;
  const countries = known ?? (region === undefined ? mainCountries[language ?? ''] : undefined) ?? [];
  return findGrouped(text, 'phone', [7, 17], (number, from) => {
    if (!written.test(number)) return false;
    const international = number.replace(/^\(?00/, '+');
    if (/^\(?\+/.test(international)) {
      spend();
      return parsePhoneNumberFromString(international)?.isValid() ?? false;
    }
    if (isOther(number, text, from) || (known === undefined && !looksLikePhone(number, text, from))) return false;
    return countries.some((country) => {
      spend();
      return parsePhoneNumberFromString(number, country)?.isValid() ?? false;
    });
  });
};

function isOther(number: string, text: string, from: number): boolean {
  return (
    dates.test(number) ||
    decimal.test(number) ||
    dotted.test(number) ||
    (/^\d+$/.test(number) && isPrecededBy(namesOfOtherNumbers, text, from))
  );
}

function looksLikePhone(number: string, text: string, from: number): boolean {
  if (isPrecededBy(namesOfOtherNumbers, text, from) || isPartOfMore(text, from, from + number.length)) return false;
  if (/^\(?0[1-9]/.test(number) || isPrecededBy(namesOfPhones, text, from)) return true;
  return /[ ().-]/.test(number) && !thousands.test(number);
}

/** A part of a longer number, such as a card's with a slip in it, is no phone number. */
function isPartOfMore(text: string, from: number, to: number): boolean {
  return (
    /[\p{Script=Latin}\d]$|\d[ ().\-/]$/u.test(text.slice(Math.max(0, from - 2), from)) ||
    /^[ ().\-/]?\d/.test(text.slice(to, to + 2))
  );
}
