/** Says what is wrong at a path. */
export type Report = (path: string, fault: string) => void;

/** What a text must be, in the words of the API server (k8s.io/apimachinery, `util/validation`): none when it is. */
export type Format = (text: string) => readonly string[];

const matching = (pattern: RegExp, words: string, longest = Infinity): Format => text => [...(text.length > longest ? [`must be no more than ${longest} characters`] : []), ...(pattern.test(text) ? [] : [words])];
const labelText = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const subdomainText = `${labelText}(\\.${labelText})*`;

export const label = matching(new RegExp(`^${labelText}$`), `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${labelText}')`, 63);
export const subdomain = matching(new RegExp(`^${subdomainText}$`), `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomainText}')`, 253);
export const wildcard = matching(new RegExp(`^\\*\\.${subdomainText}$`), `a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.${subdomainText}')`, 253);
/** The names of Services, which come first in an address. */
export const dnsLabel = matching(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')", 63);
export const configKey = matching(/^[-._a-zA-Z0-9]+$/, "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')", 253);
export const environmentName = matching(/^[ -<>-~]+$/, "a valid environment variable name must consist only of printable ASCII characters other than '='");
export const labelValue = matching(/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/, "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')", 63);
const namePart = matching(/^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/, "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')", 63);

/** The key of a label or an annotation: a name, after a domain and a slash if it has one. */
export const labelKey: Format = text => {
  if (text.split('/').length > 2) return [`${namePart('')[0]?.replace('name part', 'a qualified name') ?? ''} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  const [domain, name] = text.includes('/') ? [text.slice(0, text.indexOf('/')), text.slice(text.indexOf('/') + 1)] : [undefined, text];
  return [...(domain === undefined ? [] : subdomain(domain).map(words => `prefix part ${words}`)), ...namePart(name)];
};

/** The name of a port (RFC 6335). */
export const portName: Format = text => {
  if (text.length > 15) return ['must be no more than 15 characters'];
  if (!/^[-a-z0-9]+$/.test(text)) return ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)'];
  return [...(/[a-z]/.test(text) ? [] : ['must contain at least one letter (a-z)']), ...(text.includes('--') ? ['must not contain consecutive hyphens'] : []), ...(/^-|-$/.test(text) ? ['must not begin or end with a hyphen'] : [])];
};

/** Reports each thing that a text should be and is not. */
export function wellFormed(text: string, format: Format, path: string, report: Report): void {
  for (const words of format(text)) report(path, `Invalid value: ${JSON.stringify(text)}: ${words}`);
}

export function portNumber(port: number, path: string, report: Report): void {
  if (port < 1 || port > 65535) report(path, `Invalid value: ${port}: must be between 1 and 65535, inclusive`);
}

export function portReference(port: number | string, path: string, report: Report): void {
  if (typeof port === 'number') portNumber(port, path, report);
  else wellFormed(port, portName, path, report);
}

export function notNegative(value: number | undefined, path: string, report: Report): void {
  if (value !== undefined && value < 0) report(path, `Invalid value: ${value}: must be greater than or equal to 0`);
}

/** What the server admits, in the order in which it tells it. */
export function oneOf(value: string | undefined, admitted: readonly string[], path: string, report: Report): void {
  if (value !== undefined && !admitted.includes(value)) report(path, `Unsupported value: ${JSON.stringify(value)}: supported values: ${admitted.map(one => `"${one}"`).join(', ')}`);
}

export function labels(given: Readonly<Record<string, string>> | undefined, path: string, report: Report): void {
  for (const [key, value] of Object.entries(given ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
    wellFormed(key, labelKey, path, report);
    wellFormed(value, labelValue, path, report);
  }
}

export function annotations(given: Readonly<Record<string, string>> | undefined, path: string, report: Report): void {
  for (const key of Object.keys(given ?? {}).sort()) wellFormed(key, labelKey, path, report);
}
