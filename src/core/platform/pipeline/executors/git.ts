import type { Ran, Shell } from '../../shell/shell';
import { isKnown, unknownText } from '../../shell/value';
import type { Workplace } from './executor';
import { phrase } from '../../view/words/said';

/** What git tells of the commit a job works on; the rest of its history is not there, and nothing it writes leaves the job. */
export function git({ pipeline, tree }: Workplace, words: readonly string[], shell: Shell): Ran {
  const rest = words.slice(1).filter(word => word !== '--no-pager');
  const [verb = '', ...options] = rest;
  const said = (out: string): Ran => ({ code: 0, lines: [], out: `${out}\n` });
  const last = options.at(-1);
  switch (verb) {
    case 'rev-parse': {
      if (last === 'HEAD' && options.includes('--abbrev-ref')) return said('HEAD');
      if (last === 'HEAD') return said(shortOf(pipeline.commit, options));
      return options.includes('--show-toplevel') ? said(shell.variables.get('CI_PROJECT_DIR') ?? '/builds') : unknown(shell, words);
    }
    case 'log': return options.some(option => /^(-1|-n1)$/.test(option)) && options.some(option => /^--(pretty|format)=(format:)?%s$/.test(option)) ? said(tree.title) : unknown(shell, words);
    case 'push': return { code: 128, lines: ['remote: You are not allowed to upload code.', `fatal: unable to access '${unshown(shell)}': The requested URL returned error: 403`], summary: phrase('jobPushes') };
    case 'config': case 'fetch': case 'add': case 'status': return { code: 0, lines: [], reputed: true };
    default: return unknown(shell, words);
  }
}

function shortOf(commit: string, options: readonly string[]): string {
  const short = options.map(option => /^--short(?:=(\d+))?$/.exec(option)).find(Boolean);
  return short ? commit.slice(0, Number(short[1] ?? 7)) : commit;
}

function unshown(shell: Shell): string {
  const path = shell.variables.get('CI_PROJECT_PATH') ?? '';
  return `https://${shell.variables.get('CI_SERVER_HOST') ?? ''}/${isKnown(path) ? path : ''}.git/`;
}

function unknown(shell: Shell, words: readonly string[]): Ran {
  shell.files.mayFill('');
  return { code: 0, lines: [], reputed: true, out: '', ...(words.length > 30 ? { summary: unknownText('git') } : {}) };
}
