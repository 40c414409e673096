import type { Codebase } from '../../code/codebase';
import type { Call, CodeFile, Value } from '../../code/model';
import { isForTests, isTooling } from '../../code/names';
import { logFilesIn } from '../../code/log-settings';
import { SourceText, withoutMark } from '../../text';
import type { CodeTest, Place } from '../test';

/** EXI-ARCH-23: logs go to the standard output, where the platform collects them; a file dies with its pod, and fills its disk before. */
export const logsToStdout: CodeTest = code => [...code.product.filter(({ file }) => !isTooling(file)).flatMap(file => inCode(code, file)), ...inSettings(code)];

function inCode(code: Codebase, file: CodeFile): Place[] {
  const calls = file.calls.flatMap(call => {
    const what = writesLogs(call);
    return what === undefined ? [] : [{ variant: 'code', location: code.locate(file.file, { start: call.start, end: Math.min(call.end, lineEnd(file.text, call.start)) }), fields: { what } }];
  });
  // Python's own configuration names the handler's class in a text.
  const handlers = file.language !== 'python' ? [] : file.literals.filter(({ value, names }) => names[0] === 'class' && pythonHandler.test(String(value))).map(literal => ({ variant: 'code', location: code.locate(file.file, literal), fields: { what: String(literal.value) } }));
  return [...calls, ...handlers];
}

function inSettings(code: Codebase): Place[] {
  return code.all.flatMap(({ file, text }) => {
    const plain = withoutMark(text);
    const found = logFilesIn(file, plain);
    if (found.length === 0 || isForTests(file)) return [];
    const source = new SourceText(plain);
    return found.map(({ what, start, end }) => ({ variant: 'settings', location: { file, range: source.range(start, end) }, fields: { what } }));
  });
}

const pythonHandler = /^logging\.(handlers\.)?(Rotating|TimedRotating|Watched)?FileHandler$/;

/** The name of what writes logs to a file, if the call does. */
function writesLogs({ callee, arguments: given }: Call): string | undefined {
  const [first] = given;
  const options = given.find(value => value.kind === 'map');
  if (/^winston\.transports\.File$|^winston-daily-rotate-file(\.|$)|(^|\.)DailyRotateFile$/.test(callee)) return callee;
  if (pythonHandler.test(callee) || callee === 'java.util.logging.FileHandler') return callee;
  if (callee === 'logging.basicConfig' && has(options, 'filename')) return 'logging.basicConfig(filename=…)';
  if (callee === 'loguru.logger.add' && isText(first)) return callee;
  if (/^(rotating-file-stream(\.createStream)?|file-stream-rotator(\.getStream)?|pino-roll)$/.test(callee)) return callee;
  if (callee === 'pino.destination' && (isText(first) ? text(first) !== '' : isText(at(first, 'dest')))) return callee;
  if ((callee === 'pino.transport' || callee === 'pino') && pinoToFile(callee === 'pino' ? at(options, 'transport') : first)) return 'pino/file';
  if (callee === 'log4js.configure' && Object.values(entries(at(first, 'appenders'))).some(appender => /^(file|dateFile|multiFile|fileSync)$/.test(text(at(appender, 'type')) ?? ''))) return callee;
  if (callee === 'bunyan.createLogger' && list(at(first, 'streams')).some(stream => isText(at(stream, 'path')))) return callee;
  if (/^(fs|fs\.promises|fs\/promises|fs-extra)\.(createWriteStream|appendFile|appendFileSync|writeFile|writeFileSync)$/.test(callee) && first && isLogFile(first)) return callee;
  if (callee === 'open' && first && isLogFile(first) && /[aw]/.test(text(given[1]) ?? '')) return 'open(…, "a")';
  if (/^(java\.io\.)?(FileWriter|FileOutputStream|PrintWriter)$/.test(callee) && first && isLogFile(first)) return callee;
  return undefined;
}

function pinoToFile(value: Value | undefined): boolean {
  const targets = [value, ...list(at(value, 'targets'))];
  return targets.some(target => {
    const name = text(at(target, 'target'));
    const destination = at(at(target, 'options'), 'destination');
    return name === 'pino-roll' || (name === 'pino/file' && isText(destination));
  });
}

/** A path whose last part ends with `.log`, put together or not. */
function isLogFile(value: Value): boolean {
  if (value.kind === 'literal') return typeof value.value === 'string' && /\.log$/i.test(value.value);
  return value.kind === 'call' && value.arguments.some(isLogFile);
}

const entries = (value: Value | undefined): Readonly<Record<string, Value>> => (value?.kind === 'map' ? value.entries : {});
const at = (value: Value | undefined, key: string): Value | undefined => (Object.hasOwn(entries(value), key) ? entries(value)[key] : undefined);
const has = (value: Value | undefined, key: string): boolean => at(value, key) !== undefined;
const list = (value: Value | undefined): readonly Value[] => (value?.kind === 'list' ? value.items : []);
const text = (value: Value | undefined): string | undefined => (value?.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined);
/** A path, written or made: anything but a descriptor and the standard output. */
const isText = (value: Value | undefined): boolean => text(value) !== undefined || (value?.kind === 'call' && /(^|\.)(join|resolve|\+)$/.test(value.callee));

function lineEnd(source: string, start: number): number {
  const found = source.indexOf('\n', start);
  return found < 0 ? source.length : found;
}
