import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { withoutSecrets } from '../../core/analysis/secrets/mask';
import type { OwnLint } from '../../core/compliance/own-lint';
import { runBounded } from '../run-bounded';
import { readEslintOutput } from './own-eslint-output';

/** How long it may last, and how much it may write: its JSON repeats the text of each file it speaks of. */
const patience = 60_000;
const maxOutput = 16 * 1024 * 1024;

/** What ESLint 8 reads, and ESLint 9 when it is asked to; the last is a key of the manifest. */
const older = ['.eslintrc.js', '.eslintrc.cjs', '.eslintrc.yaml', '.eslintrc.yml', '.eslintrc.json', '.eslintrc', 'package.json'];
const configurations = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(end => `eslint.config.${end}`);

export interface OwnEslintOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; a minute by default. */
  readonly limit?: number;
}

/**
 * Runs the ESLint that a folder has installed, with the folder's own configuration, in a process of its own. Both are programs of the folder: only call this where
 * it is trusted, and asked for. Never rejects: what prevents it is one French sentence in `unreadable`.
 */
export async function ownEslint(root: string, { signal, limit = patience }: OwnEslintOptions = {}): Promise<OwnLint> {
  try {
    const top = await realpath(root);
    const { program, config } = await programIn(top);
    // Only the configuration of the root: left to itself, this ESLint adds those of the folders above the repository.
    const asked = config === undefined ? [] : ['--no-eslintrc', '--config', config, '--ext', '.js,.jsx,.mjs,.cjs,.ts,.tsx,.mts,.cts,.vue'];
    const home = await mkdtemp(path.join(os.tmpdir(), 'cpin-eslint-'));
    try {
      const { stdout, stderr, code, stopped } = await runBounded({ program: process.execPath, args: [program, '--format', 'json', '--no-color', '--no-error-on-unmatched-pattern', ...asked, '.'], cwd: top, env: environment(home, config === undefined), limit, maxOutput, signal });
      if (stopped === 'time') return unable(`l’ESLint du dépôt n’a pas fini en ${Math.round(limit / 1000)} s : arrêté. Écartez dans sa configuration ce qui est généré, ou lancez-le à part.`);
      if (stopped === 'output') return unable('l’ESLint du dépôt écrit plus de 16 Mo : arrêté. Écartez dans sa configuration ce qui est généré.');
      if (stopped === 'signal') return unable('l’ESLint du dépôt a été arrêté avant de répondre.');
      const read = code === 0 || code === 1 ? readEslintOutput(stdout, top) : undefined;
      return read ?? unable(`l’ESLint du dépôt s’est arrêté sans rapport (code ${code ?? 'inconnu'})${said(stderr, top)}. Lancez « npx eslint . » dans le dépôt pour voir l’erreur entière.`);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  } catch (error) {
    return unable(error instanceof Missing ? error.message : `l’ESLint du dépôt n’a pas pu être lancé (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  }
}

class Missing extends Error {}

/** The program of the folder's ESLint: it and the configuration are in the folder once links are followed, so that nothing elsewhere is run. */
async function programIn(top: string): Promise<{ readonly program: string; readonly config: string | undefined }> {
  const inside = async (target: string): Promise<string | undefined> => {
    const real = await realpath(target).catch(() => undefined);
    return real?.startsWith(top + path.sep) === true ? real : undefined;
  };
  const place = path.join(top, 'node_modules', 'eslint');
  const folder = await inside(place);
  if (folder === undefined) throw new Missing(existsSync(place) ? 'le lien « node_modules/eslint » mène hors du dépôt et n’est pas suivi. Installez ESLint dans le dépôt.' : 'ESLint n’est pas installé dans ce dépôt : ses règles n’ont pas été lues. Lancez « npm ci », puis recommencez.');
  const manifest = manifestOf(await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => ''));
  const program = await inside(path.join(folder, binOf(manifest)));
  if (program === undefined) throw new Missing('« node_modules/eslint » ne contient pas le programme d’ESLint. Réinstallez les dépendances avec « npm ci ».');
  // Without one here, ESLint would look for one in the folders above.
  const flat = configurations.find(name => existsSync(path.join(top, name)));
  const found = flat ?? older.find(name => existsSync(path.join(top, name)) && (name !== 'package.json' || 'eslintConfig' in manifestOf(readFileSync(path.join(top, name), 'utf8'))));
  if (found === undefined) throw new Missing('ce dépôt n’a pas de configuration d’ESLint à sa racine (eslint.config.js, .mjs, .cjs ou .ts, ou .eslintrc) : ses règles n’ont pas été lues. Ajoutez-en une, ou lancez l’audit sans « --eslint ».');
  if ((await inside(path.join(top, found))) === undefined) throw new Missing(`« ${found} » est un lien qui mène hors du dépôt et n’est pas suivi. Mettez-y le fichier lui-même.`);
  if (flat === undefined && majorOf(manifest) >= 10) throw new Missing(`« ${found} » est à l’ancien format, que l’ESLint installé ici ne lit plus depuis sa version 10 : ses règles n’ont pas été lues. Passez à eslint.config.js, ou installez ESLint 8 ou 9.`);
  return { program, config: flat === undefined ? found : undefined };
}

/** What a package.json says; nothing when it cannot be read. */
function manifestOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The major version of a package; one that does not say it is taken for a recent one. */
function majorOf({ version }: ReturnType<typeof manifestOf>): number {
  return typeof version === 'string' ? Number.parseInt(version, 10) || 10 : 10;
}

/** Where a package says that its program is; a manifest that says nothing usable is that of no ESLint. */
function binOf({ bin }: ReturnType<typeof manifestOf>): string {
  const named = typeof bin === 'object' && bin !== null ? (bin as Record<string, unknown>)['eslint'] : bin;
  return typeof named === 'string' ? named : 'bin/eslint.js';
}

/** Nothing of the user's environment but the way to programs: no token, no option of Node's. In the editor, our Node is Electron. */
function environment(home: string, flat: boolean): Record<string, string> {
  const { PATH = '', SystemRoot } = process.env;
  return { PATH, ...(SystemRoot ? { SystemRoot } : {}), HOME: home, USERPROFILE: home, TMPDIR: home, TEMP: home, TMP: home, CI: 'true', NO_COLOR: '1', ELECTRON_RUN_AS_NODE: '1', ESLINT_USE_FLAT_CONFIG: String(flat) };
}

/** The first line of what it complained of that names an error, without where the repository is on this machine. */
function said(stderr: string, top: string): string {
  const lines = stderr.replaceAll(top + path.sep, '').replaceAll(top, '.').split(/\r?\n/).map(line => line.trim()).filter(line => line !== '');
  const line = lines.find(one => /error/i.test(one) && !/^Oops/.test(one)) ?? lines[0];
  return line === undefined ? '' : ` : « ${withoutSecrets(line).slice(0, 300)} »`;
}

/** `rule` is set so that no requirement is held less certain: our own rules have read everything. */
function unable(reason: string): OwnLint {
  return { findings: [], unreadable: [{ file: 'node_modules/eslint', reason, rule: 'eslint' }] };
}
