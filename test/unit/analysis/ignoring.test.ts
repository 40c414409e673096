import assert from 'node:assert/strict';
import { commentMark, ignoringEdit } from '../../../src/core/analysis/ignoring';
import { applyEdits } from '../../../src/core/analysis/text';
import { analysisOf } from '../../support/analysis';

const accept = (file: string, text: string, rule: string) => {
  const found = analysisOf({ [file]: text }).findings.find(finding => finding.rule === rule) ?? assert.fail(`${rule} finds nothing`);
  const edit = ignoringEdit(file, text, found.location.range.start.line, rule, '  le temps\nd’une migration ') ?? assert.fail('no comment can stand');
  return applyEdits(text, [edit]);
};

describe('the comment that accepts a finding', () => {
  for (const [file, text, rule] of [
    ['pod.yaml', 'apiVersion: v1\r\nkind: Pod\r\nmetadata: {name: p}\r\nspec:\r\n  containers:\r\n    - name: a\r\n      image: nginx\r\n', 'kubernetes/image-tag-pinned'],
    ['Dockerfile', 'FROM docker.io/library/nginx\nUSER 1001\n', 'dockerfile/from-pinned'],
    ['src/serveur.ts', 'export function ouvre() {\n\tlisten(8080);\n\tconst url = "http://base.interne:5432/x";\n\treturn url;\n}\n', 'architecture/no-hardcoded-config'],
    ['.gitlab-ci-dso.yml', 'x:\n  image: docker.io/library/node\n  script: [npm test]\n', 'gitlab-ci/image-pinned'],
  ] as const) {
    it(`is read where it is written in ${file}, which else stays as it was`, () => {
      const accepted = accept(file, text, rule);
      const after = analysisOf({ [file]: accepted });
      const before = analysisOf({ [file]: text }).findings;
      assert.equal(after.ignored?.[0]?.reason, 'le temps d’une migration');
      assert.equal(after.findings.length, before.length - (after.ignored?.length ?? 0));
      const line = accepted.split('\n').find(one => one.includes('cpin-ignore')) ?? '';
      assert.equal(accepted.replace(`${line}\n`, ''), text);
    });
  }

  it('is offered where a comment can stand, and only there', () => {
    assert.deepEqual(['a.yaml', 'Dockerfile.dev', '.env', 'a.properties', 'a.py', 'a.ts', 'a.mjs', 'A.java'].map(commentMark), ['#', '#', '#', '#', '#', '//', '//', '//']);
    assert.deepEqual(['a.json', 'pom.xml', 'A.vue', 'a.md', 'a.tsx', 'a.jsx'].map(commentMark), Array(6).fill(undefined));
    assert.equal(ignoringEdit('a.json', '{}', 0, 'a/b', 'raison'), undefined);
    assert.equal(ignoringEdit('a.yaml', 'a: 1', 0, 'a/b', ' \n '), undefined);
  });
});
