import type { Codebase, Dependency } from '../../code/codebase';
import type { CodeFile, Declaration } from '../../code/model';
import { folderOf } from '../../code/resolve';
import type { Fix, TextEdit } from '../../finding';

/** Types that every program has. */
const everywhere = new Set(['Promise', 'Array', 'ReadonlyArray', 'Map', 'ReadonlyMap', 'Set', 'ReadonlySet', 'Date', 'Record', 'Partial', 'Readonly', 'Required', 'Pick', 'Omit', 'Error', 'Iterable', 'AsyncIterable', 'Uint8Array', 'URL']);
/** What a name says of how the work is done, and the inside need not know. */
const technical = /(Postgres(ql)?|Pg|MySql|Sqlite|Sql|Mongo(ose)?|Redis|Http|Rest|Graphql|Axios|Fetch|Prisma|TypeOrm|Typeorm|Sequelize|Knex|InMemory|Memory|FileSystem|File|Fs|Kafka|Rabbit|Amqp|S3|Minio|Smtp|Express|Fastify|Nest|Impl|Adapter|Adaptateur)/g;

/** Puts an interface between a module and the class it only names as a type: the interface goes beside the module, with the members it asks for; the class says that it implements it. Undefined when types would have to be moved too. */
export function invert(code: Codebase, { from, import: one, target }: Dependency): Fix | undefined {
  const [only, ...more] = one.names ?? [];
  const provider = 'file' in target ? code.file(target.file) : undefined;
  const declaration = provider?.declarations?.find(({ name }) => name === only?.imported);
  if (!one.erased || !one.statement || !only?.uses || more.length > 0 || !provider || !declaration || declaration.generic || code.layers.crossed(provider.file, from.file)) return undefined;
  const members = declaration.members.filter(({ name }) => from.asked?.includes(name));
  if (members.length === 0 || members.some(({ signature, types }) => signature === undefined || types.some(type => !everywhere.has(type)))) return undefined;
  const name = portName(declaration, [from, provider]);
  const file = freeFile(code, from, name);
  if (name === undefined || file === undefined) return undefined;
  const [extension, quote, end] = style(from, one.specifier);
  const eol = from.text.includes('\r\n') ? '\r\n' : '\n';
  const beside = `./${file.slice(folderOf(file).length).replace(/\.ts$/, '')}${extension}`;
  const text = [`/** Ce que « ${folderOf(from.file).replace(/\/$/, '').split('/').pop() ?? ''} » attend, quelle que soit la façon de le faire. */`, `export interface ${name} {`, ...members.map(({ signature }) => `  ${signature ?? ''}${end}`), '}', ''].join(eol);
  return {
    title: `Dépendre d’une interface « ${name} », que « ${declaration.name} » met en œuvre`, creates: [file],
    edits: [
      { file, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: text },
      { file: from.file, range: code.locate(from.file, one.statement).range, newText: `import type { ${name} } from ${quote}${beside}${quote}${from.text[one.statement.end - 1] === ';' ? ';' : ''}` },
      ...only.uses.map((use): TextEdit => ({ file: from.file, range: code.locate(from.file, use).range, newText: name })),
      ...implement(code, provider, declaration, name, file, extension, eol),
    ],
  };
}

/** The class says what it implements, and imports it. */
function implement(code: Codebase, provider: CodeFile, { head, promises }: Declaration, name: string, file: string, extension: string, eol: string): TextEdit[] {
  const specifier = `${relative(folderOf(provider.file), file.replace(/\.ts$/, ''))}${extension}`;
  const first = provider.imports.find(({ statement }) => statement)?.statement?.start ?? firstStatement(provider.text);
  const [, quote, end] = style(provider, provider.imports[0]?.specifier ?? specifier);
  return [
    { file: provider.file, range: code.locate(provider.file, { start: first, end: first }).range, newText: `import type { ${name} } from ${quote}${specifier}${quote}${end}${eol}` },
    { file: provider.file, range: code.locate(provider.file, { start: head, end: head }).range, newText: promises ? `, ${name}` : ` implements ${name}` },
  ];
}

/** The name of the class without how it is done, if something is left that neither file uses. */
function portName({ name }: Declaration, files: readonly CodeFile[]): string | undefined {
  const bare = name.replace(technical, '');
  return [bare, `${name}Port`].find(candidate => /^[A-Z]\w{2,}$/.test(candidate) && candidate !== name && files.every(({ text }) => !new RegExp(`\\b${candidate}\\b`).test(text)));
}

/** A file that does not exist, beside the module, named as its neighbours are. */
function freeFile(code: Codebase, from: CodeFile, name: string | undefined): string | undefined {
  if (name === undefined || !from.file.endsWith('.ts')) return undefined;
  const kebab = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  const stem = from.file.slice(folderOf(from.file).length);
  const own = /^[A-Z]/.test(stem) ? name : /^[a-z]+[A-Z]/.test(stem) ? name.charAt(0).toLowerCase() + name.slice(1) : kebab;
  return [own, `${own}.port`].map(one => `${folderOf(from.file)}${one}.ts`).find(candidate => !code.all.some(({ file }) => file.toLowerCase() === candidate.toLowerCase()));
}

/** How a file writes its imports: the extension it gives, its quotes, and whether it ends lines with a semicolon. */
function style({ text, imports }: CodeFile, specifier: string): readonly [string, string, string] {
  const [first] = imports;
  const quote = first ? (text[first.start] ?? "'") : "'";
  const ended = first?.statement ? text[first.statement.end - 1] === ';' : /;\s*$/m.test(text);
  return [/\.([cm]?js|ts)$/.exec(specifier)?.[0] ?? '', quote, ended ? ';' : ''];
}

/** After the comments of a licence or a directive, which stay first. */
function firstStatement(text: string): number {
  return /^(#![^\n]*\n|\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*\n)*/.exec(text)?.[0].length ?? 0;
}

function relative(from: string, to: string): string {
  const [left, right] = [from.split('/').filter(Boolean), to.split('/')];
  let common = 0;
  while (common < left.length && left[common] === right[common]) common++;
  const up = left.slice(common).map(() => '..');
  return [...(up.length > 0 ? up : ['.']), ...right.slice(common)].join('/');
}
