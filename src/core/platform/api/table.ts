import type { KubeObject } from '../cluster/object';
import type { Time } from '../time';
import { columns, printers, type Printer } from './columns';
import type { Renderer } from './render';

const plain: Printer = { columns: columns('Name', 'Age'), cells: ({ metadata }) => [metadata.name, ''] };

/** Objects as the rows of a server-side Table. `include` is what each row carries of its object. */
export function tableOf(kind: string, objects: readonly KubeObject[], version: string, more: { readonly now: Time; readonly renderer: Renderer; readonly include: string; readonly headers?: boolean; readonly metadata?: object }): string {
  const printer = printers[kind] ?? plain;
  const rows = objects.map(object => `{"cells":${JSON.stringify(printer.cells(object, more.now))},"object":${rowObject(object, more.include, more.renderer)}}`);
  const metadata = more.metadata ?? { resourceVersion: version };
  return `{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":${JSON.stringify(metadata)},"columnDefinitions":${more.headers === false ? 'null' : JSON.stringify(printer.columns)},"rows":[${rows.join(',')}]}`;
}

function rowObject(object: KubeObject, include: string, renderer: Renderer): string {
  if (include === 'None') return 'null';
  if (include === 'Object') return renderer.json(object);
  return renderer.metadata(object);
}
