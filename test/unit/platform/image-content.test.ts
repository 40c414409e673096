import assert from 'node:assert/strict';
import { lacks, contentOfBase } from '../../../src/core/platform/registry/content';
import { explain } from '../../../src/core/platform/view/why';
import { but, guichet, withShell } from '../../support/guichet';
import { Simulation } from '../../support/platform';

const deployment = 'deploiement/deployment.yaml';
const readiness = 'readinessProbe: { httpGet: { path: /health, port: http } }';
const probed = (probe: string, files: Readonly<Record<string, string>> = guichet) => new Simulation().deploy(but(deployment, readiness, probe, files)).wait(10 * 60_000);
const why = (run: Simulation) => explain(run.state).map(({ chain }) => chain.map(({ what }) => what).join(' ← ')).join('\n');
const state = (run: Simulation) => run.pods.map(({ status }) => [status.containerStatuses?.[0]?.ready, status.containerStatuses?.[0]?.started, status.containerStatuses?.[0]?.restartCount]);
const missing = /^Unhealthy: Liveness probe errored and resulted in unknown state: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "[0-9a-f]{64}": OCI runtime exec failed: exec failed: unable to start container process: exec: "cat": executable file not found in \$PATH: unknown$/;

describe('what an image is known to lack', () => {
  it('is told of a base that is made for one application, and of nothing but what was copied into an empty one', () => {
    const config = { env: {}, workingDir: '/app' };
    const of = (image: string, ...brought: string[]) => {
      const content = contentOfBase(image);
      return content && { ...content, brought };
    };
    const cases = [
      ['gcr.io/distroless/java21-debian12:nonroot', [], 'sh', true], ['gcr.io/distroless/java21-debian12:nonroot', [], 'java', false], ['gcr.io/distroless/static:debug', [], 'sh', false],
      ['mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled', [], 'curl', true], ['docker.io/library/node:22', [], 'absent', false],
      ['scratch', ['/app/serveur'], './serveur', false], ['scratch', ['/app/serveur'], '/serveur', true], ['scratch', ['/bin/'], 'sh', false], ['scratch', ['/usr/bin/outil'], 'outil', false], ['scratch', [], 'outil', true],
    ] as const;
    for (const [image, brought, program, expected] of cases) assert.equal(lacks(of(image, ...brought), config, program), expected, `${image} ${program}`);
  });

  it('keeps a container from starting (opencontainers/runc)', () => {
    const shell = (files: Readonly<Record<string, string>>) => probed(`command: [sh, -c, "node dist/serveur.js"]\n          ${readiness}`, files);
    const run = shell(guichet);
    assert.ok(run.told('Pod').some(one => /^Failed: Error: failed to create containerd task: .*exec: "sh": executable file not found in \$PATH: unknown$/.test(one)));
    assert.match(why(run), /CrashLoopBackOff.* ← .*executable file not found in \$PATH/);
    assert.deepEqual(state(shell(withShell(guichet))).map(([ready]) => ready), [true, true]);
  });
});

describe('a probe that cannot be asked (k8s.io/kubernetes, worker.doProbe)', () => {
  it('leaves a container that it should tell ready as it is, in the words of the kubelet', () => {
    const run = probed(readiness.replace('http }', 'web }'));
    assert.ok(run.told('Pod').includes('Unhealthy: Readiness probe errored and resulted in unknown state: strconv.Atoi: parsing "web": invalid syntax'));
    assert.deepEqual(state(run), [[false, true, 0], [false, true, 0]]);
    assert.match(why(run), /n’est pas prêt\. ← Readiness probe errored .*parsing "web"/);
  });

  it('has no container ended', () => {
    const run = probed('livenessProbe: { exec: { command: [cat, /tmp/vivant] } }');
    assert.ok(run.told('Pod').some(one => missing.test(one)), run.told('Pod').join('\n'));
    assert.deepEqual(state(run), [[true, true, 0], [true, true, 0]]);
    assert.equal(probed('livenessProbe: { exec: { command: [cat, /tmp/vivant] } }', withShell(guichet)).told('Pod').some(one => one.startsWith('Unhealthy')), false);
  });

  it('keeps the others from being asked when it is the first', () => {
    const run = probed(`startupProbe: { httpGet: { path: /health, port: web } }\n          livenessProbe: { httpGet: { path: /nulle-part, port: http } }`);
    assert.deepEqual(state(run), [[false, false, 0], [false, false, 0]]);
    assert.match(why(run), /Startup probe errored/);
  });
});

describe('why, from what happened and not from what was said', () => {
  it('the probe that had a container ended, until something else ends it', () => {
    const run = probed(readiness.replace('readinessProbe', 'livenessProbe').replace('/health', '/vivant'));
    for (let turn = 0; turn < 200 && !why(run).includes('CrashLoopBackOff'); turn++) run.wait(5_000);
    assert.match(why(run), /← Container guichet failed liveness probe, will be restarted ← Liveness probe failed: HTTP probe failed with statuscode: 404/);
  });

  it('a class of storage that is not there, and an access mode that it has not', () => {
    const claim = (spec: string) => but(deployment, '      containers:', '      volumes: [{ name: donnees, persistentVolumeClaim: { claimName: donnees } }]\n      containers:', { ...guichet, 'deploiement/volume.yaml': `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: donnees, labels: { app: guichet, env: dev, tier: backend } }\nspec:\n  ${spec}\n  resources: { requests: { storage: 1Gi } }\n` });
    const told = (spec: string) => why(new Simulation().deploy(claim(spec)).wait(10 * 60_000));
    assert.match(told('storageClassName: rapide\n  accessModes: [ReadWriteOnce]'), /"rapide" not found.*standard/);
    assert.match(told('storageClassName: ""\n  accessModes: [ReadWriteOnce]'), /no storage class is set.*standard/);
    assert.doesNotMatch(told('accessModes: [ReadWriteMany]').split('AccessModes')[1] ?? '', /standard/);
  });
});
