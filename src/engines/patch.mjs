// Kustomize notes each transformer that touched a resource as soon as origins are asked for, in a text read and written again each time: four fifths of
// a long build, for annotations it takes away in the end unless a kustomization asked for them. Its module is compiled with a switch for that, and nothing else.
import { chmodSync, cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const name = 'sigs.k8s.io/kustomize/api';
const file = 'resmap/reswrangler.go';
const before = 'err = res.AddTransformation(origin)';
const after = 'if !OmitTransformations {\n\t\t\t\terr = res.AddTransformation(origin)\n\t\t\t}';
const added = '\n// OmitTransformations is set by who has no use for transformer annotations.\nvar OmitTransformations bool\n';

/** Gives `use` the flag that has Go compile the module with its switch, from a copy beside `here` that goes afterwards. `folder` is where the module is. Throws if the module is not as it was. */
export function withSwitch(here, folder, use) {
  // Its path is in what is compiled: it is the same on every machine.
  const copy = path.join(here, 'switched');
  const modfile = path.join(here, 'switched.mod');
  try {
    rmSync(copy, { recursive: true, force: true });
    cpSync(folder, copy, { recursive: true, filter: source => !source.endsWith('_test.go') });
    for (const entry of ['', ...readdirSync(copy, { recursive: true })]) chmodSync(path.join(copy, entry), 0o755);
    const target = path.join(copy, file);
    const text = readFileSync(target, 'utf8');
    if (text.split(before).length !== 2) throw new Error(`${name} ${file} is not as it was: read it, and mend this patch`);
    writeFileSync(target, text.replace(before, after) + added);
    writeFileSync(modfile, `${readFileSync(path.join(here, 'go.mod'), 'utf8')}\nreplace ${name} => ./switched\n`);
    cpSync(path.join(here, 'go.sum'), path.join(here, 'switched.sum'));
    return use(`-modfile=${modfile}`);
  } finally {
    for (const one of [copy, modfile, path.join(here, 'switched.sum')]) rmSync(one, { recursive: true, force: true });
  }
}
