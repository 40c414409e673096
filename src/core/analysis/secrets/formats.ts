import type { Leak } from './leak';
import { beginsOne, serviceTokens } from './services';
import { isSample, masked } from './value';

/** A private key without the lines that go around it. */
export const bare = 'clé privée sans en-tête';
/** The end of such a line, just before. */
const headed = /-----(?:\\+[nr]|[\s"'`,+*/#|\\]|\d[\d:.-]* )*$/;

/** Secrets that their form gives away, wherever they are written. */
const formats: readonly (readonly [string, RegExp])[] = [
  ['clé privée age', /AGE-SECRET-KEY-1[0-9A-Z]{40,}/g],
  ['clé privée', /-----BEGIN (?:[A-Z0-9]+ )?PRIVATE KEY(?: BLOCK)?-----(?:\\+[nr]|[\s"'`,+*/#|\\]|\d[\d:.-]* )*(?:[\w-]+: ?[^\r\n\\]*(?:\\[nr]|[\s*/#])+){0,4}[A-Za-z0-9+/=]{16,}/g],
  ['clé privée en base64', /LS0tLS1CRUdJTi(?:BQUklWQVRFIEtFW|BSU0EgUFJJVkFURSBLRV|BFQyBQUklWQVRFIEtFW|BPUEVOU1NIIFBSSVZBVEUgS0VZ|BFTkNSWVBURUQgUFJJVkFURSBLRV|BEU0EgUFJJVkFURSBLRV)[A-Za-z0-9+/=]{20,}/g],
  // What a private key holds begins alike once encoded: a version, then the numbers of RSA or the name of its curve.
  [bare, /(?<![A-Za-z0-9+/=])(?:MII[A-Za-z0-9+/]{2}[AQgw]IBA(?:AKC|DANBgkqhkiG9w0BAQEFAASC)|MIG[A-Za-z0-9+/]AgEAM[A-Za-z0-9+/]{2}GByqGSM49|MHcCAQEEI|MIGkAgEBBD|MC4CAQAwBQYDK2VwBCIEI)[A-Za-z0-9+/]{24,}/g],
  ['jeton JWT', /(?<![\w-])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}/g],
  ['jeton GitLab', /\bgl(?:pat|dt|rt|cbt|ptt|ft|ffct|soat|imt|agent|oas)-[\w-]{20,}/g],
  ['jeton GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{50,})/g],
  ['clé d’accès AWS', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g],
  ['jeton Vault', /\bhv[sbr]\.[\w-]{24,}/g],
  ['jeton Slack', /\bxox[abeoprs]-[\w-]{20,}/g],
  ['adresse secrète Slack', /https:\/\/hooks\.slack\.com\/services\/T\w+\/B\w+\/\w{16,}/g],
  ['jeton SonarQube', /\bsq[pau]_[0-9a-f]{40}\b/g],
  ['jeton npm', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['clé Google', /\bAIza[\w-]{35}\b/g],
  ['jeton d’une requête', /(?<=\b(?:Bearer|Basic) )(?=[A-Za-z_.-]*\d)[\w.+/~-]{20,}=*/g],
  ['clé Stripe', /\b[sr]k_live_[A-Za-z0-9]{16,}/g],
];

/** One quick look, so that most files cost nothing more. */
const hint = /AGE-SECRET-KEY-1|PRIVATE KEY|MII|AgEAM|MHcCAQ|MIGkAg|MC4CAQ|LS0tLS1CRUdJTi|eyJ|gl[a-z]{2,5}-|gh[pousr]_|github_pat_|AKIA|ASIA|hv[sbr]\.|xox|hooks\.slack|sq[pau]_|npm_|AIza|k_live_|Bearer |Basic /;
export function leaksByFormat(text: string): Leak[] {
  const leaks: Leak[] = [];
  for (const [what, pattern] of [...(hint.test(text) ? formats : []), ...(beginsOne.test(text) ? serviceTokens : [])]) {
    for (const { 0: found, index } of text.matchAll(pattern)) {
      if (isSample(found) || (what === bare && headed.test(text.slice(Math.max(0, index - 60), index))) || (what === 'jeton d’une requête' && !isDrawn(found))) continue;
      const end = found.startsWith('-----') ? index + found.indexOf('KEY') + 3 : index + found.length;
      leaks.push({ start: index, end, variant: 'format', what, excerpt: found.startsWith('-----') ? '•••' : masked(found) });
    }
  }
  return leaks;
}

/** Letters and digits in the disorder of chance, where `jeton-de-test-64` is what somebody typed. */
function isDrawn(run: string): boolean {
  return (/[a-z]/.test(run) && /[A-Z]/.test(run)) || (run.match(/\d/g)?.length ?? 0) >= 4;
}
