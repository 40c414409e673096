// Run by the build: validates the authors' files and writes the product's content. Usage: content.js OUT
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { authoringSchemas } from './authoring';
import { readContent } from './authors';

const out = process.argv[2] ?? 'dist/content';
const { catalog, modules, problems } = readContent('.');
for (const problem of problems) console.error(`${problem.file}${problem.line === undefined ? '' : `:${problem.line}`}: ${problem.message}`);
if (problems.length > 0) process.exit(1);
mkdirSync(out, { recursive: true });
writeFileSync(path.join(out, 'catalog.json'), JSON.stringify(catalog));
// How the tests execute a question is not for learners, and weighs.
for (const module of modules) writeFileSync(path.join(out, `module-${module.module}.json`), JSON.stringify(module, (key, value: unknown) => (key === 'verify' ? undefined : value)));
mkdirSync(path.join(out, 'authoring'), { recursive: true });
for (const { name, schema } of authoringSchemas()) writeFileSync(path.join(out, 'authoring', `${name}.json`), JSON.stringify(schema));
