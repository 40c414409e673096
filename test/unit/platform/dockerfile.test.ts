import assert from 'node:assert/strict';
import { build, type Context } from '../../../src/core/platform/pipeline/executors/dockerfile';
import type { ImageConfig } from '../../../src/core/platform/registry/image';

const files = { 'package.json': '1', 'src/a.ts': '2', 'src/b.ts': '3', 'docs/x.md': '4', '.env': '5' };
const made = (text: string, more: Partial<Context> = {}) => build(text, { folder: '', files, ...more });
const configOf = (text: string, more: Partial<Context> = {}): ImageConfig => {
  const built = made(text, more);
  assert.ok(built.ok, built.ok ? '' : built.error);
  return built.config;
};
const faultOf = (text: string, more: Partial<Context> = {}) => {
  const built = made(text, more);
  assert.ok(!built.ok, 'it should not build');
  return [built.line, built.error] as const;
};
const node = 'FROM docker.io/library/node:22\n';

describe('the flags of COPY', () => {
  it('tell the stage to copy from, wherever it is named among them', () => {
    const from = (flags: string) => made(`${node.replace('\n', ' AS outils\n')}RUN make\n${node}COPY ${flags} /sortie/app ./\n`);
    for (const flags of ['--from=outils', '--chown=node:node --from=outils', '--from=outils --chown=node:node --chmod=755', '--link --from=0']) assert.ok(from(flags).ok, flags);
    assert.deepEqual(faultOf(`${node}COPY --chown=node:node /sortie/app ./\n`)[0], 2);
  });
});

