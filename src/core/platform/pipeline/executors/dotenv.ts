/** How much a dotenv may hold (GitLab, instance limits: `dotenv_size`, `dotenv_variables`). */
const [longest, most] = [5 * 1024, 150];

/** The variables of a dotenv, or what GitLab answers when it does not take it (`app/services/ci/parse_dotenv_artifact_service.rb`). */
export function dotenvOf(text: string): { readonly ok: true; readonly variables: Readonly<Record<string, string>> } | { readonly ok: false; readonly message: string; /** The line it stops at. */ readonly line?: string } {
  if (text.length > longest) return { ok: false, message: 'Dotenv Artifact Too Big. Maximum Allowable Size: 5120' };
  const variables: Record<string, string> = {};
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    if (at < 0) return { ok: false, message: 'Invalid Format', line: line.slice(0, 80) };
    const key = line.slice(0, at).trim();
    if (!/^[A-Za-z0-9_]+$/.test(key)) return { ok: false, message: `Validation failed: Key can contain only letters, digits and '_'.`, line: line.slice(0, 80) };
    variables[key] = line.slice(at + 1).trim().replace(/^(["'])(.*)\1$/, '$2');
  }
  const count = Object.keys(variables).length;
  return count > most ? { ok: false, message: `Dotenv files cannot have more than ${most} variables (${count})` } : { ok: true, variables };
}
