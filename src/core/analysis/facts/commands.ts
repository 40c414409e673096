import { programOf } from '../shell';

const scanners = new Set(['trivy', 'grype', 'snyk', 'osv-scanner', 'govulncheck', 'pip-audit', 'safety', 'bundler-audit', 'cargo-audit', 'dependency-check', 'clair-scanner', 'syft', 'semgrep', 'gitleaks']);
const local = new Set(['kind', 'minikube', 'k3d', 'microk8s', 'colima', 'tilt', 'skaffold']);
const applying: Readonly<Record<string, ReadonlySet<string>>> = {
  kubectl: new Set(['apply', 'create', 'replace', 'patch', 'set', 'scale', 'rollout', 'edit', 'delete']),
  oc: new Set(['apply', 'create', 'replace', 'patch', 'set', 'scale', 'rollout', 'new-app', 'process', 'delete']),
  helm: new Set(['install', 'upgrade']),
  helmfile: new Set(['apply', 'sync']),
};

/** Whether a command looks for known vulnerabilities. */
export function scans(command: readonly string[]): boolean {
  const program = programOf(command);
  if (scanners.has(program)) return true;
  const words = command.slice(1);
  return (['npm', 'yarn', 'pnpm', 'composer', 'cargo'].includes(program) && words.includes('audit')) || (['mvn', 'mvnw', 'gradle', 'gradlew'].includes(program) && words.some(word => /dependency-?check/i.test(word)));
}

/** EXI-ORG-8: whether commands change a cluster that is not the developer's own. A dry run changes nothing. */
export function deploysByHand(commands: readonly (readonly string[])[]): boolean {
  if (commands.some(command => local.has(programOf(command)))) return false;
  return commands.some(command => {
    const verbs = applying[programOf(command)];
    const verb = command.slice(1).find(word => !word.startsWith('-') && verbs?.has(word));
    return verb !== undefined && !command.some(word => word.startsWith('--dry-run')) && !(verb === 'rollout' && command.includes('status'));
  });
}

/** Whether commands ask the platform's mirror repository to synchronise: its trigger is called, or its two secrets are handed over. */
export function isSyncTrigger(commands: readonly (readonly string[])[], texts: readonly string[]): boolean {
  const calls = commands.some(command => ['curl', 'wget', 'http'].includes(programOf(command)) && command.some(word => /\/trigger\/pipeline\b/.test(word)));
  return calls || (texts.some(text => text.includes('GIT_MIRROR_TOKEN')) && texts.some(text => text.includes('GIT_MIRROR_PROJECT_ID')));
}
