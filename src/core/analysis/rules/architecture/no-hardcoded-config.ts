import { addressOf, isMachineProtocol, type Address } from '../../code/address';
import type { Codebase } from '../../code/codebase';
import type { CodeFile, Literal } from '../../code/model';
import { isTooling } from '../../code/names';
import { wordsOf } from '../../code/words';
import type { CodeTest, Place } from '../test';
import { toEnvironment } from './to-environment';

/** Calls that reach what their address names. */
const connecting = /(^|\.)(fetch|\$fetch|ofetch|useFetch|axios|got|ky|request|get|post|put|patch|delete|head|URL|WebSocket|EventSource|io|connect|createConnection|createClient|createPool|MongoClient|Client|Pool|Redis|Sequelize|DataSource|Kafka|PrismaClient|S3Client|S3|Minio|create|defaults|extend|HttpClient|getConnection|URI|RestTemplate|WebClient|forRoot|forRootAsync|getForObject|exchange|urlopen|create_engine|Session|from_url|createTransport|connectMicroservice|urlretrieve)$/;
/** Calls that ask for what a key names. */
const reading = /(^|\.)(get(OrThrow|String|Property|Value|Env)?|has|t|\$t|\$?translate|i18n|env|property|getenv)$/;
/** Ends of public names: those of countries, and the general ones that machines are given. */
const domain = /\.([a-z]{2}|com|org|net|info|biz|gov|edu|mil|int|dev|app|cloud|tech|online|site|digital|services|tools|codes|run|zone|link|page|paris|bzh|corsica|alsace)$/i;
/** Calls that put words in a reader's language, with what stands among them. */
const translating = /(^|\.)(\$?t|tc|\$?translate|trans|formatMessage)$/;
/** A document that is read, or one that describes others: what its path ends with. */
const documentPath = /^https?:\/\/[^/?#]+\/[^?#]*\.(pdf|html?|docx?|odt|odp|pptx?|md|xsd|dtd|schema\.json|jsonld)([?#]|$)/i;
/** A page that explains, by a step of its path. */
const explainingPath = /^https?:\/\/[^/?#]+\/(?:[^/?#]+\/){0,3}(docs?|documentation|wiki|faq|aide|help|guides?|tuto(rie)?ls?|blog|licen[cs]es?|mentions-legales|cgu)([/?#]|$)/i;
const listening = /(^|\.)(listen|run|serve|ServerSocket)$/;
/** Names that announce an address, as one of their words. */
const addressWords = new Set(['url', 'urls', 'uri', 'host', 'hosts', 'hostname', 'endpoint', 'endpoints', 'server', 'servers', 'broker', 'brokers', 'dsn', 'address', 'addr', 'origin', 'origins', 'issuer', 'authority', 'proxy', 'target', 'upstream', 'gateway', 'api', 'backend', 'base', 'connection', 'datasource', 'bootstrap', 'registry', 'webhook', 'callback', 'ip', 'serveur', 'hote', 'adresse', 'bdd', 'database', 'db', 'redis', 'service']);
/** Names of what is shown or quoted: links, documentation, identities. */
const shownWords = new Set(['href', 'link', 'links', 'lien', 'liens', 'doc', 'docs', 'documentation', 'help', 'aide', 'homepage', 'home', 'website', 'site', 'license', 'licence', 'contact', 'author', 'description', 'title', 'label', 'text', 'message', 'placeholder', 'example', 'examples', 'exemple', 'schema', 'namespace', 'ns', 'xmlns', 'repository', 'bugs', 'logo', 'icon', 'image', 'img', 'avatar', 'version', 'tooltip', 'alt', 'src', 'mail', 'email', 'type', 'id', 'key', 'name', 'context', 'vocab', 'social', 'twitter', 'linkedin', 'github', 'mastodon', 'default']);
const describing = new Set(['docs', 'doc', 'documentation', 'contact', 'license', 'licence', 'info', 'author', 'repository', 'bugs', 'links', 'liens', 'meta']);
/** Keys of a record that a program lists or shows. */
const record = /^(id|name|nom|label|libelle|title|titre|description|desc|text|texte|slug|adresse|telephone|phone|e?mail|logo|icon|image|acronym|sigle|siret|type_?id|keywords|tags|date|author|article|reference|references|ref|refs|organisme|organisation|organization|resume|summary)$/i;
const portWords = /(^|[a-z_])ports?$/i;

/** EXI-ARCH-22: one image serves every environment, so where its services are comes from outside. A default that serves when the environment says nothing is no fault. */
export const noHardcodedConfig: CodeTest = code => code.product.filter(({ file }) => !isTooling(file)).flatMap(file => file.literals.flatMap(literal => placeOf(code, file, literal)));

function placeOf(code: Codebase, file: CodeFile, literal: Literal): Place[] {
  if (literal.inert || (literal.lent && isLedBy(code, file, literal.names[0] ?? ''))) return [];
  const at = (variant: string, fields: Readonly<Record<string, string | number>>): Place[] => [{ variant, location: code.locate(file.file, literal), fields: { name: literal.names[0] ?? literal.call ?? '', ...fields }, fix: toEnvironment(code, file, literal) }];
  if (typeof literal.value === 'number') return isPort(literal) && !literal.fallback ? at('port', { value: literal.value }) : [];
  if (isServiceName(literal, literal.value)) return at('host', { value: literal.value });
  const address = addressOf(literal.value, literal.open);
  if (!address || !isConfiguration(literal, literal.value, address)) return [];
  return literal.fallback ? [] : at(address.kind, { value: address.host });
}

/** Whether the program goes to that address: the protocol, the call or the name says so. */
function isConfiguration(literal: Literal, text: string, address: Address): boolean {
  const words = new Set(literal.names.slice(0, 2).flatMap(wordsOf));
  const own = wordsOf(literal.names[0] ?? '');
  // `new URL(request.url, 'http://x')`: any base will do, a path needs one to be read.
  if (literal.call === 'URL' && literal.argument === 1 && !address.host.includes('.')) return false;
  if (address.kind === 'url' && isMachineProtocol(text)) return true;
  // A link among what describes something: a record of data, the documentation of an API, its contact.
  if (address.kind === 'url' && !address.local && !isPrivate(address.host) && /^(url|uri|link|web|www)$/i.test(literal.names[0] ?? '') && literal.siblings.some(key => record.test(key))) return false;
  if (address.kind === 'url' && !address.local && !isPrivate(address.host) && isRead(literal, text, own)) return false;
  // Who asks, not where to go.
  if (/^remote_?addr(ess)?$/i.test(literal.names[0] ?? '')) return false;
  if (wordsOf(literal.names[1] ?? '').some(word => describing.has(word))) return false;
  if (own.some(word => shownWords.has(word)) && !own.some(word => word === 'url' || word === 'host' || word === 'endpoint')) return false;
  if (own.some(word => shownWords.has(word)) && !address.local && address.kind === 'url') return false;
  const named = [...words].some(word => addressWords.has(word));
  if (address.kind === 'url') return named || connecting.test(literal.call ?? '') || address.local || isPrivate(address.host);
  if (address.kind === 'ip') return !words.has('version') && !words.has('oid') && !words.has('mask') && (named || literal.siblings.some(key => portWords.test(key)) || connecting.test(literal.call ?? '') || isPrivate(address.host));
  // A host name looks like a file, a key or a label: only a name that says « host » is believed, and an end that machines have.
  return !reading.test(literal.call ?? '') && (isPrivate(address.host) || domain.test(address.host)) && own.some(word => ['host', 'hosts', 'hostname', 'server', 'servers', 'broker', 'brokers', 'hote', 'serveur'].includes(word)) && !isFileName(address.host);
}

/** A page or a document that people read: where it is says so, or the sentence it stands in. What the program asks for by itself is no such thing. */
function isRead({ call = '' }: Literal, text: string, own: readonly string[]): boolean {
  if (translating.test(call)) return true;
  return (documentPath.test(text) || explainingPath.test(text)) && !connecting.test(call) && !own.some(word => word === 'api' || word === 'endpoint' || word === 'base');
}

/** Whether all who import a constant only make links of it. */
function isLedBy(code: Codebase, { file }: CodeFile, name: string): boolean {
  if (code.scope !== 'repository') return false;
  const takers = code.dependencies.filter(({ target }) => 'file' in target && target.file === file);
  const taken = takers.flatMap(({ from, import: { names, kind } }) => (names && kind === 'import' ? names.flatMap(({ imported, local }) => (imported === name ? [from.led?.includes(local) === true] : imported === '*' ? [false] : [])) : [false]));
  return taken.length > 0 && taken.every(Boolean);
}

/** `host: 'db'` beside a port or a user: the name of a service of one environment. */
function isServiceName(literal: Literal, text: string): boolean {
  return !literal.fallback && !literal.open && /^(host|hostname)$/i.test(literal.names[0] ?? '') && /^[a-z][a-z0-9-]*$/.test(text) && text !== 'localhost' && literal.siblings.some(key => /^(port|user|username|password|database|db|dialect)$/i.test(key));
}

function isPort(literal: Literal): boolean {
  const value = Number(literal.value);
  if (!Number.isInteger(value) || value < 1 || value > 65535) return false;
  if (literal.call !== undefined && listening.test(literal.call) && literal.names.length === 0) return value > 79;
  const own = literal.names[0] ?? '';
  if (inManifest(literal)) return false;
  if (!portWords.test(own) || /default|min|max|range|test|viewport|support|report|export|import|transport|passport/i.test(own)) return false;
  return value > 79;
}

/** A Kubernetes object that a program makes: its ports are the object's, not the program's. */
function inManifest({ names, siblings }: Literal): boolean {
  return [...names.slice(0, 1), ...siblings].some(key => /^(container|target|node|host)Port$/.test(key)) || names.slice(1).some(key => /^(httpGet|tcpSocket|grpc)$/.test(key));
}

/** Addresses that exist inside one network alone (RFC 1918), and names that a cluster or an administration resolves. */
function isPrivate(host: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|\.(svc|local|internal|interne|intra|intranet|lan|cluster\.local|svc\.cluster\.local)$/i.test(host);
}

function isFileName(host: string): boolean {
  return /\.(js|ts|json|ya?ml|html?|css|png|svg|jpe?g|pem|crt|key|txt|md|sh|py|java|xml|csv|pdf|log|conf|env|sql|zip|jar)$/i.test(host);
}
