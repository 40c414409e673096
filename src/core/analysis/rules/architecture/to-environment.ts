import type { Codebase } from '../../code/codebase';
import { readJsonc } from '../../code/json';
import type { CodeFile, Literal } from '../../code/model';
import { folderOf } from '../../code/resolve';
import { wordsOf } from '../../code/words';
import type { Fix, TextEdit } from '../../finding';
import type { KubernetesObject } from '../../kubernetes/object';
import { appendTo, mergeInto } from '../../yaml/edit';
import { listAt, mapAt, stringAt, valueAt } from '../../yaml/plain';
import type { Workspace } from '../test';

/** Words that say what a value is, and not whose. */
const general = new Set(['url', 'uri', 'host', 'hosts', 'hostname', 'port', 'base', 'endpoint', 'address', 'target', 'server', 'baseurl', 'config', 'options', 'default', 'value', 'ip', 'brokers', 'origin', 'const']);
/** Words that say nothing of what holds a value. */
const empty = new Set(['config', 'options', 'settings', 'default', 'value', 'const', 'get', 'app']);
const browser = /^(vue|react|react-dom|preact|svelte|@angular\/core|solid-js|lit|vite|@vitejs\/.*|react-scripts|nuxt|next)$/;
const server = /^(express|fastify|koa|hono|@nestjs\/core|@hapi\/hapi|pg|mongoose|typeorm|@prisma\/client|knex|ioredis|redis)$/;

/** What puts a value of the code in the environment: the code reads a variable, whose default is the value it had, so that it runs as before; and where the repository shows the one place the application's variables come from, that place gives it. */
export function toEnvironment(code: Codebase, file: CodeFile, literal: Literal): ((workspace: Workspace) => Fix | undefined) | undefined {
  if (file.language !== 'typescript' || literal.open || literal.fixed || runsInBrowser(code, file)) return undefined;
  const name = variableFor(literal);
  if (name === undefined) return undefined;
  const written = file.text.slice(literal.start, literal.end);
  const read = file.text.includes('process.env[') || !file.text.includes('process.env.') ? `process.env['${name}']` : `process.env.${name}`;
  const newText = typeof literal.value === 'number' ? `Number(${read} ?? ${written})` : `${read} ?? ${written}`;
  const edit: TextEdit = { file: file.file, range: code.locate(file.file, literal).range, newText };
  return workspace => {
    const given = giveIn(workspace, name, String(literal.value));
    if (given === 'taken') return undefined;
    return given
      ? { title: `Lire ${name} de l’environnement, et la donner dans ${given.place}`, edits: [edit, ...given.edits] }
      : { title: `Lire ${name} de l’environnement, avec cette valeur par défaut`, edits: [edit] };
  };
}

/** The name of the variable: that of the value, with whose it is when it does not say so. */
function variableFor({ names, value, call }: Literal): string | undefined {
  const own = wordsOf(names[0] ?? '');
  const whose = own.some(word => !general.has(word)) ? [] : names.slice(1).map(name => wordsOf(name).filter(word => !empty.has(word))).find(words => words.length > 0) ?? [];
  const label = typeof value === 'string' && whose.length === 0 && own.every(word => general.has(word)) ? (/^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([a-z][a-z0-9]*)/i.exec(value)?.[1] ?? '') : '';
  const kind = own.length > 0 ? own : typeof value === 'number' && call !== undefined ? ['port'] : ['url'];
  const words = [...whose, ...(label === 'localhost' || label === '' ? [] : [label.toLowerCase()]), ...kind];
  const name = words.filter((word, index) => word !== words[index - 1]).join('_').toUpperCase();
  return /^[A-Z][A-Z0-9_]*$/.test(name) ? name : undefined;
}

/** A page has no `process.env`: what it is built with is another matter. */
function runsInBrowser(code: Codebase, { file, text, environment }: CodeFile): boolean {
  if (/\.(vue|tsx|jsx)$/.test(file) || environment.some(({ start }) => text.startsWith('import.meta', start)) || /^['"]use client['"]/.test(text)) return true;
  for (let folder = folderOf(file); ; folder = folderOf(folder.slice(0, -1))) {
    const found = code.all.find(one => one.file === `${folder}package.json`);
    if (found) {
      const content = readJsonc(found.text);
      const names = [...Object.keys(mapAt(content, 'dependencies')), ...Object.keys(mapAt(content, 'devDependencies'))];
      return names.some(name => browser.test(name)) && !names.some(name => server.test(name));
    }
    if (folder === '') return false;
  }
}

type Given = { readonly place: string; readonly edits: readonly TextEdit[] } | 'taken' | undefined;

/** In the one ConfigMap from which a container takes all its variables, else beside the variables of the only container there is. `taken` when the name has another value there. */
function giveIn({ objects }: Workspace, name: string, value: string): Given {
  const containers = objects.flatMap(object => object.containers.filter(({ list }) => list === 'containers').map(container => ({ object, container })));
  const sources = new Set(containers.flatMap(({ container }) => listAt(container.value, 'envFrom').flatMap(one => stringAt(one, 'configMapRef', 'name') ?? [])));
  const maps = objects.filter(({ kind, group, name: own }) => kind === 'ConfigMap' && group === '' && sources.has(own));
  const [map] = maps;
  if (map && maps.length === 1) return inMap(map, name, value);
  const [only] = containers;
  if (!only || containers.length > 1 || sources.size > 0) return undefined;
  const known = listAt(only.container.value, 'env').find(one => stringAt(one, 'name') === name);
  if (known !== undefined) return stringAt(known, 'value') === value || valueAt(known, 'valueFrom') !== undefined ? undefined : 'taken';
  const edits = appendTo(only.object, [...only.container.path, 'env'], { name, value });
  return edits && { place: `${only.object.kind} « ${only.object.name} »`, edits };
}

function inMap(map: KubernetesObject, name: string, value: string): Given {
  const known = valueAt(map.value, 'data', name);
  if (known !== undefined) return String(known) === value ? undefined : 'taken';
  const edits = mergeInto(map, ['data'], { [name]: value });
  return edits && { place: `la ConfigMap « ${map.name} »`, edits };
}
