/** What a fix adds: maps of maps, ending in text or numbers. */
export interface Tree {
  [key: string]: string | number | Tree;
}

/** Written plain, these would be read as something other than text. */
const reserved = /^(y|n|yes|no|true|false|on|off|null|nan|inf)$/i;
const plain = /^([A-Za-z][\w./-]*|\d+(\.\d+)?(m|k|Ki|M|Mi|G|Gi))$/;

/** A text or a number as YAML, or JSON, writes it: in quotes where it would be read as something else. */
export function scalar(text: string | number, json: boolean): string {
  if (typeof text === 'number') return String(text);
  return !json && plain.test(text) && !reserved.test(text) ? text : JSON.stringify(text);
}

/** The lines of a block map, indented two by two from the left margin. */
export function blockLines(tree: Tree): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    if (typeof value !== 'object') return [`${scalar(key, false)}: ${scalar(value, false)}`];
    return [`${scalar(key, false)}:`, ...blockLines(value).map(line => `  ${line}`)];
  });
}

/** The lines of any plain value as block maps and lists: the shape that is read fastest. */
export function plainLines(value: unknown): readonly string[] {
  if (typeof value === 'string') return [scalar(value, false)];
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value ?? null)];
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap(item => plainLines(item).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`));
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return entries.length === 0 ? ['{}'] : entries.flatMap(([key, inner]) => {
    const lines = plainLines(inner);
    const nested = typeof inner === 'object' && inner !== null && !/^(\[\]|\{\})$/.test(lines[0] ?? '');
    return nested ? [`${scalar(key, false)}:`, ...lines.map(line => `  ${line}`)] : [`${scalar(key, false)}: ${lines[0] ?? ''}`];
  });
}

/** A tree on one line, `{ a: b }`, or as JSON. */
export function flowText(tree: Tree | string | number, json: boolean): string {
  if (typeof tree !== 'object') return scalar(tree, json);
  const inner = Object.entries(tree).map(([key, value]) => `${scalar(key, json)}: ${flowText(value, json)}`).join(', ');
  return json ? `{${inner}}` : `{ ${inner} }`;
}
