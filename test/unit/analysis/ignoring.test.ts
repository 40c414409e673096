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
    assert.deepEqual(['a.json', 'pom.xml', 'A.vue', 'a.md', 'a.tsx', 'a.jsx', 'a.sql', 'notes'].map(commentMark), Array(8).fill(undefined));
    assert.equal(ignoringEdit('a.json', '{}', 0, 'a/b', 'raison'), undefined);
    assert.equal(ignoringEdit('a.yaml', 'a: 1', 0, 'a/b', ' \n '), undefined);
  });

  it('is read as each language writes it, several on a line, and in no text of JSON', () => {
    const kept = (file: string, text: string) => {
      const { findings, ignored = [], unreadable } = analysisOf({ [file]: text });
      return [ignored.map(({ finding, reason }) => `${finding.rule} ${reason}`), findings.filter(({ rule }) => /in-clear|no-nodeport/.test(rule)).length, unreadable.length];
    };
    assert.deepEqual(kept('a.sql', "-- cpin-ignore secrets/in-clear: essai\nALTER ROLE a PASSWORD 'Zx81-Kr9';\n"), [['secrets/in-clear essai'], 0, 0]);
    assert.deepEqual(kept('a.xml', '<!-- cpin-ignore secrets/in-clear: essai -->\n<a><password>Zx81-Kr9</password></a>\n'), [['secrets/in-clear essai'], 0, 0]);
    assert.deepEqual(kept('a.java', 'String password = "Zx81Kr9"; /* cpin-ignore secrets/in-clear: essai */\n'), [['secrets/in-clear essai'], 0, 0]);
    assert.deepEqual(kept('a.yaml', 'a:\n  password: Zx81-Kr9 # cpin-ignore kubernetes/no-hostpath: un # cpin-ignore secrets/in-clear: deux\n'), [['secrets/in-clear deux'], 0, 0]);
    assert.deepEqual(kept('a.json', '{"password": "Zx81-Kr9", "x": "# cpin-ignore secrets/in-clear: essai"}\n'), [[], 1, 0]);
  });

  it('says the marks that do nothing, and leaves alone what shows how one is written', () => {
    const said = (file: string, text: string) => analysisOf({ [file]: text }).unreadable.map(({ mark, reason, range }) => [mark, range?.start.line, reason.split(' : ')[0]]);
    assert.deepEqual(said('a.yaml', '# cpin-ignore secrets/in-clear\npassword: Zx81-Kr9\n'), [[true, 0, '« secrets/in-clear » n’a pas de raison']]);
    assert.deepEqual(said('a.yaml', 'a: b\npassword: Zx81-Kr9 # cpin-ignore secrets/en-clair: essai\n'), [[true, 1, 'La règle « secrets/en-clair » n’existe pas']]);
    assert.deepEqual(said('a.sh', '# cpin-ignore: tout\n'), [[true, 0, 'Cette marque ne nomme aucune règle']]);
    assert.deepEqual(said('a.ts', 'const aide = "# cpin-ignore secrets/in-clear";\n// Écrivez `// cpin-ignore secrets/en-clair: raison`.\n// cpin-ignore eslint/no-console: outil de la ligne de commande\n'), []);
    assert.deepEqual(said('GUIDE.md', '# cpin-ignore secrets/in-clear\n'), []);
  });
});
