import fs from 'node:fs';
import path from 'node:path';
import { session } from './session';

interface Manifest {
  contributes: { commands: { command: string; title: string; category?: string }[] };
}

const read = (name: string) => JSON.parse(fs.readFileSync(path.join(session().root, name), 'utf8')) as unknown;

/** A text of the manifest as a French editor shows it: `%key%` becomes what package.nls.json says. */
export function shown(text: string): string {
  const texts = read('package.nls.json') as Record<string, string>;
  return text.replace(/^%(.+)%$/, (whole, key: string) => texts[key] ?? whole);
}

/** How the command palette names one of our commands, "category: title"; a title of VS Code's own is answered as it is. */
export function paletteTitle(idOrTitle: string): string {
  const command = (read('package.json') as Manifest).contributes.commands.find(one => one.command === idOrTitle);
  if (!command) return idOrTitle;
  return command.category ? `${shown(command.category)}: ${shown(command.title)}` : shown(command.title);
}
