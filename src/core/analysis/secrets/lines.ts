import type { Leak } from './leak';
import { isClearSecret, masked, secretIn, secretName } from './value';

/** `key=value` or `key: value` lines of properties, `.env`, INI and shell files; `from` is where the text starts in its file. */
export function leaksInLines(text: string, from = 0): Leak[] {
  const leaks: Leak[] = [];
  for (const { 0: whole, 1: name = '', 2: written = '', index } of text.matchAll(/^[ \t]*(?:\$(?:\w{1,20}:)?|export[ \t]+|set[ \t]+|local[ \t]+|readonly[ \t]+|declare[ \t]+(?:-\w+[ \t]+)?|-[ \t]+)?["']?([\w./:@-]*\w)["']?[ \t]*(?::{1,3}=|[?+]=|[=:])[ \t]*(\S[^\r\n]*)/gm)) {
    const value = secretIn(unquoted(written.trimEnd()));
    // `CHAT_PASS=chat_pass` is a weak password, where `password: password` names a key.
    if (!isClearSecret(name, value) && !(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(name) && secretName(name) === 'password' && isClearSecret('password', value))) continue;
    const start = from + index + whole.lastIndexOf(value);
    leaks.push({ start, end: start + value.length, variant: 'value', what: name, excerpt: masked(value) });
  }
  return leaks;
}

/** `name = "literal"` in a programming language, JSON or Terraform, `<password>literal</password>` and `name="password" value="literal"`; `from` is where the text starts in its file. */
export function leaksInCode(text: string, from = 0): Leak[] {
  const leaks: Leak[] = [];
  const add = (name: string, value: string, start: number) => leaks.push({ start: from + start, end: from + start + value.length, variant: 'value', what: name, excerpt: masked(value.trim()) });
  const assigned = /(?:\b|["'])(\w[\w.-]{0,80})["']?[ \t]{0,20}\]?(?::[ \t]*&?(?:'static[ \t]+)?[A-Za-z]\w*[ \t]*|[ \t]+string\b)?[ \t]*(?:=>|:{1,3}=|[.?+|]{1,2}=|=|:)[ \t]*(?:[\w.()[\]"'-]{1,60}[ \t]*(?:\|\||\?\?|\bor\b)[ \t]*)?(["'`])((?:(?!\2)[^\\\r\n])+)\2(?!\s*[:+%.[])/g;
  for (const { 0: whole, 1: name = '', 3: value = '', index } of text.matchAll(assigned)) {
    // `:token="…"` and `[token]="…"` are expressions in a page's template, and `x ? 'password' : 'text'` chooses between two words.
    if (!isClearSecret(name, value) || isComment(text, index) || /[:@[(#]$|\?\s*$/.test(text.slice(Math.max(0, index - 8), index))) continue;
    add(name, value.trim(), index + whole.lastIndexOf(value.trim()));
  }
  // `define('DB_PASSWORD', '…')`, `setProperty("db.password", "…")`: a call that gives a value to a name.
  for (const { 0: whole, 2: name = '', 4: value = '', index } of text.matchAll(/\b(?:define|putenv|setenv|set|setdefault|setProperty|setEnv|withEnv|property|env|get|getenv|getOrDefault|getProperty|GetEnvironmentVariable|\w{1,20}Or(?:Default|Else))\(\s*(["'])([\w.-]+)\1\s*,\s*(["'])((?:(?!\3)[^\\\r\n])+)\3/g)) {
    if (isClearSecret(name, value) && !isComment(text, index)) add(name, value, index + whole.lastIndexOf(value));
  }
  // `setPassword("…")`, `.password("…")`: a call whose name says what it is given.
  for (const { 0: whole, 1: name = '', 3: value = '', index } of text.matchAll(/(?:\bset|\bwith|\.)_?([A-Za-z]\w*)\(\s*(["'])((?:(?!\2)[^\\\r\n])+)\2\s*\)/g)) {
    if (secretName(name) && isClearSecret(name, value) && !isComment(text, index)) add(name, value, index + whole.lastIndexOf(value));
  }
  // `password == "…"`: what is compared with a value of one's own is as good as said.
  for (const { 0: whole, 1: name = '', 3: value = '', index } of text.matchAll(/\b([A-Za-z]\w*)\)?[ \t]*[!=]={1,2}[ \t]*(["'])((?:(?!\2)[^\\\r\n])+)\2/g)) {
    if (isClearSecret(name, value) && /\d/.test(value) && /[A-Za-z]/.test(value) && !isComment(text, index)) add(name, value, index + whole.lastIndexOf(value));
  }
  // `CURLOPT_USERPWD, "user:secret"`, as C and PHP hand them to curl.
  for (const { 0: whole, 1: value = '', index } of text.matchAll(/\bCURLOPT_(?:(?:PROXY)?USERPWD\s*,\s*["'][^"':\r\n]+:|(?:PROXY)?PASSWORD\s*,\s*["']|XOAUTH2_BEARER\s*,\s*["']|KEYPASSWD\s*,\s*["'])([^"'\r\n]+)["']/g)) {
    if (isClearSecret('password', value) && !isComment(text, index)) add('CURLOPT', value, index + whole.lastIndexOf(value));
  }
  // `#define PASSWORD "…"`.
  for (const { 0: whole, 1: name = '', 2: value = '', index } of text.matchAll(/^[ \t]*#define[ \t]+(\w+)[ \t]+"([^"\r\n]+)"/gm)) if (isClearSecret(name, value)) add(name, value, index + whole.lastIndexOf(value));
  for (const { 0: whole, 2: value = '', index } of text.matchAll(/\.(?:login|signIn)\(\s*["'][^"'\r\n]+["']\s*,\s*(["'])((?:(?!\1)[^\\\r\n])+)\1\s*[,)]/g)) {
    if (isClearSecret('password', value) && !isComment(text, index)) add('password', value, index + whole.lastIndexOf(value));
  }
  for (const { 0: whole, 2: value = '', index } of text.matchAll(/\bgetConnection\(\s*[^,()]+,\s*[^,()]+,\s*(["'])((?:(?!\1)[^\\\r\n])+)\1\s*\)/g)) {
    if (isClearSecret('password', value) && !isComment(text, index)) add('password', value, index + whole.lastIndexOf(value));
  }
  // `["DB_PASSWORD=…"]`, as processes and containers are given their environment.
  for (const { 2: name = '', 3: value = '', index } of text.matchAll(/(["'])([A-Z][A-Z0-9_]*)=([^\s"'$\\]+)(?:\1|\\[nr])/g)) {
    if (isClearSecret(name, value) && !isComment(text, index)) add(name, value, index + name.length + 2);
  }
  // `{ "type": "password", "value": "…" }`, as Keycloak keeps the users of a realm.
  for (const { 0: whole, 1: first, 2: second, index } of text.matchAll(/"type"\s*:\s*"password"\s*,\s*(?:"(?!value)\w+"\s*:\s*(?:"[^"]*"|[\w.]+)\s*,\s*){0,4}"value"\s*:\s*"([^"\\]+)"|"value"\s*:\s*"([^"\\]+)"\s*,\s*(?:"(?!type)\w+"\s*:\s*(?:"[^"]*"|[\w.]+)\s*,\s*){0,4}"type"\s*:\s*"password"/g)) {
    const value = first ?? second ?? '';
    if (isClearSecret('password', value)) add('password', value, index + (first === undefined ? whole.indexOf(value, whole.indexOf(':')) : whole.lastIndexOf(value)));
  }
  for (const { 0: whole, 1: name = '', 2: written = '', index } of text.matchAll(/<([\w.:-]+)(?:\s[^<>]*)?>([^<>]{1,2000})<\/\1>/g)) {
    const value = written.trim();
    if (isClearSecret(name, value)) add(name, value, index + whole.indexOf(value, whole.indexOf('>')));
  }
  for (const { 0: whole, 2: name = '', 4: value = '', index } of text.matchAll(/<(?!input\b)[\w:.-]+\s+(?:name|key)=(["'])([\w.:-]+)\1\s+value=(["'])((?:(?!\3)[^<>\r\n])+)\3/g)) {
    if (isClearSecret(name, value)) add(name, value, index + whole.lastIndexOf(value));
  }
  return leaks;
}

function isComment(text: string, index: number): boolean {
  return /^\s*(\/\/|\*|#|--)/.test(text.slice(text.lastIndexOf('\n', index - 1) + 1, index));
}

function unquoted(text: string): string {
  const quoted = /^(["'])(.*?)\1\s*([;,].*|#.*)?$/.exec(text);
  return quoted ? (quoted[2] ?? '') : text.replace(/(?<!\s)\s+[#;].*$/, '').replace(/[;,]$/, '');
}
