import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { readSettings } from '../../src/core/analysis/code/settings';
import { authoringSchemas } from '../../src/node/content/authoring';

describe('the JSON Schemas that authors complete with', () => {
  const validators = authoringSchemas().map(one => ({ ...one, valid: addFormats(new Ajv2020({ strict: false })).compile(one.schema) }));

  for (const { name, files, valid } of validators) {
    it(`${name} accepts every file of ours that it is for`, () => {
      const found = matching(files);
      assert.ok(found.length > 0, files);
      for (const file of found) assert.ok(valid(parse(fs.readFileSync(file, 'utf8'))), `${file}: ${JSON.stringify(valid.errors?.slice(0, 3))}`);
    });
  }

  it('refuse a question without a reason for its options, and a field that is not known', () => {
    const questions = validators.find(one => one.name === 'questions');
    assert.ok(questions);
    const [first] = parse(fs.readFileSync('walkthroughs/base/questions/vision.yaml', 'utf8')) as { options: object[] }[];
    assert.ok(first && questions.valid([first]));
    assert.equal(questions.valid([{ ...first, options: first.options.map(option => ({ ...option, why: undefined })) }]), false);
    assert.equal(questions.valid([{ ...first, surprise: true }]), false);
  });

  it('refuse of a team’s layers what the analysis refuses, and nothing else', () => {
    const settings = validators.find(one => one.name === 'settings');
    assert.ok(settings);
    for (const text of ['autre: 1', 'architecture: { layers: [] }', 'architecture: { layers: [{ name: a, paths: [src/a], role: domain, knows: [], packages: [zod] }] }', 'architecture: {}', 'architecture: { layers: [{ paths: [a] }] }', 'architecture: { layers: [{ name: a, paths: [] }] }', 'architecture: { layers: [{ name: a, paths: [b], role: rien }] }', 'architecture: { layers: [{ name: a, paths: [b], knows: c }] }', 'architecture: { layers: [{ name: a, paths: [b], sait: [c] }] }']) {
      assert.equal(settings.valid(parse(text)), readSettings([{ file: '.cpin.yaml', text }]).unreadable.length === 0, text);
    }
  });

  it('are named by the manifest, so that an editor that reads YAML finds them', () => {
    const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { contributes: { yamlValidation: { fileMatch: string; url: string }[] } };
    assert.deepEqual(contributes.yamlValidation, validators.map(({ name, files }) => ({ fileMatch: files, url: `./dist/content/authoring/${name}.json` })));
  });
});

/** The files of a pattern whose `*` is one name and `**` any folders: Node 20 has no glob of its own. */
function matching(pattern: string): string[] {
  if (!pattern.includes('*')) return fs.existsSync(pattern) ? [pattern] : [];
  const root = pattern.slice(0, pattern.slice(0, pattern.indexOf('*')).lastIndexOf('/'));
  const expression = new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/\*\*\//g, '(.+/)?').replace(/(?<!\))\*/g, '[^/]+')}$`);
  return fs.readdirSync(root, { recursive: true }).map(name => path.posix.join(root, String(name).split(path.sep).join('/'))).filter(file => expression.test(file));
}
