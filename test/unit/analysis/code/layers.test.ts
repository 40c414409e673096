import assert from 'node:assert/strict';
import { analyser } from '../../../../src/core/analysis/analyse';
import { readCode } from '../../../../src/node/code/reader';
import { analysisOf, book } from '../../../support/analysis';

type Files = Readonly<Record<string, string>>;
const found = (rule: string, files: Files) => analysisOf(files).findings.filter(finding => finding.rule === `architecture/${rule}`);
const places = (rule: string, files: Files) => found(rule, files).map(({ key, location: { file, range: { start } } }) => `${file}:${start.line + 1} ${String(key.split(/[\s":,[\]{}]+/).filter(Boolean)[0])}`);

const adapter = { 'src/infrastructure/base.ts': 'export class Base {}\nexport interface Ligne { id: string }\n' };

describe('layers', () => {
  const ways: Readonly<Record<string, string>> = {
    'an import': "import { Base } from '../infrastructure/base';\nexport const b = new Base();",
    'the name of what the compiler writes': "import { Base } from '../infrastructure/base.js';\nexport const b = new Base();",
    'an import for its effects': "import '../infrastructure/base';",
    'a re-export': "export { Base } from '../infrastructure/base';",
    'a re-export of all': "export * from '../infrastructure/base';",
    'an import made during a call': "export const b = () => import('../infrastructure/base');",
    'a require': "const { Base } = require('../infrastructure/base');\nmodule.exports = new Base();",
    'an import of the oldest kind': "import base = require('../infrastructure/base');\nexport const b = new base.Base();",
    'a type alone': "import type { Ligne } from '../infrastructure/base';\nexport const id = (l: Ligne) => l.id;",
    'a name that serves as a type alone': "import { Ligne } from '../infrastructure/base';\nexport const id = (l: Ligne) => l.id;",
    'a folder that the repository lacks': "import { Base } from '../infrastructure/autre/base';\nexport const b = new Base();",
  };
  for (const [way, text] of Object.entries(ways)) {
    it(`see ${way} go the wrong way`, () => assert.equal(found('forbidden-import', { ...adapter, 'src/domain/demande.ts': text }).length, 1));
  }

  it('see names that a package gives to its own files', () => {
    assert.equal(found('forbidden-import', { ...adapter, 'package.json': '{"name": "a", "imports": {"#infra/*": "./dist/infrastructure/*.js"}}', 'src/domain/demande.ts': "import { Base } from '#infra/base';\nexport const b = new Base();" }).length, 1);
  });

  it('see the imports of Java and Python, which find their files from the roots of their sources', () => {
    const java = { 'api/src/main/java/fr/a/infrastructure/Base.java': 'package fr.a.infrastructure;\npublic class Base {}\n' };
    const python = { 'app/infrastructure/base.py': 'class Base: pass\n', 'app/domain/__init__.py': '' };
    for (const text of ['import fr.a.infrastructure.Base;', 'import fr.a.infrastructure.*;', 'import static fr.a.infrastructure.Base.LIGNE;']) assert.equal(found('forbidden-import', { ...java, 'api/src/main/java/fr/a/domain/Demande.java': `package fr.a.domain;\n${text}\nclass Demande {}\n` }).length, 1, text);
    for (const text of ['from app.infrastructure.base import Base', 'from ..infrastructure import base', 'from ..infrastructure.base import Base', 'def f():\n    import app.infrastructure.base as base']) assert.equal(found('forbidden-import', { ...python, 'app/domain/demande.py': `${text}\n` }).length, 1, text);
    for (const text of ['from app.domain import autre', 'import infrastructure_externe', '# from app.infrastructure.base import Base']) assert.equal(found('forbidden-import', { ...python, 'app/domain/demande.py': `${text}\n` }).length, 0, text);
    assert.equal(found('forbidden-import', { ...python, 'app/domain/a.py': 'A = 1\n', 'app/infrastructure/b.py': 'from app.domain.a import A\n' }).length, 0);
  });

  it('tell a type from a value', () => {
    const of = (text: string) => found('forbidden-import', { ...adapter, 'src/domain/demande.ts': text })[0]?.message ?? '';
    assert.match(of(ways['a name that serves as a type alone'] ?? ''), /nomme un type/);
    assert.match(of(ways['an import'] ?? ''), /importe « infrastructure »/);
  });

  it('are reached by the aliases of tsconfig.json, with comments, inherited or not', () => {
    const domain = { 'src/domain/demande.ts': "import { Base } from '@infra/base';\nexport const b = new Base();" };
    assert.equal(found('forbidden-import', { ...adapter, ...domain, 'tsconfig.json': '{\n  // ici\n  "compilerOptions": { "paths": { "@infra/*": ["./src/infrastructure/*"], }, }\n}' }).length, 1);
    assert.equal(found('forbidden-import', { ...adapter, ...domain, 'tsconfig.base.json': '{"compilerOptions":{"baseUrl":"src","paths":{"@infra/*":["infrastructure/*"]}}}', 'tsconfig.json': '{"extends":"./tsconfig.base"}' }).length, 1);
    assert.equal(found('forbidden-import', { ...adapter, 'src/domain/demande.ts': "import { Base } from 'infrastructure/base';\nexport const b = new Base();", 'tsconfig.json': '{"compilerOptions":{"baseUrl":"src"}}' }).length, 1);
    assert.equal(found('forbidden-import', { ...adapter, ...domain }).length, 0, 'without an alias it is a package');
  });

  it('let the outside know the inside, tests know everything, and ports be known by all', () => {
    assert.deepEqual(places('forbidden-import', {
      'src/domain/a.ts': "import type { P } from '../ports/p';\nexport type A = P;", 'src/ports/p.ts': "import type { A } from '../domain/a';\nexport interface P { a: A }",
      'src/application/b.ts': "import { a } from '../domain/a';\nimport '../ports/p';\nexport const b = a;",
      'src/adapters/c.ts': "import '../application/b';\nimport '../domain/a';\nimport '../ports/p';",
      'src/domain/a.test.ts': "import '../adapters/c';", 'src/domain/__tests__/b.ts': "import '../../adapters/c';",
    }), []);
  });

  it('mean nothing alone, and are told apart by feature', () => {
    assert.deepEqual(places('forbidden-import', { 'src/domain/a.ts': "import '../services/b';", 'src/services/b.ts': '' }), []);
    assert.deepEqual(found('forbidden-import', {
      'src/guichet/domaine/a.ts': "import '../infrastructure/b';\nimport '../../facture/domaine/c';\nimport '../../facture/infrastructure/d';", 'src/guichet/infrastructure/b.ts': '', 'src/facture/domaine/c.ts': '', 'src/facture/infrastructure/d.ts': '',
    }).map(({ location }) => location.range.start.line), [0, 2]);
  });

  it('take core for the domain beside an infrastructure alone, its own layers kept', () => {
    assert.equal(found('forbidden-import', { 'src/core/a.ts': "import '../infrastructure/b';", 'src/infrastructure/b.ts': '' }).length, 1);
    assert.equal(found('forbidden-import', { 'src/core/domain/a.ts': "import '../application/b';", 'src/core/application/b.ts': '', 'src/infrastructure/c.ts': '' }).length, 1);
    assert.equal(found('forbidden-import', { 'src/core/a.ts': "import '../shared/b';", 'src/shared/b.ts': '' }).length, 0);
    assert.equal(found('pure-domain', { 'src/entities/a.ts': "import { Entity } from 'typeorm';\n@Entity() export class A {}", 'src/controllers/b.ts': '' }).length, 0);
  });

  it('decide from one file, whose imports show the others', () => {
    const one = (text: string, more: Files = {}) => analyser(book.rules, book.catalogue)(Object.entries({ 'src/domain/a.ts': text, ...more }).map(([file, content]) => ({ file, text: content })), 'files', undefined, readCode).findings.map(({ rule }) => rule);
    assert.deepEqual(one("import { Base } from '../infrastructure/base';\nexport const b = new Base();"), ['architecture/forbidden-import']);
    assert.deepEqual(one("import { Base } from '@/infrastructure/base';\nexport const b = new Base();", { 'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["src/*"]}}}' }), ['architecture/forbidden-import']);
  });
});

