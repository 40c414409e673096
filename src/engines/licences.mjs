// The licences of what the engines are made of: every Go module that is compiled in, and Go itself, with the texts each asks to be handed on.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const asked = /^(licen[cs]e|copying|notice)/i;
const rule = '-'.repeat(80);

/**
 * The modules `go` compiles into the engines, with their licences, as one text; modules under the very same text are said together.
 * `go(...args)`: what a command of Go prints. Throws if a module comes without a licence. Our own stubs stand in the project and are left out.
 */
export function licences(go) {
  const modules = go('list', '-deps', '-f', '{{with .Module}}{{if not (or .Main .Replace)}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}', '.').split('\n').filter(Boolean);
  const named = [...new Set(modules)].sort().map(line => line.split('\t'));
  const under = new Map();
  for (const [name, folder] of [[`Go ${go('env', 'GOVERSION').replace(/^go/, '')}`, go('env', 'GOROOT')], ...named]) {
    const text = textOf(name, folder);
    under.set(text, [...(under.get(text) ?? []), name]);
  }
  return [...under].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`).join(`\n${rule}\n\n`);
}

function textOf(name, folder) {
  const files = readdirSync(folder).filter(file => asked.test(file)).sort();
  if (!files.length) throw new Error(`${name} is compiled into the engines and says no licence`);
  return files.map(file => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n');
}
