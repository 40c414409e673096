import { parseAllDocuments } from 'yaml';
import { placeOf } from '../yaml/nodes';
import { isPlainMap, stringAt, toPlain, valueAt, type Plain } from '../yaml/plain';
import type { Span } from './model';
import { javaPropertiesOf, propertiesOf, type Property } from './properties';
import { tagsOf } from './xml';

/** A setting that sends logs to a file. */
export interface LogFile extends Span {
  readonly what: string;
}

/** Where the configuration of a logging library writes to a file: Logback, Log4j, JUL, Spring Boot, Quarkus, Python's logging. Empty for any other file. */
export function logFilesIn(file: string, text: string): readonly LogFile[] {
  const name = file.slice(file.lastIndexOf('/') + 1).toLowerCase();
  if (/^(logback|log4j2?)[\w.-]*\.xml$/.test(name)) return inXml(text);
  if (/\.properties$/.test(name)) return javaPropertiesOf(text).filter(inProperties(name)).map(({ key, value, start, end }) => ({ what: `${key}=${value}`, start, end }));
  if (/^(logging|log|logger)[\w.-]*\.(ini|conf|cfg)$/.test(name)) return propertiesOf(text).filter(({ key, value, section }) => /^handler_/.test(section) && key === 'class' && /FileHandler$/.test(value)).map(({ value, start, end }) => ({ what: value, start, end }));
  if (/^(application|bootstrap)[\w.-]*\.ya?ml$/.test(name)) return inYaml(text, springFile);
  if (/^(logging|log|logger|log4j2?)[\w.-]*\.ya?ml$/.test(name)) return inYaml(text, handlers);
  return [];
}

/** An appender counts by its class or, with Log4j 2, by its element. */
function inXml(text: string): LogFile[] {
  return tagsOf(text).flatMap(({ name, attributes, start, end }) => {
    const type = name.toLowerCase() === 'appender' ? (attributes['class'] ?? attributes['type'] ?? '') : name;
    return /(^|\.)(Rolling|DailyRolling|RandomAccess|RollingRandomAccess|MemoryMapped)?File(Appender)?$/.test(type) && (name.toLowerCase() === 'appender' || attributes['name'] !== undefined) ? [{ what: type.split('.').pop() ?? type, start, end }] : [];
  });
}

function inProperties(name: string): (property: Property) => boolean {
  if (/^log4j2?[\w.-]*\.properties$/.test(name)) return ({ key, value }) => (/^log4j\.appender\.[^.]+$/.test(key) && /FileAppender$/.test(value)) || (/^appender\.[^.]+\.type$/.test(key) && /^(Rolling|RandomAccess|RollingRandomAccess)?File$/.test(value));
  if (/^logging[\w.-]*\.properties$/.test(name)) return ({ key, value }) => /(^|\.)handlers$/.test(key) && /FileHandler/.test(value);
  if (/^(application|bootstrap)[\w.-]*\.properties$/.test(name)) return ({ key, value }) => value !== '' && (/^logging\.(file(\.(name|path))?|path)$/.test(key) || (/^(%\w+\.)?quarkus\.log\.file\.(enable|enabled)$/.test(key) && value === 'true') || (key === 'server.tomcat.accesslog.enabled' && value === 'true'));
  return () => false;
}

type Finder = (value: Plain) => readonly { readonly path: readonly string[]; readonly what: string }[];

function inYaml(text: string, find: Finder): LogFile[] {
  return parseAllDocuments(text, { logLevel: 'silent' }).flatMap((document): LogFile[] => {
    if (!('contents' in document) || document.errors.length > 0) return [];
    return find(toPlain(document).value).map(({ path, what }) => {
      const [start, end] = placeOf(document, path);
      return { what, start, end };
    });
  });
}

const springFile: Finder = value => [['logging', 'file', 'name'], ['logging', 'file', 'path'], ['logging', 'file'], ['logging', 'path'], ['logging.file.name'], ['logging.file.path'], ['quarkus', 'log', 'file', 'enable'], ['server', 'tomcat', 'accesslog', 'enabled']].flatMap(path => {
  const found = valueAt(value, ...path);
  const flag = path.at(-1)?.startsWith('enable') === true;
  return (flag ? found === true : typeof found === 'string' && found !== '') ? [{ path, what: `${path.join('.')}: ${String(found)}` }] : [];
});

/** `handlers: { fichier: { class: logging.FileHandler } }`, as `dictConfig` reads it, and the appenders of Log4j 2. */
const handlers: Finder = value => {
  const all = valueAt(value, 'handlers');
  const python = isPlainMap(all) ? Object.entries(all).flatMap(([name, handler]) => (/FileHandler$/.test(stringAt(handler, 'class') ?? '') ? [{ path: ['handlers', name, 'class'], what: stringAt(handler, 'class') ?? '' }] : [])) : [];
  const log4j = valueAt(value, 'Configuration', 'appenders') ?? valueAt(value, 'Configuration', 'Appenders');
  return [...python, ...(isPlainMap(log4j) ? Object.keys(log4j).filter(key => /^(Rolling|RandomAccess|RollingRandomAccess)?File$/.test(key)).map(key => ({ path: ['Configuration', valueAt(value, 'Configuration', 'appenders') === undefined ? 'Appenders' : 'appenders', key], what: key })) : [])];
};
