import { isIPv4, isIPv6 } from 'node:net';
import { isPrecededBy, type Recognize, spansOf } from './recognizer.js';

const four = /(?<![\w.:-]|(?<!:\/)\/)\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d)/g;
const six = /(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?![\w:])/gi;
const versions = /(?:\bv|\bversion|\bver\.?|\brelease|\bfirmware|\bbuild|バージョン|版本) ?:? ?$/i;

/** Addresses of machines (IPv4, IPv6), but no versions of programs. */
export function* findIps(text: string): ReturnType<Recognize> {
  yield* spansOf(
    text,
    four,
    'ip',
    ({ from, to }) => isIPv4(text.slice(from, to)) && !isPrecededBy(versions, text, from, 14),
  );
  yield* spansOf(text, six, 'ip', ({ from, to }) => {
    const written = text.slice(from, to);
    return to - from > 3 && isIPv6(written) && /\d/.test(written);
  });
}
