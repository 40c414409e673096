import { commandsIn, programOf } from '../shell';
import type { Leak } from './leak';
import { isClearSecret, isHarmless, masked } from './value';

/** `key=value` or `key: value` lines of properties, `.env`, INI and shell files; `from` is where the text starts in its file. */
export function leaksInLines(text: string, from = 0): Leak[] {
  const leaks: Leak[] = [];
  for (const { 0: whole, 1: name = '', 2: written = '', index } of text.matchAll(/^[ \t]*(?:export[ \t]+|set[ \t]+|local[ \t]+|readonly[ \t]+|declare[ \t]+(?:-\w+[ \t]+)?|-[ \t]+)?["']?([\w./:@-]*\w)["']?[ \t]*[=:][ \t]*(\S.*?)[ \t]*\r?$/gm)) {
    const value = unquoted(written);
    if (!isClearSecret(name, value)) continue;
    const start = from + index + whole.lastIndexOf(value);
    leaks.push({ start, end: start + value.length, variant: 'value', what: name, excerpt: masked(value) });
  }
  return leaks;
}

/** `name = "literal"` in a programming language, JSON or Terraform, and `<password>literal</password>`. */
export function leaksInCode(text: string): Leak[] {
  const leaks: Leak[] = [];
  const assigned = /(?:\b|["'])([A-Za-z_][\w.-]*)["']?[ \t]*\]?(?::[ \t]*[A-Za-z]\w*[ \t]*)?[ \t]*(?:=>|:=|=|:)[ \t]*(["'])((?:(?!\2)[^\\\r\n])+)\2(?!\s*[:+%.[])/g;
  for (const { 0: whole, 1: name = '', 3: value = '', index } of text.matchAll(assigned)) {
    // `:token="…"` and `[token]="…"` are expressions in a page's template, and `x ? 'password' : 'text'` chooses between two words.
    if (!isClearSecret(name, value) || isComment(text, index) || /[:@[(#]$|\?\s*$/.test(text.slice(Math.max(0, index - 8), index))) continue;
    const start = index + whole.lastIndexOf(value);
    leaks.push({ start, end: start + value.length, variant: 'value', what: name, excerpt: masked(value) });
  }
  // `define('DB_PASSWORD', '…')`, `setProperty("db.password", "…")`: a call that gives a value to a name.
  for (const { 0: whole, 2: name = '', 4: value = '', index } of text.matchAll(/\b(?:define|putenv|setenv|set|setdefault|setProperty|setEnv|withEnv|property|env)\(\s*(["'])([\w.-]+)\1\s*,\s*(["'])((?:(?!\3)[^\\\r\n])+)\3/g)) {
    if (!isClearSecret(name, value) || isComment(text, index)) continue;
    const start = index + whole.lastIndexOf(value);
    leaks.push({ start, end: start + value.length, variant: 'value', what: name, excerpt: masked(value) });
  }
  for (const { 0: whole, 1: name = '', 2: value = '', index } of text.matchAll(/<([\w.:-]+)(?:\s[^<>]*)?>([^<>\r\n]+)<\/\1>/g)) {
    if (!isClearSecret(name, value)) continue;
    const start = index + whole.indexOf('>') + 1;
    leaks.push({ start, end: start + value.length, variant: 'value', what: name, excerpt: masked(value) });
  }
  return leaks;
}

function isComment(text: string, index: number): boolean {
  return /^\s*(\/\/|\*|#|--)/.test(text.slice(text.lastIndexOf('\n', index - 1) + 1, index));
}

/** Credentials on the command lines of a script: `curl -u user:secret`, an `Authorization` header, `--password secret`. */
export function leaksInCommands(text: string, from = 0): Leak[] {
  if (!/curl|wget|login|--?p|sshpass|PASS/.test(text)) return [];
  const secrets = commandsIn(text).flatMap(command => secretsOf(command));
  const leaks: Leak[] = [];
  let at = 0;
  for (const { secret, program } of secrets) {
    const found = text.indexOf(secret, at);
    if (found < 0) continue;
    at = found + secret.length;
    leaks.push({ start: from + found, end: from + at, variant: 'credentials', what: `la commande ${program}`, excerpt: masked(secret) });
  }
  return leaks;
}

function secretsOf(command: readonly string[]): { secret: string; program: string }[] {
  const program = programOf(command);
  const found: (string | undefined)[] = command.flatMap((word, index) => {
    const next = command[index + 1];
    const [option = '', ...rest] = word.split('=');
    const value = rest.length > 0 ? rest.join('=') : next;
    if (program === 'curl' && (option === '-u' || option === '--user' || option === '--proxy-user')) return value?.includes(':') ? value.slice(value.indexOf(':') + 1) : undefined;
    if (program === 'curl' && /^-u[^-].*:/.test(word)) return word.slice(word.indexOf(':') + 1);
    if (/^(-H|--header)$/.test(option)) return /^\s*(?:authorization\s*:\s*(?:bearer|basic|token)\s+|(?:private-token|x-vault-token|x-api-key|job-token|x-auth-token)\s*:\s*)(\S+)/i.exec(value ?? '')?.[1];
    if (/^--(password|passwd|token|http-password|pass)$/.test(option) || (option === '-p' && command[1] === 'login')) return value?.startsWith('-') ? undefined : value;
    if (program === 'sshpass' && /^-p/.test(word)) return word.length > 2 ? word.slice(2) : next;
    return undefined;
  });
  return found.filter(secret => secret !== undefined && secret.length >= 4 && !isHarmless(secret) && !/\$/.test(secret) && !/^(password|token|secret|true|false|stdin)$/i.test(secret)).map(secret => ({ secret: secret ?? '', program }));
}

function unquoted(text: string): string {
  const quoted = /^(["'])(.*?)\1\s*([;,].*|#.*)?$/.exec(text);
  return quoted ? (quoted[2] ?? '') : text.replace(/\s+[#;].*$/, '').replace(/[;,]$/, '');
}
