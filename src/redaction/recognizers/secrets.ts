import { type Recognize, type Span, spansOf } from './recognizer.js';

const names =
  'pass ?words?|passwd|pwd|(?:pw|mdp|otp)(?!\\p{L})|one.time (?:code|password)|(?:verification|confirmation|login|access) code|bestätigungscode|code de (?:vérification|confirmation)|código de (?:verificación|verificação)|codice di verifica|verificatiecode|認証コード|确认码|验证码|驗證碼|pass ?code|pass ?phrase|pin(?: code| number)?|cvv2?|cvc2?|security code|api ?key|secret(?: key)?|kennwort|passwort|geheimzahl|prüfnummer|mot de passe|code (?:secret|pin)|contraseña|clave|parola d.ordine|codice segreto|senha|palavra-passe|wachtwoord|pincode|パスワード|暗証番号|密码|密碼|口令';
const links = 'is|are|was|ist|lautet|war|est(?: l[ea])?|était|es|era|è|é|is het|は|が|是|为|為';
/** The name of a secret and what follows it: after a colon or an equals sign anything, after `is` what may be one. */
const assigned = new RegExp(
  `(?<!\\p{Script=Latin})(?:${names}) {0,2}[:=] {0,2}["'“”„«»「]?([^\\s"'“”„«»」]{3,128})`,
  'dgiu',
);
const said = new RegExp(
  `(?<!\\p{Script=Latin})(?:${names})(?: {0,2}(?:${links}))? {0,2}["'“”„«「]?([^\\s"'“”„«»」,;!?:=][^\\s"'“”„«»」,;!?]{2,127})`,
  'dgiu',
);

/** A secret is told from a word by a digit, a symbol or a capital within it. */
const looksSecret = /[\p{Nd}@#$%^&*_+=~]|\p{Ll}\p{Lu}/u;

/** Values of parameters that open something, and a user's password before a host (RFC 3986, 3.2.1). */
const inUrl =
  /[?&#;](?:access_token|refresh_token|id_token|token|api_?key|key|sig|signature|code|otp|password|passwd|pwd|secret|auth|session(?:_?id)?|sid|jwt)=([^&#\s]{3,2048})/dgi;
const inAuthority = /:\/\/[^/\s:@]{1,64}:([^/\s@]{1,128})@/dg;

/** Forms that issuers document: JSON Web Tokens, and keys of GitHub, Slack, Stripe, AWS and Google. */
const wellKnown =
  /(?<![\w.-])(?:eyJ[\w-]{8,4096}\.eyJ[\w-]{8,4096}\.[\w-]{8,4096}|gh[pousr]_\w{30,255}|glpat-[\w-]{20,255}|xox[abprs]-[\w-]{10,255}|[sr]k_(?:live|test)_\w{16,255}|sk-[\w-]{20,255}|AKIA[0-9A-Z]{16}|AIza[\w-]{35})/g;
const bearer = /\b(?:bearer +(?=[\w.~+/-]{16})|authorization: ?basic +)([\w.~+/-]{8,4096}=*)/dgi;

/** Passwords, codes, keys and tokens, where their name or their form tells them. */
export function* findSecrets(text: string): ReturnType<Recognize> {
  for (const span of spansOf(text, assigned, 'secret')) yield span && withoutEnd(span, text);
  for (const span of spansOf(text, said, 'secret')) {
    const secret = span && withoutEnd(span, text);
    yield secret && looksSecret.test(text.slice(secret.from, secret.to)) ? secret : undefined;
  }
  for (const pattern of [inUrl, inAuthority, wellKnown, bearer]) yield* spansOf(text, pattern, 'secret');
}

/** A full stop or a bracket behind a secret is rarely part of it. */
function withoutEnd({ from, to, kind }: Span, text: string): Span {
  return { from, to: from + text.slice(from, to).replace(/[.,;:!?)\]}]$/, '').length, kind };
}
