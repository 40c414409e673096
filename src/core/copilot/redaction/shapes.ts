import type { MaskKind, Span, TextFormat } from './span';

/** Secrets that their own shape gives away, wherever they stand. Where a pattern has a group, the group alone is masked. No pattern backtracks over itself: text comes from anyone. */
const shapes: readonly (readonly [MaskKind, RegExp])[] = [
  // A key cut before its end is masked to the end of the text.
  ['clé-privée', /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$(?![\s\S]))/g],
  ['clé-age', /AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{20,}/gi],
  ['jeton-gitlab', /\b(?:glpat|gldt|glptt|glrt|glrtr|glsoat|glcbt|glft|glimt|glagent|gloas|glffct|gitlab-runner-token)-[\w.=-]{16,}/g],
  ['jeton-gitlab', /\bGR1348941[\w-]{20,}/g],
  ['jeton-github', /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g],
  ['clé-aws', /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g],
  ['jwt', /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g],
  ['jeton-vault', /\b(?:hvs|hvb|hvr)\.[\w-]{20,}/g],
  ['jeton-vault', /(?<![\w.-])s\.[A-Za-z0-9]{24}(?![\w-])/g],
  ['jeton-slack', /\bxox[a-z]-[\w-]{10,}|\bxapp-[\w-]{10,}/g],
  ['jeton-slack', /hooks\.slack\.com\/(?:services|workflows)\/([\w/+-]{10,})/g],
  ['autre-jeton', /\b(?:npm_[A-Za-z0-9]{30,}|dckr_pat_[\w-]{20,}|sk-[\w-]{20,}|pypi-[\w-]{40,}|AIza[\w-]{30,}|SG\.[\w-]{16,}\.[\w-]{16,})/g],
  // user:password@ of any address, connection strings included; a password may hold anything but a space or a quote, so the last @ counts.
  ['url-avec-identifiants', /[a-z][a-z0-9+.-]{0,30}:\/\/([^\s"'`<>/?#]*:[^\s"'`<>]*)@/gi],
  ['url-avec-identifiants', /[a-z][a-z0-9+.-]{0,30}:\/\/([^\s"'`<>/?#:@]{16,})@/gi],
  ['en-tête-authorization', /\b(?:proxy-)?authorization["']?\s*[:=]\s*["']?((?:basic|bearer|token|digest|negotiate)\s+[^\s"'`]+|[^\s"'`]{12,})/gi],
  ['en-tête-authorization', /\b(?:bearer|basic)\s+([\w+/.~-]{16,}=*)/gi],
  ['en-tête-authorization', /\b(?:private-token|job-token|deploy-token|x-vault-token|x-api-key|x-auth-token)["']?\s*[:=]\s*["']?([^\s"'`]+)/gi],
  ['courriel', /\b[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}\b/g],
  ['hôte-interne', /\b(?:[a-z0-9-]{1,63}\.){1,8}rie\.gouv\.fr\b|\b(?:[a-z0-9-]{1,63}\.){2,8}(?:intranet|internal|intra|lan|corp)\b/gi],
];
/** In a configuration, `/home/node` is a container's; in what the user types or in a path, it names the user. */
const account = /(?:\/home\/|\/Users\/|[A-Za-z]:\\Users\\)([^/\\\s"'`:]+)/g;

const ipv4 = /(?<![\d.v-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d|-)/g;
/** Addresses that name no machine, or only this one. */
const harmless = /^(?:127\.|0\.|255\.|169\.254\.169\.254$|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)/;

/** Spans of `text` whose shape alone says what they are. */
export function shapeSpans(text: string, format: TextFormat): Span[] {
  const found = shapes.flatMap(([kind, pattern]) => [...text.matchAll(pattern)].map(match => spanOf(match, kind)));
  const addresses = [...text.matchAll(ipv4)].filter(match => !harmless.test(match[0])).map(match => spanOf(match, 'adresse-ip'));
  const accounts = format === 'prose' ? [...text.matchAll(account)].map(match => spanOf(match, 'nom-de-compte')) : [];
  return [...found, ...addresses, ...accounts];
}

function spanOf(match: RegExpExecArray, kind: MaskKind): Span {
  const inner = match[1] ?? match[0];
  // The group is at the end of what it follows, but for the @ of an address.
  const start = match.index + match[0].lastIndexOf(inner);
  return { start, end: start + inner.length, kind };
}
