import { leaksInCommands } from './commands';
import type { Leak } from './leak';
import { leaksInCode, leaksInLines } from './lines';
import { isClearSecret, masked } from './value';

// Documentation shows how things are written, most often with values that open nothing: only what looks like a real secret is said.

/** The names that blocks of code give to their language, and the extension of its files. */
const languages: Readonly<Record<string, string>> = { bash: 'sh', shell: 'sh', console: 'sh', zsh: 'sh', 'shell-session': 'sh', terminal: 'sh', powershell: 'ps1', dotenv: 'env', javascript: 'js', typescript: 'ts', python: 'py', csharp: 'cs', terraform: 'tf', makefile: 'mk', dockerfile: 'sh', docker: 'sh', yaml: 'yaml', http: 'txt', ini: 'ini' };

/** Whether a file is made to be read by people. */
export function isProse(file: string): boolean {
  return /\.(md|markdown|mdx|adoc|asciidoc|rst|txt)$/i.test(file);
}

/** The secrets of a text with blocks of code, each read by `inside` as a file of its language would be, and of what is said around them. */
export function leaksInProse(text: string, inside: (code: string, language: string) => readonly Leak[], file = ''): Leak[] {
  const blocks = blocksOf(text, /\.(adoc|asciidoc)$/i.test(file));
  let around = '';
  let at = 0;
  const leaks = blocks.flatMap(({ said, start, end }): Leak[] => {
    around += text.slice(at, start) + text.slice(start, end).replace(/[^\n]/g, ' ');
    at = end;
    const code = text.slice(start, end);
    const language = languages[said] ?? (said === '' || said === 'text' || said === 'txt' ? 'sh' : said);
    const found = isProse(`.${language}`) ? leaksInLines(code) : [...inside(code, language), ...(language === 'sh' ? leaksInCode(code) : [])];
    return found.map(leak => ({ ...leak, start: leak.start + start, end: leak.end + start }));
  });
  around += text.slice(at);
  leaks.push(...leaksInSpans(around), ...leaksInIndented(around), ...leaksInSentences(around), ...(/\.txt$/i.test(file) ? [...leaksInLines(around), ...leaksInCommands(around), ...leaksInCode(around)] : []));
  return leaks.filter(({ start, end }) => looksReal(text.slice(start, end)));
}

/** The blocks of code between fences, line by line: one that is not closed goes on to the end. AsciiDoc's are of dashes. */
function blocksOf(text: string, dashes: boolean): { readonly said: string; readonly start: number; readonly end: number }[] {
  const blocks: { said: string; start: number; end: number }[] = [];
  let open: { readonly fence: string; readonly said: string; readonly start: number } | undefined;
  for (const { 1: fence = '', 2: said = '', index, 0: line } of text.matchAll(dashes ? /^[ \t>]*(`{3,}|~{3,}|-{4,})([^\n]*)(?:\n|$)/gm : /^[ \t>]*(`{3,}|~{3,})([^\n]*)(?:\n|$)/gm)) {
    if (!open) open = { fence, said: (/^[ \t]*\{?\.?([\w-]*)/.exec(said)?.[1] ?? '').toLowerCase(), start: index + line.length };
    else if (fence.startsWith(open.fence) && said.trim() === '') {
      blocks.push({ said: open.said, start: open.start, end: index });
      open = undefined;
    }
  }
  if (open) blocks.push({ said: open.said, start: open.start, end: text.length });
  return blocks;
}

/** Lines set apart by four spaces, after the sign of a shell or not. */
function leaksInIndented(text: string): Leak[] {
  return [...text.matchAll(/^(?: {4,}|\t)(?:[$#>][ \t]+)?([\w/].*)$/gm)].flatMap(({ 0: whole, 1: line = '', index }) => {
    const start = index + whole.length - line.length;
    return [...leaksInLines(line, start), ...leaksInCommands(line, start)];
  });
}

/** Code in a sentence, between single backquotes. */
function leaksInSpans(text: string): Leak[] {
  return [...text.matchAll(/(?<!`)`([^`\n]{8,400})`(?!`)/g)].flatMap(({ 1: code = '', index }) => [...leaksInLines(code, index + 1), ...(/\s/.test(code) ? leaksInCommands(code, index + 1) : [])]);
}

/** `Mot de passe : …`, in a list or a table of accounts. */
function leaksInSentences(text: string): Leak[] {
  return [...text.matchAll(/(?<![\w.-])(mots? de passe|password|passwd|mdp|pwd|jeton|token|api[ _-]?key|cl[eé] d[’']api)(?:[*_`|"]*[ \t]*[:=|]|(?:[ \t]+(?:(?:de|du|des|d[’']|pour|sur|for|of|on|to)[ \t]*[^\n.,;:!?|=]{1,40}?|admin|root|wi-?fi|temporaire|actuel|initial))?[*_`|"]*[ \t]*(?:[:=]|(?<=[\s*_`|"])(?:est|is|c[’']est|devient|sera)(?:[ \t]*:)?(?=[\s*_`|"])))[ \t]*[*_`|"]*([^\s`*|"]{8,})/gi)].flatMap(({ 0: whole, 1: said = '', 2: written = '', index }): Leak[] => {
    const value = written.replace(/[.,;)]+$/, '');
    const kind = /pass|mdp|pwd/i.test(said) ? 'password' : 'token';
    // `jeton : HMAC-SHA256` says of which kind it is.
    if (kind === 'token' && value.length < 16) return [];
    // A sentence says much of passwords that is none: `is base64-encoded`.
    if (!/[:=|]/.test(whole.slice(said.length, whole.length - written.length)) && kindsIn(value.replaceAll('-', '')) < 3) return [];
    const start = index + whole.lastIndexOf(written);
    return isClearSecret(kind, value) ? [{ start, end: start + value.length, variant: 'value', what: said.toLowerCase(), excerpt: masked(value) }] : [];
  });
}

/** How many kinds of signs a text has: small letters, capitals, digits, others. */
const kindsIn = (value: string): number => [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter(kind => kind.test(value)).length;

const made = /exempl|example|sample|d[eé]mo|dummy|fake|foo|bar(?![a-z]*\d)|your|votre|^(my|mon)[-_]?|change|replace|secret|passw|p[a4@]ss|mot-?de|mdp|token|admin|user|1234|abcd|azerty|qwerty|xxx|\.\.\.|…|test|clef?$|^a-|<|>|\$|\{/i;

/** Whether a value shown in documentation may be a real one: long, of several kinds of signs, and no word that says otherwise. */
export function looksReal(written: string): boolean {
  const value = written.replace(/^["']|["']$/g, '').replace(/^[\w.-]+=/, '');
  // `config.jeton` is where a program reads it.
  if (/^[A-Za-z_]+(\.[A-Za-z_]+)+(\(.*)?$/.test(value)) return false;
  return value.length >= 8 && kindsIn(value) >= 2 && /\d|[^A-Za-z\d-]/.test(value) && !(value.length >= 32 ? /exempl|example|your|votre|xxx|\.\.\.|…|<|\$/i : made).test(value);
}
