import { inRepository } from '../expand';
import { simulated, type TestsAsked, type TestsOutcome, type Workplace } from './executor';
import type { Shell } from '../../shell/shell';
import type { Program } from './programs';
import { phrase } from '../../view/words/said';

/** A command of npm's that is not followed: it may write anywhere. */
function reputed(files: Shell['files']): Program {
  files.mayFill('');
  return { code: 0, lines: [], reputed: true };
}

/** The folder it works in: `--prefix` says another. */
function folderOf(words: readonly string[], shell: Shell): string {
  const at = words.findIndex(word => word === '--prefix' || word === '-C');
  const given = words.find(word => word.startsWith('--prefix='))?.slice(9) ?? (at > 0 ? words[at + 1] : undefined);
  return given === undefined ? shell.folder : shell.files.at(shell.folder, given);
}

function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What tests are told apart by. */
export function testsKey({ folder, script }: TestsAsked): string {
  return `${folder} ${script}`;
}

/** A command of npm: what it needs is looked for in the repository; a test script is asked for, so that it can really be run. */
export function npm({ tests, runsTests }: Workplace, words: readonly string[], shell: Shell): Program {
  const { files } = shell;
  const folder = folderOf(words, shell);
  const [, verb = '', name = ''] = words.filter((word, index) => index === 0 || (!word.startsWith('-') && !/^(--prefix|-C)$/.test(words[index - 1] ?? '')));
  const has = (file: string) => files.kind(inRepository(folder, file)) !== undefined;
  const manifest = files.text(inRepository(folder, 'package.json'));
  if (manifest === undefined && !has('package.json')) return { code: 254, lines: ['npm error code ENOENT', 'npm error syscall open', 'npm error path package.json', 'npm error enoent Could not read package.json: Error: ENOENT: no such file or directory, open \'package.json\''] };
  if (verb === 'ci' && !has('package-lock.json') && !has('npm-shrinkwrap.json')) return { code: 1, lines: ['npm error code EUSAGE', 'npm error The `npm ci` command can only install with an existing package-lock.json or npm-shrinkwrap.json with lockfileVersion >= 1.'] };
  const script = verb === 'test' || verb === 't' ? 'test' : verb === 'run' || verb === 'run-script' ? name : undefined;
  const fault = manifest === undefined ? undefined : jsonFault(manifest);
  if (fault !== undefined) return { code: 1, lines: ['npm error code EJSONPARSE', `npm error JSON.parse ${fault}`, 'npm error JSON.parse Failed to parse JSON data.', 'npm error JSON.parse Note: package.json must be actual JSON, not just JavaScript.'] };
  if (/^(ci|install|i|clean-install|add)$/.test(verb)) {
    files.mayFill(inRepository(folder, 'node_modules'));
    files.makeFolder(inRepository(folder, 'node_modules'));
    return { code: 0, lines: ['added packages in 3s'], duration: 3_000 };
  }
  if (script === undefined || manifest === undefined) return reputed(files);
  const written = scriptsOf(manifest)[script];
  if (written === undefined) return { code: 1, lines: [`npm error Missing script: "${script}"`] };
  const lines = [`> ${script}`, `> ${written}`];
  const absent = missingTool(written, manifest, files.text(inRepository(folder, 'package-lock.json')) ?? '');
  if (absent !== undefined) return { code: 127, lines: [...lines, `sh: 1: ${absent}: not found`] };
  if (!/^test($|:)/.test(script)) {
    files.mayFill('');
    return { code: 0, lines, reputed: true };
  }
  files.mayFill(inRepository(folder, 'coverage'));
  if (!runsTests) return ran({ ran: false, reason: phrase('testsRefused') }, lines);
  const asks = { folder, script };
  const outcome = Object.hasOwn(tests, testsKey(asks)) ? tests[testsKey(asks)] : undefined;
  return outcome === undefined ? { code: 0, lines, asks } : ran(outcome, lines);
}

/** Tools that come with a package alone, and those packages. */
const tools: Readonly<Record<string, readonly string[]>> = { eslint: ['eslint'], prettier: ['prettier'], tsc: ['typescript'], vite: ['vite'], vitest: ['vitest'], jest: ['jest'], mocha: ['mocha'], webpack: ['webpack', 'webpack-cli'], rollup: ['rollup'], ng: ['@angular/cli'], next: ['next'], nuxt: ['nuxt'], 'react-scripts': ['react-scripts'], 'vue-cli-service': ['@vue/cli-service'], nest: ['@nestjs/cli'], cypress: ['cypress'], playwright: ['@playwright/test', 'playwright'], stylelint: ['stylelint'], rimraf: ['rimraf'] };

/** The tool that a script begins with and that neither the manifest nor its lock file brings: the shell does not find it. */
function missingTool(script: string, manifest: string, lock: string): string | undefined {
  const [tool = ''] = script.trim().split(/\s+/);
  const packages = Object.hasOwn(tools, tool) ? (tools[tool] ?? []) : [];
  const brought = packages.some(name => manifest.includes(`"${name}"`) || lock.includes(`node_modules/${name}"`));
  return packages.length > 0 && !brought ? tool : undefined;
}

function ran(outcome: TestsOutcome, lines: readonly string[]): Program {
  if (!outcome.ran) return { code: 0, lines: [...lines, simulated(phrase('testsReputed', outcome.reason))] };
  const summary = outcome.stopped ?? phrase('testsFail', outcome.code);
  return { code: outcome.code, lines: [...lines, simulated(phrase('testsReallyRun')), ...outcome.lines, ...(outcome.stopped === undefined ? [] : [simulated(outcome.stopped)])], ...(outcome.code === 0 ? {} : { summary }) };
}

function scriptsOf(text: string): Readonly<Record<string, string>> {
  try {
    const { scripts } = JSON.parse(text) as { scripts?: unknown };
    return typeof scripts === 'object' && scripts !== null ? Object.fromEntries(Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) : {};
  } catch {
    return {};
  }
}
