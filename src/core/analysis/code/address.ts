/** What a text says of where something is, if it is an address at all. */
export interface Address {
  readonly kind: 'url' | 'ip' | 'host';
  readonly scheme?: string;
  readonly host: string;
  /** The machine itself: `localhost`, `127.0.0.1`. */
  readonly local: boolean;
}

/** Protocols that only a program speaks: such a URL is never shown to anybody. */
const machine = /^(jdbc:|r2dbc:|postgres(ql)?:|mysql:|mariadb:|mongodb(\+srv)?:|rediss?:|amqps?:|kafka:|nats:|mqtts?:|ldaps?:|smtps?:|s3:|sftp:|ftps?:|wss?:|grpcs?:|tcp:|udp:|elasticsearch:|mssql:|sqlserver:|oracle:|clickhouse:|neo4j:|bolt:|cassandra:|memcached:|etcd:|consul:|zookeeper:)/i;
/** Names that stand for something else than a machine: namespaces, vocabularies, licences, and the domains kept for examples. */
const identifiers = /(^|\.)(w3\.org|schema\.org|json-schema\.org|xmlsoap\.org|openxmlformats\.org|schemas\.microsoft\.com|schemas\.android\.com|purl\.org|xmlns\.com|ns\.adobe\.com|java\.sun\.com|xml\.apache\.org|maven\.apache\.org|springframework\.org|jboss\.org|jcp\.org|opengis\.net|oasis-open\.org|openarchives\.org|iana\.org|ietf\.org|rfc-editor\.org|openid\.net|spdx\.org|creativecommons\.org|opensource\.org|gnu\.org|apache\.org|dublincore\.org|geojson\.org|swagger\.io|openapis\.org|opentelemetry\.io|semver\.org|hl7\.org|example|example\.(com|org|net|fr)|exemple\.(com|org|net|fr|gouv\.fr)|exemple|test|invalid)$/i;
const octet = '(25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const ipv4 = new RegExp(`^${octet}(\\.${octet}){3}$`);
const hostname = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/i;

/** Reads a whole text as an address: a URL with its host, an IPv4 address or a host name, each with a port or not. Undefined for identifiers, examples, placeholders, masks and what holds a variable where the host should be. */
export function addressOf(text: string, open = false): Address | undefined {
  const url = /^(?:jdbc:|r2dbc:)?([a-z][a-z0-9+.-]*):(?:[a-z0-9]+:)*\/\/(?:[^/@\s]*@)?([^/?#\s]*)/i.exec(text);
  if (url) {
    const [whole, scheme = '', authority = ''] = url;
    // A URL that goes on with something computed has its host only if that is over.
    if ((open && whole.length === text.length) || /^(file|data|blob|about|mailto|tel|urn|javascript|chrome|vscode|app|capacitor|ipc|git\+\w+|classpath|node|otpauth|sms|geo|market|intent|magnet)$/i.test(scheme)) return undefined;
    const host = hostOf(authority);
    return host === undefined || identifiers.test(host) || /\s/.test(text) ? undefined : { kind: 'url', scheme: `${scheme.toLowerCase()}:`, host, local: isLocal(host) };
  }
  if (open || /[\s/]/.test(text)) return undefined;
  const host = hostOf(text);
  if (host === undefined) return undefined;
  if (ipv4.test(host)) return isReserved(host) ? undefined : { kind: 'ip', host, local: isLocal(host) };
  return (hostname.test(host) && !identifiers.test(host)) || host === 'localhost' ? { kind: 'host', host, local: isLocal(host) } : undefined;
}

/** Whether the address is of a service that programs talk to, by its protocol alone. */
export function isMachineProtocol(text: string): boolean {
  return machine.test(text);
}

function hostOf(authority: string): string | undefined {
  const match = /^(\[[0-9a-f:]+\]|[a-z0-9_.-]+)(:\d{1,5})?(,.*)?$/i.exec(authority);
  return match?.[1];
}

function isLocal(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?|host\.docker\.internal|(.+\.)?(localhost|localtest\.me|lvh\.me)|.*127[.-]0[.-]0[.-]1\.(nip|sslip)\.io)$/i.test(host);
}

/** Addresses that name no machine: every interface, masks, broadcast, and those kept for documentation (RFC 5737). */
function isReserved(host: string): boolean {
  return /^(0\.|255\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|169\.254\.|22[4-9]\.|23\d\.)/.test(host) || /\.0\.0\.0$/.test(host);
}
