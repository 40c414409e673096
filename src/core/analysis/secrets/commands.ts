import { programOf, statementsIn, unwrapped, type Command } from '../shell';
import type { Leak } from './leak';
import { isClearSecret, isHarmless, masked, secretIn, secretName } from './value';

/** One quick look, so that most texts cost nothing more. */
const shows = /curl|wget|login|--p|--token|sshpass|chpasswd|htpasswd|passout|passin|pass:|machine\s|requirepass|masterauth|(?:pass\w*|pwd|token|secret|key)(?:=|\}?["']?\s+==?\s)|openssl\s+passwd|\|\s*passwd|mysql|maria|redis-cli|ldap[sa]|keytool|jarsigner/i;

/** Credentials on the command lines of a script: `curl -u user:secret`, an `Authorization` header, `--password secret`, `TOKEN=secret program`. */
export function leaksInCommands(text: string, from = 0): Leak[] {
  if (!shows.test(text)) return [];
  return secretsInScript(text).flatMap(({ secret, program, place }): Leak[] => {
    // A word's place is that of its first quote or escape: what it says comes a little later.
    const found = text.indexOf(secret, place);
    return found < 0 ? [] : [{ start: from + found, end: from + found + secret.length, variant: 'credentials', what: !/^[\w.+-]+$/.test(program) ? 'une commande' : `la commande ${program}`, excerpt: masked(secret) }];
  });
}

/** A secret of a script, the program it is given to, and the place in the script from which it is to be looked for. */
interface Shown {
  readonly secret: string;
  readonly program: string;
  readonly place: number;
}

/** The secrets that the commands of a script show, in their order. */
export function secretsInScript(script: string): Shown[] {
  let before: Command = { assigned: [], words: [], places: [] };
  return statementsIn(script).flatMap(command => {
    const called = unwrapped(command.words);
    const program = programOf(called);
    const set = command.assigned.filter(([name, value]) => isClearSecret(name, value)).map(([, value, place]) => ({ secret: secretIn(value), program, place }));
    const skipped = command.words.length - called.length;
    const given = shownIn(called).map(({ secret, index }) => ({ secret, program, place: placeOf(secret, command, skipped + index) }));
    const piped = pipedTo(program, called, unwrapped(before.words)).map(secret => ({ secret, program, place: placeOf(secret, before, 1) }));
    before = command;
    return [...set, ...given, ...piped];
  });
}

/** Where in the script the word that holds a secret says it, at its end as in `NAME=secret`: it is the one at `index`, one after it, or at worst one before. */
function placeOf(secret: string, { words, places }: Command, index: number): number {
  const after = words.findIndex((word, at) => at >= index && word.includes(secret));
  const found = after < 0 ? words.findIndex(word => word.includes(secret)) : after;
  return (places[found] ?? 0) + Math.max(0, words[found]?.lastIndexOf(secret) ?? 0);
}

/** What `echo` hands to a program that reads a password on its input. */
function pipedTo(program: string, command: readonly string[], before: readonly string[]): string[] {
  if (!['echo', 'printf'].includes(programOf(before))) return [];
  const said = before.slice(1).findLast(word => !word.startsWith('-')) ?? '';
  if (program === 'chpasswd') return /^[\w-]+:([^\s$]+?)(?:\\n)?$/.exec(said)?.slice(1) ?? [];
  // It asks for it twice.
  if (program === 'passwd' && !command.includes('--stdin')) return /^([^\s$\\]+)\\n\1(?:\\n)?$/.exec(said)?.slice(1) ?? [];
  const reads = command.includes('--password-stdin') || (program === 'passwd' && command.includes('--stdin'));
  return reads && !/[\s$]/.test(said) && !isHarmless(said) ? [said] : [];
}

/** The secrets that one command shows, its launchers left out. */
export function secretsOf(command: readonly string[]): string[] {
  return shownIn(command).map(({ secret }) => secret);
}

/** The same, each once, with the word that shows it or announces it. */
function shownIn(command: readonly string[]): { readonly secret: string; readonly index: number }[] {
  const program = programOf(command);
  const shown = new Map<string, number>();
  command.forEach((word, index) => {
    if (index > 0) for (const secret of shownBy(program, command, index) ?? namedIn(word)) if (!shown.has(secret)) shown.set(secret, index);
  });
  return [...shown].map(([secret, index]) => ({ secret, index })).filter(({ secret }) => secret.length >= 3 && !isHarmless(secret) && !/\$/.test(secret) && !/^(password|passwd|pass|pwd|token|secret|true|false|stdin)$/i.test(secret));
}

const attached: Readonly<Record<string, RegExp>> = { mysql: /^-p(\S+)/, mysqldump: /^-p(\S+)/, mysqladmin: /^-p(\S+)/, mariadb: /^-p(\S+)/, 'mariadb-dump': /^-p(\S+)/, sshpass: /^-p(\S+)/ };
const separate: Readonly<Record<string, RegExp>> = { sshpass: /^-p$/, useradd: /^(-p|--password)$/, usermod: /^(-p|--password)$/, 'redis-cli': /^(-a|--pass)$/, ldapsearch: /^-w$/, ldapadd: /^-w$/, keytool: /^-(storepass|keypass)$/, jarsigner: /^-(storepass|keypass)$/, wget: /^--(http-)?password$/, mongosh: /^(-p|--password)$/, mongodump: /^(-p|--password)$/ };

/** What the options of known programs show; undefined when the word is none of them. */
function shownBy(program: string, command: readonly string[], index: number): string[] | undefined {
  const word = command[index] ?? '';
  const [option = '', ...rest] = word.split('=');
  const value = rest.length > 0 && option.startsWith('-') ? rest.join('=') : command[index + 1];
  const own = (secret: string | undefined) => (secret === undefined ? [] : [secret]);
  if (program === 'openssl' && /^pass:./.test(word)) return [word.slice(5)];
  if (program === 'htpasswd' && index === command.length - 1 && command.some(option => /^-[a-zA-Z]*b/.test(option))) return [word];
  if (program === 'echo' || program === 'printf') {
    const secret = /\bmachine\s+\S+\s+login\s+\S+\s+password\s+(\S+)/.exec(word)?.[1];
    return secret === undefined ? namedIn(word.replace(/\\n$/, '')) : [secret];
  }
  if (program === '[' || program === '[[' || program === 'test') return own(compared(command, index));
  if (program === 'openssl' && command[1] === 'passwd') return index > 1 && index === command.length - 1 && !word.startsWith('-') ? [word] : [];
  if (program === 'curl') {
    if (/^(-[a-zA-Z]*[uU]|--user|--proxy-user)$/.test(option)) return own(value?.includes(':') ? value.slice(value.indexOf(':') + 1) : undefined);
    if (/^-u[^-].*:/.test(word)) return own(word.slice(word.indexOf(':') + 1));
    if (/^(-d|--data(-\w+)?|-F|--form)$/.test(option)) return sent(value ?? '');
  }
  if (/^(-H|--header)$/.test(option)) return own(inHeader(value ?? ''));
  if (/^--(password|passwd|token|http-password|pass)$/.test(option) || (option === '-p' && command[1] === 'login')) return own(value?.startsWith('-') ? undefined : value);
  if (command[1] === 'login' && /^-p[^=]/.test(word)) return [word.slice(2)];
  if (/^--?[A-Za-z][\w-]*$/.test(word) && secretName(word) && value !== undefined && !value.includes('=') && !value.startsWith('-') && isClearSecret(word, value)) return [value];
  const glued = Object.hasOwn(attached, program) ? attached[program]?.exec(word)?.[1] : undefined;
  if (glued !== undefined) return [glued];
  return Object.hasOwn(separate, program) && separate[program]?.test(option) ? own(value) : undefined;
}

/** What a header of a request opens something with: the last word of `Authorization`, or the value of one whose name announces a secret. */
function inHeader(header: string): string | undefined {
  const [, name = '', value = ''] = /^\s*([\w-]+)\s*:\s*(?:[A-Za-z][\w-]*\s+)?(\S+)\s*$/.exec(header) ?? [];
  if (/^(authorization|private-token|x-vault-token|x-api-key|job-token|x-auth-token)$/i.test(name)) return value;
  return isClearSecret(name.replace(/^X-/i, ''), value) ? value : undefined;
}

/** What a variable is compared with: `[ "$PASSWORD" = "secret" ]`, whichever comes first. */
function compared(command: readonly string[], index: number): string | undefined {
  if (!/^={1,2}$/.test(command[index] ?? '')) return undefined;
  const [left = '', right = ''] = [command[index - 1], command[index + 1]];
  const [variable, value] = left.startsWith('$') ? [left, right] : [right, left];
  const name = /^\$\{?(\w+)\}?$/.exec(variable)?.[1];
  return name !== undefined && isClearSecret(name, value) ? value : undefined;
}

/** A form or a JSON object that is sent. */
function sent(body: string): string[] {
  return [...body.matchAll(/(?:^|&)([\w.-]+)=([^&\s]+)|["']?([\w.-]+)["']?\s*:\s*["']([^"']+)["']/g)].flatMap(([, a = '', b = '', c = '', d = '']) => (isClearSecret(a || c, b || d) ? [b || d] : []));
}

/** `--set auth.password=…`, `--from-literal=password=…`, `-Ddb.password=…`, `-e POSTGRES_PASSWORD=…`. */
function namedIn(word: string): string[] {
  const match = /^(?:--?[\w-]+=|-D|-e)?([\w./:-]*[A-Za-z]\w*)=([^\s=]\S*)$/.exec(word);
  const [, name = '', value = ''] = match ?? [];
  return match && isClearSecret(name.split(/[/:]/).pop() ?? '', value) ? [value] : [];
}
