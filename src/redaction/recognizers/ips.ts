import { isIPv4, isIPv6 } from 'node:net';
import { isPrecededBy, type Recognize, spansOf } from './recognizer.js';

const four = /(?<![\w.:-]|(?<!:\/)\/)\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/g;
const six = /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?![\w:])/gi;
const versions = /(?:\bv|\bversion|\bver\.?|\brelease|\bfirmware|\bbuild|バージョン|版本) ?:? ?$/i;

/** Addresses of machines (IPv4, IPv6), but no versions of programs. */
export const findIps: Recognize = (text) => [
  ...spansOf(text, four, 'ip').filter(
    ({ from, to }) => isIPv4(text.slice(from, to)) && !isPrecededBy(versions, text, from, 14),
  ),
  ...spansOf(text, six, 'ip').filter(
    ({ from, to }) => to - from > 3 && isIPv6(text.slice(from, to)) && /\d/.test(text.slice(from, to)),
  ),
];
