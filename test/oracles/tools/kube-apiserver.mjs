// A real kube-apiserver with etcd and its controllers, built from their published Go modules: what it answers to the corpus, to the policies we export and to what a client reads.
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { run } from '../../host/support/process.mjs';
import { root } from '../../host/support/paths.mjs';
import { answers } from './kube-apiserver/answers.mjs';
import { readers } from './kube-apiserver/readers.mjs';
import { withControlPlane } from './kube-apiserver/control-plane.mjs';
import { admissionVerdicts, exportedPolicies } from './kube-apiserver/policies.mjs';
import { created, invalid, podSecurity, quotas } from './kube-apiserver/documents.mjs';
import { discovery, kept, openApi, tables } from './kube-apiserver/reading.mjs';

/** The version whose description of objects is ours: see src/schemas/build.mjs. */
export const version = '1.34.4';

/** The module replaces its own parts by folders that are not in it; they are published as modules whose versions begin with 0 for 1. */
export async function install(folder) {
  fs.copyFileSync(path.join(root, 'test', 'oracles', 'tools', 'kube-apiserver', 'main.go.txt'), path.join(folder, 'main.go'));
  const go = (...args) => execFileSync('go', args, { cwd: folder, encoding: 'utf8' });
  const { GoMod } = JSON.parse(go('mod', 'download', '-json', `k8s.io/kubernetes@v${version}`));
  const { Go, Replace } = JSON.parse(go('mod', 'edit', '-json', GoMod));
  const parts = Replace.filter(({ New }) => New.Path.startsWith('./staging/')).map(({ Old }) => `replace ${Old.Path} => ${Old.Path} v${version.replace(/^1/, '0')}`);
  fs.writeFileSync(path.join(folder, 'go.mod'), ['module controlplane', `go ${Go}`, `godebug default=go${Go.split('.').slice(0, 2).join('.')}`, `require k8s.io/kubernetes v${version}`, ...parts, ''].join('\n'));
  await run('go', ['mod', 'tidy'], { cwd: folder, quiet: true });
  await run('go', ['build', '-trimpath', '-ldflags=-s', '-o', 'kubernetes', '.'], { cwd: folder, quiet: true });
}

export const judge = ({ folder, corpus }) =>
  withControlPlane(path.join(folder, 'kubernetes'), async (client, place) => {
    const resources = await client.resources();
    const asked = { client, resources, corpus };
    return {
      // Before what holds ports of nodes.
      ...(await exportedPolicies(asked, admissionVerdicts)),
      created: await created(asked),
      invalid: await invalid(asked),
      kept: await kept(asked),
      tables: await tables(asked),
      answers: await answers(asked),
      readers: await readers(asked, place),
      podSecurity: await podSecurity(asked),
      quotas: await quotas(asked),
      discovery: await discovery(asked),
      openApi: await openApi(asked),
    };
  });
