import type { Codebase } from '../../code/codebase';
import type { Call, CodeFile, StateHolder, Value } from '../../code/model';
import { wordsOf } from '../../code/words';
import { isTooling } from '../../code/names';
import type { CodeTest, Place } from '../test';

const sessionWords = new Set(['session', 'sessions', 'cart', 'carts', 'panier', 'paniers', 'basket', 'baskets']);
/** Words that make of a session something else: a test's, a database's, a type's. */
const otherWords = new Set(['types', 'names', 'routes', 'columns', 'fields', 'labels', 'keys', 'options', 'steps', 'providers', 'handlers', 'listeners']);

/** EXI-ARCH-20: pods come and go, and there are several; what a user has begun is kept in a store that all of them read. */
export const noSessionInMemory: CodeTest = code => code.product.filter(({ file }) => !isTooling(file) && !/\.(vue|tsx|jsx)$/.test(file)).flatMap(file => [...stores(code, file), ...holders(code, file)]);

function stores(code: Codebase, file: CodeFile): Place[] {
  return file.calls.flatMap(call => {
    const library = inMemory(call, file);
    return library === undefined ? [] : [{ variant: 'store', location: code.locate(file.file, { start: call.start, end: firstLine(file.text, call) }), fields: { library } }];
  });
}

/** The session library that keeps sessions in memory for lack of a store. */
function inMemory({ callee, arguments: given }: Call, file: CodeFile): string | undefined {
  const [first, second] = given;
  if (callee === 'express-session' && withoutStore(first)) return 'express-session';
  if (/^express-session\.MemoryStore$|^memorystore(\.|$)/.test(callee)) return callee;
  if (callee === 'koa-generic-session' && withoutStore(first)) return callee;
  if (/(^|\.)register$/.test(callee) && first?.kind === 'name' && /^@fastify\/session(\.|$)|^fastify-session(\.|$)/.test(first.name) && (second === undefined || withoutStore(second))) return '@fastify/session';
  const named = given.find(value => value.kind === 'map');
  if (file.language === 'python' && /(^|\.)update$/.test(callee) && named?.kind === 'map' && fileSession(named.entries['SESSION_TYPE'])) return 'Flask-Session';
  return undefined;
}

/** Without a value that can be read, nothing is said. */
function withoutStore(options: Value | undefined): boolean {
  if (options === undefined) return true;
  return options.kind === 'map' && !Object.hasOwn(options.entries, 'store') && !Object.hasOwn(options.entries, '...');
}

function fileSession(value: Value | undefined): boolean {
  return value?.kind === 'literal' && /^(filesystem|cachelib|simple)$/.test(String(value.value));
}

function holders(code: Codebase, file: CodeFile): Place[] {
  const settings = file.language !== 'python' ? [] : file.literals.filter(({ names: [name], value }) => (name === 'SESSION_TYPE' && /^(filesystem|simple)$/.test(String(value))) || (name === 'SESSION_ENGINE' && /\.file$/.test(String(value)))).map(literal => ({ variant: 'store', location: code.locate(file.file, literal), fields: { library: `${literal.names[0] ?? ''} = "${String(literal.value)}"` } }));
  return [...settings, ...file.state.filter(isSessions).map(holder => ({ variant: 'holder', location: code.locate(file.file, holder), fields: { name: holder.name } }))];
}

function isSessions({ name, written }: StateHolder): boolean {
  const words = wordsOf(name);
  return written && words.some(word => sessionWords.has(word)) && !words.some(word => otherWords.has(word));
}

function firstLine(text: string, { start, end }: Call): number {
  const found = text.indexOf('\n', start);
  return found < 0 ? end : Math.min(end, found);
}
