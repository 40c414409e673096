// Run by the build: what the analysis and the hovers load, from the descriptions taken by `src/schemas/build.mjs` and the kinds described by hand. Usage: schemas.js OUT
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { parse } from 'yaml';
import type { Description, Shape, Texts } from '../../core/analysis/schema/description';
import { amended } from './amended';
import { customKind, customShape } from './custom';
import { shapeOf, textsOf, type OpenApi } from './openapi';

interface Published {
  readonly sources: readonly { readonly module: string; readonly version: string }[];
  readonly kinds: Readonly<Record<string, string | null>>;
  readonly definitions: Readonly<Record<string, OpenApi>>;
}

const metadata: Shape = { ref: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };
const out = process.argv[2] ?? 'dist/schemas';
const published = JSON.parse(brotliDecompressSync(readFileSync('src/schemas/artifacts/descriptions.json.br')).toString()) as Published;
const kinds: Record<string, string | null> = { ...published.kinds };
const definitions: Record<string, Shape> = {};
const texts: Record<string, Texts[string]> = {};
for (const [name, schema] of Object.entries(published.definitions)) {
  const shape = shapeOf(schema, !name.startsWith('io.k8s.'));
  // Definitions of extensions leave to the cluster what all objects have.
  definitions[name] = name.startsWith('io.k8s.') ? amended(name, shape) : { ...shape, fields: { ...shape.fields, metadata } };
  texts[name] = textsOf(schema);
}
for (const file of readdirSync('src/schemas/custom').filter(name => name.endsWith('.yaml')).sort()) {
  try {
    const { kind, apiVersion, older, fields, texts: said } = customKind.parse(parse(readFileSync(path.join('src/schemas/custom', file), 'utf8')));
    for (const version of older) kinds[`${version}/${kind}`] = null;
    const name = `${apiVersion}/${kind}`;
    kinds[name] = name;
    definitions[name] = customShape(fields);
    texts[name] = said;
  } catch (error) {
    console.error(`src/schemas/custom/${file}: ${(error as Error).message}`);
    process.exit(1);
  }
}
const version = /\d+\.\d+/.exec(published.sources[0]?.version ?? '')?.[0] ?? '';
mkdirSync(out, { recursive: true });
writeFileSync(path.join(out, 'kubernetes.json'), JSON.stringify({ version, kinds, definitions } satisfies Description));
writeFileSync(path.join(out, 'texts.json'), JSON.stringify(texts satisfies Texts));
