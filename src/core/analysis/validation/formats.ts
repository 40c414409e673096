import { forbidden, invalid, required, unsupported, type Reason, type Report } from './fault';
import type { Selector } from './shapes';

/** What a text must be and is not (k8s.io/apimachinery, `util/validation`): nothing when it is. */
export type Format = (text: string) => readonly Reason[];

const none: readonly Reason[] = [];

const matching = (pattern: RegExp, server: string, advice: string, longest = Infinity): Format => {
  const [long, wrong] = [{ server: `must be no more than ${longest} characters`, advice: `${longest} caractères au plus` }, { server, advice }];
  // Nearly all are right.
  return text => (text.length <= longest && pattern.test(text) ? none : [...(text.length > longest ? [long] : []), ...(pattern.test(text) ? [] : [wrong])]);
};
const labelText = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainText = `${labelText}(\\.${labelText})*`;

const strictLabel = matching(new RegExp(`^${labelText}$`), `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${labelText}')`, 'n’y mettez que des minuscules sans accent, des chiffres et des tirets, une lettre ou un chiffre au début et à la fin', 63);
export const subdomain = matching(new RegExp(`^${subdomainText}$`), `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomainText}')`, 'n’y mettez que des minuscules sans accent, des chiffres, des tirets et des points, une lettre ou un chiffre au début et à la fin de chaque partie', 253);
/** One part of a domain name. */
export const label: Format = text => {
  const reasons = strictLabel(text);
  return reasons.length > 0 && text.includes('.') && subdomain(text).length === 0 ? reasons.map(one => (one === strictLabel(' ')[0] ? noDots : one)) : reasons;
};
const noDots: Reason = { server: 'must not contain dots', advice: 'sans point : ce nom est une seule partie d’une adresse' };
export const wildcard = matching(new RegExp(`^\\*\\.${subdomainText}$`), `a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.${subdomainText}')`, 'un nom d’hôte générique commence par `*.`, une seule fois, puis n’a que des minuscules, des chiffres, des tirets et des points', 253);
/** The names of Services, which come first in an address. */
export const dnsLabel = matching(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')", 'n’y mettez que des minuscules sans accent, des chiffres et des tirets, une lettre au début, une lettre ou un chiffre à la fin', 63);
export const configKey = matching(/^[-._a-zA-Z0-9]+$/, "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')", 'une clé n’a que des lettres sans accent, des chiffres, des tirets, des points et des soulignés', 253);
export const environmentName = matching(/^[ -<>-~]+$/, "a valid environment variable name must consist only of printable ASCII characters other than '='", 'le nom d’une variable n’a que des caractères ASCII imprimables, sans `=`');
export const labelValue = matching(/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/, "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')", 'la valeur d’un label n’a que des lettres sans accent, des chiffres, des tirets, des points et des soulignés, une lettre ou un chiffre au début et à la fin ; ce qui est plus libre va dans une annotation', 63);
const namePart = matching(/^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/, "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')", 'après son domaine éventuel et une barre oblique, la clé n’a que des lettres sans accent, des chiffres, des tirets, des points et des soulignés, une lettre ou un chiffre au début et à la fin', 63);

/** The key of a label or an annotation: a name, after a domain and a slash if it has one. */
export const labelKey: Format = text => {
  if (text.split('/').length > 2) return [{ server: `${namePart('')[0]?.server.replace('name part', 'a qualified name') ?? ''} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`, advice: 'une seule barre oblique, entre un domaine et un nom' }];
  if (!text.includes('/')) return namePart(text);
  const slash = text.indexOf('/');
  return [...subdomain(text.slice(0, slash)).map(({ server, advice }) => ({ server: `prefix part ${server}`, advice: `avant la barre oblique, un domaine : ${advice}` })), ...namePart(text.slice(slash + 1))];
};

const portReasons = {
  long: { server: 'must be no more than 15 characters', advice: '15 caractères au plus' },
  letters: { server: 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)', advice: 'le nom d’un port n’a que des minuscules sans accent, des chiffres et des tirets' },
  none: { server: 'must contain at least one letter (a-z)', advice: 'le nom d’un port a au moins une lettre ; un numéro s’écrit sans guillemets' },
  double: { server: 'must not contain consecutive hyphens', advice: 'pas deux tirets de suite' },
  ends: { server: 'must not begin or end with a hyphen', advice: 'pas de tiret au début ni à la fin' },
} as const;

/** The name of a port (RFC 6335). */
export const portName: Format = text => {
  if (text.length > 15) return [portReasons.long];
  if (!/^[-a-z0-9]+$/.test(text)) return [portReasons.letters];
  return [...(/[a-z]/.test(text) ? [] : [portReasons.none]), ...(text.includes('--') ? [portReasons.double] : []), ...(/^-|-$/.test(text) ? [portReasons.ends] : [])];
};

/** The names of roles and of what may be anything that fits between two slashes of an address (k8s.io/apimachinery, `path.IsValidPathSegmentName`). */
export const pathSegment: Format = text => {
  if (text === '.' || text === '..') return [{ server: `may not be '${text}'`, advice: 'donnez-lui un vrai nom' }];
  return ['/', '%'].filter(sign => text.includes(sign)).map(sign => ({ server: `may not contain '${sign}'`, advice: `retirez le signe \`${sign}\`` }));
};

/** Reports each thing that a text should be and is not. */
export function wellFormed(text: string, format: Format, path: string, report: Report, at?: string): void {
  for (const why of format(text)) report(path, invalid(text, why), at);
}

const portRange: Reason = { server: 'must be between 1 and 65535, inclusive', advice: 'un port va de 1 à 65535' };

export function portNumber(port: number, path: string, report: Report, at?: string): void {
  if (port < 1 || port > 65535) report(path, invalid(port, portRange), at);
}

export function portReference(port: number | string, path: string, report: Report): void {
  if (typeof port === 'number') portNumber(port, path, report);
  else wellFormed(port, portName, path, report);
}

const notBelowZero: Reason = { server: 'must be greater than or equal to 0', advice: 'zéro ou plus' };

export function notNegative(value: number | undefined, path: string, report: Report): void {
  if (value !== undefined && value < 0) report(path, invalid(value, notBelowZero));
}

/** What the server admits, in the order in which it tells it; an empty text is taken for the default. */
export function oneOf(value: string | undefined, admitted: readonly string[], path: string, report: Report): void {
  if (value && !admitted.includes(value)) report(path, unsupported(value, admitted));
}

/** `at`: where they are written, when the server says another path. */
export function labels(given: Readonly<Record<string, string>> | undefined, path: string, report: Report, at = path): void {
  for (const [key, value] of sorted(given)) {
    wellFormed(key, labelKey, path, report, `${at}[${key}]`);
    wellFormed(value, labelValue, path, report, `${at}[${key}]`);
  }
}

export function annotations(given: Readonly<Record<string, string>> | undefined, path: string, report: Report, at = path): void {
  // Their case is of no account to the server.
  for (const [key] of sorted(given)) for (const why of labelKey(key.toLowerCase())) report(path, invalid(key, why), `${at}[${key}]`);
}

function sorted(given: Readonly<Record<string, string>> | undefined): readonly (readonly [string, string])[] {
  if (!given) return [];
  const entries = Object.entries(given);
  return entries.length > 1 ? entries.sort(([a], [b]) => (a < b ? -1 : 1)) : entries;
}

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** What is wrong with what chooses by labels (k8s.io/apimachinery, `ValidateLabelSelector`). */
export function labelSelector(given: Selector | undefined, path: string, report: Report): void {
  labels(given?.matchLabels, `${path}.matchLabels`, report);
  given?.matchExpressions?.forEach(({ key = '', operator, values = [] }, index) => {
    const at = `${path}.matchExpressions[${index}]`;
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) report(`${at}.values`, required(selectorReasons.values));
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) report(`${at}.values`, forbidden(selectorReasons.noValues));
    } else report(`${at}.operator`, invalid(operator ?? '', selectorReasons.operator));
    wellFormed(key, labelKey, `${at}.key`, report);
    values.forEach((value, place) => wellFormed(value, labelValue, `${at}.values[${place}]`, report));
  });
}

/** Whether labels can be held against it. */
export const isSelector = (given: Selector | undefined): boolean => (given?.matchExpressions ?? []).every(({ operator = '' }) => operators.includes(operator));

const selectorReasons = {
  values: { server: "must be specified when `operator` is 'In' or 'NotIn'", advice: '`In` et `NotIn` comparent à des valeurs : citez-les dans `values`' },
  noValues: { server: "may not be specified when `operator` is 'Exists' or 'DoesNotExist'", advice: '`Exists` et `DoesNotExist` ne regardent que la clé : retirez `values`' },
  operator: { server: 'not a valid selector operator', advice: 'les opérateurs sont `In`, `NotIn`, `Exists` et `DoesNotExist`' },
} as const;
