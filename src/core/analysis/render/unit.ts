import type { Unreadable } from '../finding';
import type { RenderRequest } from './port';

/** One thing to render: a chart with the values of an environment, or an overlay. Files are named as in the repository. */
export interface RenderUnit {
  readonly folder: string;
  /** The file that makes it what it is: `Chart.yaml`, `kustomization.yaml`. */
  readonly head: string;
  readonly environment?: string;
  /** The same thing in its other environments has the same. */
  readonly family: string;
  readonly request: RenderRequest;
  /** Files of the repository by the name they have in the request. */
  readonly names: ReadonlyMap<string, string>;
  /** Values files given one by one, in their order; a chart's own are among its files. */
  readonly values: readonly string[];
  /** What a team writes to shape the result: values, or resources and patches; the last word first. */
  readonly inputs: readonly string[];
}

/** What is to be rendered, and what cannot be. */
export interface RenderPlan {
  readonly units: readonly RenderUnit[];
  readonly unreadable: readonly Unreadable[];
  /** The files from which manifests are made, which are none themselves, by the head that needs them; `resources` are manifests all the same, if they are not rendered. */
  readonly parts: readonly { readonly head: string; readonly files: readonly string[]; readonly resources: readonly string[] }[];
}

/** The name in the repository of a file of the request. */
export function repositoryName(unit: RenderUnit, name: string): string | undefined {
  return unit.names.get(name);
}

/** Those of some texts that a unit is made of: with none of them, it renders what it rendered. */
export function textsIn(unit: RenderUnit, texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const files = new Set([...unit.names.values(), ...unit.values]);
  return new Map([...texts].filter(([file]) => files.has(file)));
}

/** The unit's request with other texts for some of its files. Schemas are left out unless asked for: a text made to look at its effect need not obey them. */
export function withTexts(unit: RenderUnit, texts: ReadonlyMap<string, string>, checked = false): RenderRequest {
  const textOf = (file: string | undefined, old: string) => texts.get(file ?? '') ?? old;
  const files = Object.fromEntries(Object.entries(unit.request.files).filter(([name]) => checked || !name.endsWith('values.schema.json')).map(([name, old]) => [name, textOf(unit.names.get(name), old)]));
  const { request } = unit;
  if (request.engine === 'kustomize') return { ...request, files };
  return { ...request, files, values: request.values.map((old, index) => textOf(unit.values[index], old)) };
}
