import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Unreadable } from '../finding';
import type { SourceFile } from '../port';
import { SourceText, withoutMark } from '../text';
import { placeOf } from '../yaml/nodes';
import { isPlainMap, toPlain, valueAt, type Plain } from '../yaml/plain';

// The `architecture` part of `.cpin.yaml`, where a team says its layers. What else the file holds is for others to read.

/** What a layer is for, which says what it may know when the team does not. */
export const roles = ['domain', 'port', 'application', 'adapter'] as const;
export type Role = (typeof roles)[number];

export interface DeclaredLayer {
  readonly name: string;
  /** Folders or files, with `*` and `**`; without them, a folder and all below. */
  readonly paths: readonly string[];
  readonly role: Role | undefined;
  /** The names of the layers it may import. */
  readonly knows: readonly string[];
  /** Frameworks it may use though it is the domain. */
  readonly packages: readonly string[];
}

export interface ArchitectureSettings {
  readonly layers: readonly DeclaredLayer[];
}

const settingsFile = '.cpin.yaml';
const fields = ['name', 'paths', 'role', 'knows', 'packages'];

/** Reads the layers a repository declares; undefined when it declares none. Every fault is a French sentence at its place, and the layer it is in is left out. */
export function readSettings(files: readonly SourceFile[]): { readonly settings: ArchitectureSettings | undefined; readonly unreadable: readonly Unreadable[] } {
  const own = files.find(({ file }) => file === settingsFile);
  if (!own) return { settings: undefined, unreadable: [] };
  const source = new SourceText(withoutMark(own.text));
  const document = parseDocument(source.text, { lineCounter: new LineCounter(), logLevel: 'silent' });
  const reader = new Reader(document, source);
  if (document.errors.length > 0) return { settings: undefined, unreadable: [{ file: settingsFile, reason: `« ${settingsFile} » n’est pas du YAML lisible : les couches qu’il déclare ne sont pas prises en compte. Corrigez-le à cet endroit, puis recommencez.`, range: source.range(document.errors[0]?.pos[0] ?? 0, document.errors[0]?.pos[1] ?? 0) }] };
  const { value } = toPlain(document);
  const declared = valueAt(value, 'architecture');
  if (declared === undefined) {
    if (valueAt(value, 'layers') !== undefined) reader.fault(['layers'], '`layers` va sous la clé `architecture`, sans quoi ces couches ne sont pas lues. Ajoutez la ligne `architecture:` au-dessus, et décalez la liste');
    return { settings: undefined, unreadable: reader.unreadable };
  }
  const layers = reader.layers(declared);
  return { settings: layers && { layers }, unreadable: reader.unreadable };
}

class Reader {
  readonly unreadable: Unreadable[] = [];

  constructor(private readonly document: Document, private readonly source: SourceText) {}

  layers(architecture: Plain): DeclaredLayer[] | undefined {
    const list = valueAt(architecture, 'layers');
    if (!Array.isArray(list)) {
      this.fault(['architecture'], '`architecture` attend une liste `layers`, une couche par élément (`name`, `paths`, `knows`). Sans elle, les couches sont reconnues au nom des dossiers');
      return undefined;
    }
    const found = list.flatMap((one, index) => this.layer(one, index) ?? []);
    const names = new Set(found.map(({ name }) => name));
    found.forEach(({ name, knows }) => knows.filter(other => !names.has(other)).forEach(other => this.fault(['architecture', 'layers', list.findIndex(one => valueAt(one, 'name') === name), 'knows'], `la couche « ${name} » dit connaître « ${other} », qu’aucune couche ne porte. Corrigez ce nom : ${[...names].join(', ')}`)));
    return found;
  }

  private layer(one: Plain, index: number): DeclaredLayer | undefined {
    const path = ['architecture', 'layers', index];
    if (!isPlainMap(one)) return this.fault(path, 'chaque couche est un objet : `name`, `paths`, et au besoin `role`, `knows`, `packages`');
    const { name, role } = one;
    if (typeof name !== 'string' || name === '') return this.fault(path, 'cette couche n’a pas de nom. Ajoutez `name`, un texte : c’est lui que les messages et `knows` citent');
    for (const field of Object.keys(one)) if (!fields.includes(field)) this.fault([...path, field], `la couche « ${name} » a une clé inconnue, « ${field} ». Les clés admises sont ${fields.join(', ')}`);
    const paths = this.texts(one, 'paths', path, name);
    if (!paths || paths.length === 0) return paths && this.fault(path, `la couche « ${name} » ne dit pas quels fichiers elle tient. Ajoutez \`paths\`, par exemple \`[src/${name}]\``);
    if (role !== undefined && !roles.some(known => known === role)) return this.fault([...path, 'role'], `le rôle « ${String(role)} » de la couche « ${name} » n’existe pas. Choisissez ${roles.join(', ')}`);
    const knows = this.texts(one, 'knows', path, name);
    const packages = this.texts(one, 'packages', path, name);
    return knows && packages && { name, paths, role: roles.find(known => known === role), knows, packages };
  }

  private texts(layer: Plain, field: string, path: readonly (string | number)[], name: string): readonly string[] | undefined {
    const value = valueAt(layer, field) ?? [];
    if (Array.isArray(value) && value.every(one => typeof one === 'string')) return value as string[];
    return this.fault([...path, field], `\`${field}\`, dans la couche « ${name} », attend une liste de textes, par exemple \`${field}: [domaine]\``);
  }

  fault(path: readonly (string | number)[], what: string): undefined {
    const [start, end] = placeOf(this.document, path);
    this.unreadable.push({ file: settingsFile, reason: `Dans « ${settingsFile} », ${what}.`, range: this.source.range(start, end) });
  }
}
