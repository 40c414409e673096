import { createHash, type Hash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RuleBook } from '../core/analysis/analyse';
import type { AnalysisResult } from '../core/analysis/finding';
import { makeFolder } from './make-folder';
import type { FolderContent } from './workspace';

/** Results of audits kept by the content they were read in, one file a folder and way of auditing; a damaged or missing one is as good as none, and a disk that refuses costs time alone. */
export interface KeptResults {
  /** The result kept for `root` audited `how`, if it is that of the same content. Never rejects. */
  find(root: string, how: string, key: string): Promise<AnalysisResult | undefined>;
  /** Keeps what a report is made from: fixes lose their text, which may hold what a file hides, and objects are left out. Never rejects. */
  keep(root: string, how: string, key: string, result: AnalysisResult): Promise<void>;
  erase(): Promise<void>;
}

/** Beyond this number, the results that were written first go. */
const most = 40;

/** Results kept in `folder`, which need not exist. */
export function keptIn(folder: string): KeptResults {
  const fileOf = (root: string, how: string) => path.join(folder, `${digest(JSON.stringify([root, how]))}.json`);
  return {
    async find(root, how, key) {
      try {
        const text = await readFile(fileOf(root, how), 'utf8');
        const end = text.indexOf('\n');
        const body = text.slice(end + 1);
        return text.slice(0, end) === `${key} ${digest(body)}` ? { resources: [], ...(JSON.parse(body) as Omit<AnalysisResult, 'resources'>) } : undefined;
      } catch {
        return undefined;
      }
    },
    async keep(root, how, key, { findings, unreadable, ignored, facts, stages, empty }) {
      // What is written below a folder would be read with it the next time.
      if (`${folder}${path.sep}`.startsWith(`${root}${path.sep}`)) return;
      try {
        const body = JSON.stringify({ findings: findings.map(withoutText), unreadable, ...(ignored ? { ignored: ignored.map(({ finding, reason }) => ({ finding: withoutText(finding), reason })) } : {}), ...(facts ? { facts } : {}), ...(stages ? { stages } : {}), ...(empty ? { empty } : {}) });
        await makeFolder(folder, 0o700);
        const next = path.join(folder, `${digest(fileOf(root, how))}.${process.pid}.tmp`);
        await writeFile(next, `${key} ${digest(body)}\n${body}`, { mode: 0o600 });
        await rename(next, fileOf(root, how));
        await prune(folder);
      } catch {
        // The next audit reads everything again.
      }
    },
    erase: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Whether there is a fix is all a report says of it. */
function withoutText(finding: AnalysisResult['findings'][number]): AnalysisResult['findings'][number] {
  return finding.fix ? { ...finding, fix: { title: '', edits: [] } } : finding;
}

async function prune(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= most) return;
  const dated = await Promise.all(names.map(async name => ({ name, time: (await stat(path.join(folder, name))).mtimeMs })));
  for (const { name } of dated.sort((a, b) => b.time - a.time).slice(most)) await rm(path.join(folder, name), { force: true });
}

/** What a result depends on: all that was read and what could not be, the rules, and the product itself in its folder, as it was installed. */
export async function contentKey({ files, unreadable }: FolderContent, { rules, catalogue }: RuleBook, product: string): Promise<string> {
  const hash = createHash('sha256');
  add(hash, JSON.stringify([process.version, rules, catalogue, unreadable]));
  for (const folder of [product, path.join(product, 'schemas')]) {
    for (const entry of (await readdir(folder, { withFileTypes: true })).filter(one => one.isFile()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const { size, mtimeMs } = await stat(path.join(folder, entry.name));
      add(hash, `${entry.name} ${size} ${mtimeMs}`);
    }
  }
  for (const { file, text } of files) {
    add(hash, file);
    add(hash, text);
  }
  return hash.digest('hex');
}

/** With its length first, so that no two lists of texts give the same bytes. */
function add(hash: Hash, text: string): void {
  hash.update(`${text.length}:`).update(text);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