describe('declared layers', () => {
  const settings = (layers: string) => ({ '.cpin.yaml': `architecture:\n  layers:\n${layers}` });
  const three = settings('    - { name: regles, paths: [src/regles], role: domain, packages: [axios] }\n    - { name: actions, paths: ["src/*/actions/**", src/actions.ts], knows: [regles] }\n    - { name: web, paths: [src/web], knows: [actions] }\n');

  it('say who knows whom', () => {
    assert.deepEqual(found('forbidden-import', {
      ...three, 'src/regles/a.ts': "import '../actions';", 'src/actions.ts': "import './regles/a';", 'src/x/actions/deep/b.ts': "import '../../../web/c';", 'src/web/c.ts': "import '../actions';\nimport '../regles/a';", 'src/domain/d.ts': "import '../infrastructure/e';", 'src/infrastructure/e.ts': '',
    }).map(({ location, message }) => [location.file, /« (\w+) » importe « (\w+) »/.exec(message)?.slice(1).join(' → ')]), [['src/regles/a.ts', 'regles → actions'], ['src/web/c.ts', 'web → regles'], ['src/x/actions/deep/b.ts', 'actions → web']]);
  });

  it('say which packages the domain may use', () => {
    assert.deepEqual(found('pure-domain', { ...three, 'src/regles/a.ts': "import axios from 'axios';\nimport express from 'express';\nimport { z } from 'zod';\nexport default [axios, express, z];" }).map(({ message }) => /`(\w+)`/.exec(message)?.[1]), ['express']);
  });

  for (const [what, text, expected] of [
    ['no list', 'architecture: { layers: domaine }', /attend une liste `layers`.*reconnues au nom des dossiers/],
    ['no name', 'architecture: { layers: [{ paths: [src] }] }', /n’a pas de nom\. Ajoutez `name`/],
    ['no path', 'architecture: { layers: [{ name: a }] }', /« a » ne dit pas quels fichiers.*`\[src\/a\]`/],
    ['a text for a list', 'architecture: { layers: [{ name: a, paths: src }] }', /`paths`, dans la couche « a », attend une liste/],
    ['an unknown role', 'architecture: { layers: [{ name: a, paths: [src], role: metier }] }', /« metier » de la couche « a » n’existe pas\. Choisissez domain, port, application, adapter/],
    ['an unknown key', 'architecture: { layers: [{ name: a, paths: [src], sait: [b] }] }', /clé inconnue, « sait »/],
    ['an unknown layer', 'architecture: { layers: [{ name: a, paths: [src], knows: [b] }] }', /« a » dit connaître « b », qu’aucune couche ne porte/],
    ['no YAML', 'architecture: [', /n’est pas du YAML lisible/],
    ['a list for a layer', 'architecture: { layers: [[a]] }', /chaque couche est un objet/],
  ] as const) {
    it(`say in French, at its place, what is wrong: ${what}`, () => {
      const { unreadable } = analysisOf({ '.cpin.yaml': text });
      assert.match(unreadable.map(({ reason }) => reason).join('\n'), expected);
      assert.ok(unreadable.every(({ file, range }) => file === '.cpin.yaml' && range !== undefined));
    });
  }

  it('leave alone a file that says other things', () => assert.deepEqual(analysisOf({ '.cpin.yaml': 'audit: { env: prod }\n' }).unreadable, []));
});

