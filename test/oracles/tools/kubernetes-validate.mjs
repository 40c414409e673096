// kubernetes-validate, as packed for pip with schemas of its own: whether it admits each document of the corpus, and if not, the way to the first fault.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { run } from '../../host/support/process.mjs';

export const version = '1.37.0';

export const install = folder => run('python3', ['-m', 'pip', 'install', '--quiet', '--target', folder, `kubernetes-validate==${version}`], { quiet: true });

const script = `
import json, sys, yaml, kubernetes_validate
found = {}
for file in sys.argv[1:]:
    verdicts = []
    for document in yaml.safe_load_all(open(file)):
        if not document: continue
        try:
            kubernetes_validate.validate(document, '1.34', strict=True)
            verdicts.append('admitted')
        except kubernetes_validate.ValidationError as error:
            verdicts.append('refused at ' + '.'.join(str(step) for step in error.path))
        except Exception as error:
            verdicts.append('unknown: ' + type(error).__name__)
    found[file] = verdicts
print(json.dumps(found))
`;

export async function judge({ folder, corpus }) {
  const names = fs.readdirSync(path.join(corpus, 'kubernetes')).sort();
  // Of several faults it names the first of a set, whose order changes with the seed.
  const output = execFileSync('python3', ['-c', script, ...names], { cwd: path.join(corpus, 'kubernetes'), encoding: 'utf8', env: { ...process.env, PYTHONPATH: folder, PYTHONHASHSEED: '0' } });
  return JSON.parse(output);
}
