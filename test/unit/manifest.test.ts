import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readContent } from '../../src/node/content/authors';
import { acquiredKey, commands, settings, terminalProfile, views, walkthroughs } from '../../src/vscode/kit/ids';

interface Step { id: string; title: string; description: string; media: { svg: string; altText: string }; completionEvents: string[] }
interface Manifest {
  name: string; publisher: string; activationEvents: string[];
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: {
    commands: { command: string; title: string }[];
    views: Record<string, { id: string }[]>;
    menus: Record<string, { command: string; when?: string }[]>;
    configuration: { properties: Record<string, { scope: string; default: unknown }> };
    terminal: { profiles: { id: string }[] };
    walkthroughs: { id: string; steps: Step[] }[];
  };
}
const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;
const manifest = read<Manifest>('package.json');
const tables = { fr: read<Record<string, string>>('package.nls.json'), en: read<Record<string, string>>('package.nls.en.json') };
const { contributes } = manifest;
const sorted = (list: readonly string[]) => [...list].sort();

describe('the manifest', () => {
  it('contributes exactly the commands that the code names', () => {
    assert.deepEqual(sorted(contributes.commands.map(c => c.command)), sorted(Object.values(commands)));
  });

  it('uses only its own commands in menus', () => {
    const known = new Set<string>(Object.values(commands));
    assert.deepEqual(Object.values(contributes.menus).flat().map(item => item.command).filter(command => !known.has(command)), []);
  });

  it('contributes exactly the views, settings and terminal profile that the code names', () => {
    assert.deepEqual(sorted(Object.values(contributes.views).flat().map(view => view.id)), sorted(Object.values(views)));
    const { section, ...names } = settings;
    assert.deepEqual(sorted(Object.keys(contributes.configuration.properties)), sorted(Object.values(names).map(name => `${section}.${name}`)));
    assert.deepEqual(contributes.terminal.profiles.map(profile => profile.id), [terminalProfile]);
  });

  it('keeps settings that name a server out of a workspace’s reach', () => {
    for (const name of [settings.baseUrl, settings.model, settings.platformKubeconfig]) assert.equal(contributes.configuration.properties[`${settings.section}.${name}`]?.scope, 'machine');
  });

  it('lets no folder that is not trusted have its own programs run', () => {
    const restricted = [settings.auditEslint, settings.platformRunTests].map(name => `${settings.section}.${name}`);
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, restricted);
    for (const name of restricted) assert.equal(contributes.configuration.properties[name]?.default, false);
  });

  it('has each of its texts in French and in English, and no text it does not use', () => {
    const used = new Set([...readFileSync('package.json', 'utf8').matchAll(/"%([^%"]+)%"/g)].map(match => match[1] ?? ''));
    assert.deepEqual(sorted(Object.keys(tables.fr)), sorted([...used]));
    assert.deepEqual(sorted(Object.keys(tables.en)), sorted([...used]));
    for (const table of Object.values(tables)) assert.deepEqual(Object.entries(table).filter(([, text]) => text.trim() === ''), []);
  });

  it('keeps French marks on their line in the walkthroughs, which nothing typesets', () => {
    assert.deepEqual(Object.keys(tables.fr).filter(name => name.startsWith('walkthrough.') && / [:;!?»]|« /.test(tables.fr[name] ?? '')), []);
  });
});

describe('the walkthroughs', () => {
  const { catalog, modules } = readContent('.');
  const links = (text: string) => [...text.matchAll(/\]\(command:([\w.]+)(?:\?([^)]*))?\)/g)].map(([, command = '', query]) => ({ command, argument: query === undefined ? undefined : (JSON.parse(decodeURIComponent(query)) as string[])[0] }));
  const key = (value: string) => value.slice(1, -1);

  for (const walkthrough of contributes.walkthroughs) {
    it(`${walkthrough.id}: activates us when opened, and is the one that the code opens`, () => {
      assert.ok(manifest.activationEvents.includes(`onWalkthrough:${walkthrough.id}`));
      assert.ok((Object.values(walkthroughs) as string[]).includes(`${manifest.publisher}.${manifest.name}#${walkthrough.id}`));
    });

    it(`${walkthrough.id}: has one step a competence, completed by the journal alone`, () => {
      const competences = catalog.modules.find(m => m.id === walkthrough.id)?.competences.map(c => c.id) ?? [];
      assert.deepEqual(walkthrough.steps.map(step => `${walkthrough.id}.${step.id}`), competences);
      assert.deepEqual(walkthrough.steps.map(step => step.completionEvents), competences.map(id => [`onContext:${acquiredKey(id)}`]));
    });

    for (const step of walkthrough.steps) {
      it(`${walkthrough.id}.${step.id}: every link leads somewhere, in both languages, and the picture holds no text`, () => {
        const svg = readFileSync(step.media.svg, 'utf8');
        assert.doesNotMatch(svg, /<(text|image|script|foreignObject)|#[0-9a-f]{3,8}\b/i);
        const content = modules.find(m => m.module === walkthrough.id);
        const known = new Set<string>([...Object.values(commands), `${views.progress}.focus`]);
        const targets = Object.values(tables).map(table => links(table[key(step.description)] ?? ''));
        assert.deepEqual(targets[0], targets[1]);
        assert.ok((targets[0] ?? []).length >= 3);
        for (const { command, argument } of targets[0] ?? []) {
          assert.ok(known.has(command), command);
          if (command === commands.readerOpen) assert.ok(content?.lessons.some(l => `lesson:${l.id}` === argument), argument);
          if (command === commands.quizStart) assert.ok(content?.questions.some(q => q.competence === argument), argument);
          if (command === commands.labStart) assert.ok(catalog.labs.some(lab => lab.id === argument && lab.competences.includes(`${walkthrough.id}.${step.id}`)), argument);
        }
      });
    }
  }
});