describe('circles of imports', () => {
  const cycles = (files: Files) => found('no-cycle', files).map(({ message }) => message);

  it('are found once a knot, on their shortest way', () => {
    const [only, ...others] = cycles({ 'a.ts': "import { b } from './b';\nexport const a = () => b;", 'b.ts': "import { c } from './c';\nexport const b = () => c;", 'c.ts': "import { a } from './a';\nimport { b } from './b';\nexport const c = () => [a, b];" });
    assert.deepEqual(others, []);
    assert.match(only ?? '', /3 modules .*b\.ts → c\.ts → b\.ts/);
  });

  it('pass through re-exports, requires and Vue components', () => {
    assert.equal(cycles({ 'a.ts': "export * from './b';", 'b.ts': "import { x } from './a';\nexport const y = x;" }).length, 1);
    assert.equal(cycles({ 'a.js': "const b = require('./b');\nmodule.exports = b;", 'b.js': "const a = require('./a');\nmodule.exports = a;" }).length, 1);
    assert.equal(cycles({ 'a.vue': "<template><B/></template>\n<script setup lang=\"ts\">\nimport B from './b.vue';\n</script>", 'b.vue': "<script setup>\nimport A from './a.vue';\n</script>\n<template><A/></template>" }).length, 1);
  });

  it('are not made of types, of names used as types, or of imports made during a call', () => {
    assert.deepEqual(cycles({ 'a.ts': "import type { B } from './b';\nexport interface A { b: B }", 'b.ts': "import { A } from './a';\nexport interface B { a: A }\nexport const b = 1;" }), []);
    assert.deepEqual(cycles({ 'a.ts': "export const a = () => import('./b');", 'b.ts': "import { a } from './a';\nexport const b = a;" }), []);
    assert.deepEqual(cycles({ 'a.ts': "export const a = 1; // import './b'", 'b.ts': "/* import './b' */ import { a } from './a';\nexport const b = `${a} import './b'`;" }), []);
  });

  it('are made of types that decorators keep', () => {
    assert.equal(cycles({ 'a.ts': "import { B } from './b';\n@Injectable()\nexport class A { constructor(private readonly b: B) {} }", 'b.ts': "import { A } from './a';\nexport class B { a = A; }" }).length, 1);
  });
});

