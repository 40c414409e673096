import type { Ran, Shell } from '../../shell/shell';
import { isKnown } from '../../shell/value';
import { inRepository } from '../expand';
import type { TestsAsked, Workplace } from './executor';
import { phrase } from '../../view/words/said';
import { git } from './git';
import { lint } from './helm';
import { maven } from './maven';
import { npm } from './npm';
import { trivy } from './trivy';

/** What a program of a job does, as far as files tell; `asks` when tests have to be run first. */
export type Program = Ran & { readonly asks?: TestsAsked };

const reputed: Ran = { code: 0, lines: [], reputed: true };

/** Answers for the programs a script calls: some are known by what they read, the others are taken to succeed and to change anything. */
export function programs(place: Workplace, words: readonly string[], shell: Shell): Program {
  const { files, folder } = shell;
  const name = words[0]?.split('/').pop() ?? '';
  const has = (path: string) => files.kind(files.at(folder, path)) !== undefined;
  const second = words[1] ?? '';
  switch (name) {
    case 'npm': return npm(place, words, shell);
    case 'helm': return second === 'lint' ? lint(place, inRepository(folder, words.slice(2).find(word => !word.startsWith('-')) ?? '.')) : other(shell);
    case 'trivy': return trivy(place, words);
    case 'mvn': case 'mvnw': return maven(words, shell);
    case 'git': return git(place, words, shell);
    case 'docker': case 'podman': return { code: 1, lines: ['ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'], summary: phrase('noDocker', 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock') };
    case 'kubectl': case 'oc': return second === 'version' || second === 'kustomize' || words.includes('--dry-run=client') ? other(shell) : { code: 1, lines: ['The connection to the server localhost:8080 was refused - did you specify the right host or port?'], summary: phrase('noCluster') };
    case 'command': case 'which': case 'type': case 'hash': return { code: undefined, lines: [] };
    case 'env': case 'nohup': case 'time': case 'timeout': case 'nice': case 'sudo': case 'xargs': return other(shell);
    default:
      if (words[0]?.includes('/') && isKnown(words[0]) && !words[0].startsWith('/') && !has(words[0])) return { code: 127, lines: [`/usr/bin/bash: line 1: ${words[0]}: No such file or directory`] };
      return other(shell);
  }
}

/** A program of which nothing is known: it may have written anywhere. */
function other(shell: Shell): Ran {
  shell.files.mayFill('');
  return reputed;
}