describe('the configuration of an image, from its Dockerfile', () => {
  it('replaces variables where they are, by what is known there', () => {
    const { env, user, workingDir } = configOf(`ARG V=1\nFROM docker.io/library/node:2\${V}2\nARG V\nARG W=\${V}0\nENV A=x B="y $A" C='$A' D=\\$A\nENV E=\${A:-non} F=\${ABSENT:-oui} G=\${A:+la} H=$ABSENT PATH=$PATH:/opt\nENV VIEUX une valeur\nUSER $A:\${V}\nWORKDIR /srv\nWORKDIR $A/./b/../c\nARG A=jamais\nENV I=$A J=$W\n`);
    assert.deepEqual({ ...env, PATH: undefined }, { A: 'x', B: 'y ', C: '$A', D: '$A', E: 'x', F: 'oui', G: 'la', H: '', VIEUX: 'une valeur', I: 'x', J: '10', PATH: undefined }, 'a variable of the same ENV is not yet there');
    assert.match(env['PATH'] ?? '', /^\/usr\/local\/sbin:.*:\/bin:\/opt$/);
    assert.deepEqual([user, workingDir], ['x:1', '/srv/x/c']);
  });

  it('gives ARG what the build says, and nothing to who does not declare it', () => {
    assert.deepEqual(configOf(`ARG BASE=node\nFROM docker.io/library/$BASE:22\nENV A=$BASE\nARG BASE\nENV B=$BASE\nARG V=défaut\nENV C=$V`, { args: { V: 'donné' } }).env['A'], '');
    const { env } = configOf(`${node}ARG V=défaut\nENV C=$V`, { args: { V: 'donné', W: 'rien' } });
    assert.equal(env['C'], 'donné');
  });

  it('tells the two forms of ENTRYPOINT and CMD, and what one takes from the other', () => {
    const ran = (text: string) => {
      const { entrypoint, command } = configOf(text);
      return [entrypoint, command];
    };
    assert.deepEqual(ran(`${node}ENTRYPOINT ["node", "a.js"]\nCMD ["--x"]`), [['node', 'a.js'], ['--x']]);
    assert.deepEqual(ran(`${node}ENTRYPOINT node a.js`), [['/bin/sh', '-c', 'node a.js'], []]);
    assert.deepEqual(ran(`${node}SHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nCMD node a.js`)[1], ['/bin/bash', '-eo', 'pipefail', '-c', 'node a.js']);
    assert.deepEqual(ran('FROM docker.io/library/nginx:1.27\nENTRYPOINT ["nginx"]')[1], [], 'the command of the base is that of its own entry point');
    assert.deepEqual(ran('FROM docker.io/library/nginx:1.27\nCMD ["x"]\nENTRYPOINT ["nginx"]')[1], ['x']);
  });

  it('keeps ports, volumes, labels, health checks and signals', () => {
    const { ports, volumes, labels, healthcheck, stopSignal } = configOf(`FROM docker.io/library/nginx:1.27\nARG P=8080\nEXPOSE $P 9090-9092/udp 70000\nVOLUME ["/a", "/b c"]\nVOLUME /c\nLABEL org.opencontainers.image.title="Le guichet" version=1.$P\nHEALTHCHECK --interval=5s CMD curl -f localhost\nSTOPSIGNAL SIGQUIT`);
    assert.deepEqual([ports, volumes, labels, healthcheck, stopSignal], [[8080, 9090, 9091, 9092], ['/a', '/b c', '/c'], { 'org.opencontainers.image.title': 'Le guichet', version: '1.8080' }, ['CMD-SHELL', 'curl -f localhost'], 'SIGQUIT']);
    assert.deepEqual(configOf('FROM docker.io/library/nginx:1.27').ports, [80]);
  });

  it('passes a configuration on from stage to stage, and no argument', () => {
    const { env, user, workingDir } = configOf(`${node.trim()} AS base\nARG SECRET=x\nENV A=1\nWORKDIR /app\nUSER 1001\nFROM base\nENV B=$A C=$SECRET\nWORKDIR bin`);
    assert.deepEqual([env['B'], env['C'], user, workingDir], ['1', '', '1001', '/app/bin']);
  });

  it('does what its base kept for it', () => {
    const own = (onBuild: string[]) => ({ own: () => ({ digest: 'sha256:0', config: { user: '1001', ports: [8080], env: {}, entrypoint: [], command: [], workingDir: '/app', labels: {}, onBuild }, layers: [], createdAt: 0, behaviour: { readyAfter: 0, answers: {}, memory: 0, cpuMillis: 0, logs: {} } }) });
    const config = configOf('FROM harbor.exemple.fr/guichet/base:1\n', own(['COPY package.json ./', 'ENV A=$HOME_ABSENT/1']));
    assert.deepEqual([config.env['A'], config.onBuild], ['/1', []]);
    assert.match(faultOf('\n\nFROM harbor.exemple.fr/guichet/base:1\n', own(['COPY absent.json ./'])).join(' '), /^3 failed to get fileinfo .*absent\.json/);
    assert.deepEqual(configOf(`${node}ONBUILD COPY . .`).onBuild, ['COPY . .']);
  });

  it('says at which line it cannot be read', () => {
    const parse = (line: number, words: string) => [line, `dockerfile parse error on line ${line}: ${words}`];
    assert.deepEqual(faultOf(`${node}LANCER x`), parse(2, 'unknown instruction: LANCER'));
    assert.deepEqual(faultOf(`${node}ENV A`), parse(2, 'ENV must have two arguments'));
    assert.deepEqual(faultOf(`${node}COPY a`), parse(2, 'COPY requires at least two arguments, but only one was provided. Destination could not be determined'));
    assert.deepEqual(faultOf(`${node}SHELL /bin/bash`), parse(2, 'SHELL requires the arguments to be in JSON form'));
    assert.deepEqual(faultOf(`${node}HEALTHCHECK curl x`), parse(2, 'unknown type "CURL" in HEALTHCHECK (try CMD)'));
    assert.deepEqual(faultOf(`${node}ONBUILD FROM x`), parse(2, 'FROM isn\'t allowed as an ONBUILD trigger'));
    assert.deepEqual(faultOf('FROM a b c'), parse(1, 'FROM requires either one or three arguments'));
    assert.match(faultOf('RUN x\nFROM docker.io/library/node:22')[1], /no build stage in current context/);
    assert.match(faultOf('FROM $ABSENT')[1], /base name \(\$ABSENT\) should not be blank/);
  });

  it('says at which line a file is missing, as kaniko or BuildKit do', () => {
    assert.deepEqual(faultOf(`${node}\nCOPY absent.txt ./`), [3, 'failed to get fileinfo for /workspace/absent.txt: lstat /workspace/absent.txt: no such file or directory']);
    assert.match(faultOf(`${node}\nCOPY absent.txt ./`, { buildkit: true })[1], /^failed to compute cache key: failed to calculate checksum of ref \w+::\w+: "\/absent\.txt": not found$/);
    assert.match(faultOf(`${node}COPY src/a.ts src/b.ts /app`)[1], /When using COPY with more than one source file, the destination must be a directory and end with a \//);
    assert.deepEqual(faultOf(`FROM scratch AS a\nCOPY src /app/src\nFROM scratch\nCOPY --from=a /app/dist /dist`), [4, 'failed to get fileinfo for /kaniko/0/app/dist: lstat /kaniko/0/app/dist: no such file or directory']);
    assert.ok(made(`FROM scratch AS a\nCOPY src /app/src\nFROM scratch\nCOPY --from=a /app/src/a.ts /x\nCOPY --from=0 /app/ /y`).ok);
    assert.ok(made(`${node.trim()} AS a\nRUN npm run build\nFROM scratch\nCOPY --from=a /app/dist /dist`).ok, 'nobody knows what RUN made');
  });

  it('leaves out what .dockerignore says', () => {
    assert.match(faultOf(`${node}COPY docs ./docs`, { ignored: '# rien\n*.md\ndocs' }).join(' '), /^2 failed to get fileinfo .*docs/);
    assert.match(faultOf(`${node}COPY package.json ./`, { ignored: '*\n!src' })[1], /package\.json/);
    assert.ok(made(`${node}COPY src ./src`, { ignored: '*\n!src' }).ok);
    assert.ok(made(`${node}COPY docs ./docs`, { ignored: '**/*.md\n!docs/x.md' }).ok);
  });

  it('is not slow, whatever it is given', () => {
    const long = 'a\\'.repeat(50_000);
    for (const text of [`${node}ENV A="${long}`, `${node}LABEL ${'x="\\'.repeat(20_000)}`, `${node}ENV A=${'${A:-'.repeat(5_000)}`, `${node}EXPOSE ${'1-65535 '.repeat(200)}`, `ARG A=$A\nARG B=$A$A\n${node}`]) made(text);
  });
});
