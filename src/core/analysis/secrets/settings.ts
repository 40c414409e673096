import type { Leak } from './leak';
import { isClearSecret, masked } from './value';

/** The sections of a settings file whose `Key`, `Secret` or `Value` is what signs or opens something. */
const section = /(jwt|token|auth\w*|bearer|sign(ing|ature)?|encryption|crypt\w*|hmac|oauth\d?|oidc|openid\w*|keycloak|api|secrets?|identity\w*|password)s?$/i;
const held = /^(key|secret|value|signingKey|issuerSigningKey|symmetricKey)$/i;

/** A key whose meaning is in the section around it, as .NET writes it: `"Jwt": { "Key": "…" }`. Read token by token: names and texts, and the objects they are in. */
export function leaksInSettings(text: string): Leak[] {
  const leaks: Leak[] = [];
  const sections: string[] = [];
  let name = '';
  for (const { 0: token, 1: written, index } of text.matchAll(/"((?:[^"\\\r\n]|\\.)*)"|[{}[\]:,]|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g)) {
    if (token === '{' || token === '[') sections.push(name);
    else if (token === '}' || token === ']') name = sections.pop() ?? '';
    else if (written !== undefined) {
      if (/^\s*:/.test(text.slice(index + token.length, index + token.length + 20))) name = written;
      else if (held.test(name) && section.test(sections.at(-1) ?? '') && isClearSecret('secret_key', written)) leaks.push({ start: index + 1, end: index + 1 + written.length, variant: 'value', what: `${sections.at(-1) ?? ''}.${name}`, excerpt: masked(written) });
    }
  }
  return leaks;
}
