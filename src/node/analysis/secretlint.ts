import { mayHoldSecrets } from '../../core/analysis/names';
import type { SourceFile } from '../../core/analysis/port';
import type { KnownLeaks, Leak } from '../../core/analysis/secrets/leak';
import { isHarmless, masked } from '../../core/analysis/secrets/value';
import { withoutMark } from '../../core/analysis/text';

/** What every token has: a long run of letters and digits. Files without one are not looked at, and most have none. */
function holdsToken(text: string): boolean {
  for (const [run] of text.matchAll(/[\w-]{20,}/g)) if (/\d/.test(run) && /[a-z]/.test(run) && /[A-Z]/.test(run)) return true;
  return false;
}

/** Rules of the tool whose reading our own replaces: it knows placeholders, and the rest of the file. */
const replaced = /basicauth|database-connection-string|privatekey|no-k8s-kind-secret|filter-comments/;

type Lint = (source: SourceFile) => Promise<readonly Leak[]>;
let loaded: Promise<Lint> | undefined;

/** The secrets that secretlint's recommended rules know by their form, by file. The tool is loaded when a file first needs it. */
export async function secretlintLeaks(files: readonly SourceFile[]): Promise<KnownLeaks> {
  const found = new Map<string, readonly Leak[]>();
  for (const source of files) {
    if (!mayHoldSecrets(source.file) || source.text.length > 1_000_000 || !holdsToken(source.text)) continue;
    const lint = await (loaded ??= load());
    const leaks = await lint(source);
    if (leaks.length > 0) found.set(source.file, leaks);
  }
  return found;
}

async function load(): Promise<Lint> {
  const [{ lintSource }, { creator }] = await Promise.all([import('@secretlint/core'), import('@secretlint/secretlint-rule-preset-recommend')]);
  const config = { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator, rules: [] }] };
  return async ({ file, text }) => {
    const content = withoutMark(text);
    const { messages } = await lintSource({ source: { filePath: file, content, ext: '', contentType: 'text' }, options: { noPhysicFilePath: true, maskSecrets: true, config } });
    return messages.flatMap(({ ruleId, range: [start, end] }): Leak[] => {
      const secret = content.slice(start, end);
      if (replaced.test(ruleId) || isHarmless(secret) || /example|exemple|(.)\1{9}/i.test(secret)) return [];
      return [{ start, end, variant: 'format', what: `jeton ${ruleId.split('secretlint-rule-').pop() ?? ''}`, excerpt: masked(secret) }];
    });
  };
}