describe('a pure domain', () => {
  const reasons = (text: string, file = 'src/domain/a.ts') => found('pure-domain', { [file]: text, 'src/infrastructure/x.ts': '' }).map(({ key }) => key);

  it('knows no framework and nothing outside', () => {
    for (const text of ["import { Injectable } from '@nestjs/common';\nexport const a = Injectable;", "import { readFile } from 'node:fs/promises';\nexport const a = readFile;", "const pg = require('pg');\nexport const a = pg;", "import type { Request } from 'express';\nexport type A = Request;", "export const a = () => fetch('/x');", "export const a = process.env['A'];", "export const a = import.meta.env.VITE_A;"]) assert.equal(reasons(text).length, 1, text);
  });

  it('may compute with what it likes', () => {
    for (const text of ["import { randomUUID } from 'node:crypto';\nexport const a = randomUUID;", "import { z } from 'zod';\nexport const a = z.string();", "export const fetch = (x: number) => x;\n// process.env\nexport const t = 'fetch()';", "class Depot { fetch() { return 1; } }\nexport const a = new Depot().fetch();"]) assert.deepEqual(reasons(text), [], text);
    assert.deepEqual(reasons("import axios from 'axios';\nexport default axios;", 'src/domain/a.spec.ts'), []);
  });

  it('is as pure in Java and Python', () => {
    const java = (text: string) => places('pure-domain', { 'src/main/java/fr/a/domain/A.java': `package fr.a.domain;\n${text}\nclass A {}\n`, 'src/main/java/fr/a/infrastructure/B.java': 'package fr.a.infrastructure;\nimport jakarta.persistence.Entity;\n' }).map(place => place.split(' ')[1]?.split('|')[0]);
    const python = (text: string) => places('pure-domain', { 'app/domain/a.py': `${text}\n`, 'app/infrastructure/b.py': 'import requests\n' }).map(place => place.split(' ')[1]?.split('|')[0]);
    assert.deepEqual([java('import org.springframework.stereotype.Service;'), java('import jakarta.persistence.Entity;'), java('import java.nio.file.Files;')], [['framework'], ['reach'], ['reach']]);
    assert.deepEqual([java('import java.util.List;'), java('import java.time.Instant;'), java('import java.io.IOException;')], [[], [], []]);
    assert.deepEqual([python('from fastapi import APIRouter'), python('from sqlalchemy import Column'), python('import urllib.request'), python('import os\nX = os.environ["X"]')], [['framework'], ['reach'], ['reach'], ['environment']]);
    assert.deepEqual([python('from urllib.parse import urljoin'), python('from dataclasses import dataclass'), python('from http import HTTPStatus')], [[], [], []]);
  });
});
