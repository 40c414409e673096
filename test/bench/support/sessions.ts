// Times the parts of a session that are the product's own work, on the built content. Usage: sessions.cjs CONTENT FIGURES
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { practice, startPractice } from '../../../src/core/assessment/practice';
import type { Shelf } from '../../../src/core/assessment/shelf';
import { viewOf } from '../../../src/core/assessment/view';
import { linkTarget, sourceAddresses } from '../../../src/core/curriculum/links';
import { renderInline, renderMarkdown } from '../../../src/core/curriculum/markdown';
import { contentFrom } from '../../../src/node/content/load';
import { strings } from '../../../src/protocol/strings';

const [, , folder = '', figures = ''] = process.argv;
const timed = async <T>(times: number[], work: () => T | Promise<T>): Promise<T> => {
  const before = performance.now();
  const result = await work();
  times.push(performance.now() - before);
  return result;
};

async function main(): Promise<void> {
  const loads: number[] = [];
  const parses: number[] = [];
  const nexts: number[] = [];
  const starts: number[] = [];
  const modules = readdirSync(folder).flatMap(name => /^module-(.+)\.json$/.exec(name)?.[1] ?? []);
  for (let turn = 0; turn < 5; turn++) {
    for (const id of modules) {
      // A fresh reader each time: nothing is cached.
      await timed(loads, () => contentFrom(folder).module(id));
      const text = readFileSync(path.join(folder, `module-${id}.json`), 'utf8');
      await timed(parses, () => JSON.parse(text) as unknown);
    }
  }
  const content = contentFrom(folder);
  const catalog = await content.catalog();
  const contents = await Promise.all(catalog.modules.map(module => content.module(module.id)));
  const addresses = sourceAddresses(catalog);
  const options = { link: (href: string) => linkTarget(href, addresses), labels: strings('fr').common };
  const questions = contents.flatMap(one => one.questions);
  const shelf: Shelf = { catalog, contents, bank: new Map(questions.map(question => [question.id, question])), markdown: { block: text => renderMarkdown(text, options), inline: text => renderInline(text, options) } };
  for (const { module } of contents) {
    const own = questions.filter(question => question.competence.startsWith(`${module}.`));
    let state = await timed(starts, () => startPractice({ id: 's', startedAt: '', scope: module, module, content: '', seed: 1, questions: own }));
    for (const [item, question] of own.entries()) {
      const view = viewOf(state, shelf);
      const response = question.kind === 'two-tier' ? [0, 0] : question.kind === 'match' ? question.items.map((_, at) => at) : question.kind === 'order' ? question.options.map((_, at) => at) : [0];
      state = practice(state, { type: 'answer', item, response }, shelf.bank);
      if (view.page === 'question') state = await timed(nexts, () => { const next = practice(state, { type: 'next', item }, shelf.bank); viewOf(next, shelf); return next; });
    }
  }
  writeFileSync(figures, JSON.stringify({ loads, parses, nexts, starts }));
}

void main();
