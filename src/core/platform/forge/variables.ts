import { platformVariables, repositoryVariables, type Variables } from '../pipeline/variables';
import type { ForgeState } from './forge';
import { isProtected } from './protection';
import { phrase, type Phrase } from '../view/words/said';

/** A CI/CD variable of GitLab's settings: of a project's group, or of one of its repositories. */
export interface CiVariable {
  readonly project: string;
  /** Absent for a variable of the group: all repositories of the project have it. */
  readonly repository?: string;
  readonly key: string;
  readonly value: string;
  /** Its value is not shown in logs. */
  readonly masked: boolean;
  /** Only jobs of protected branches have it. */
  readonly protected: boolean;
}

export type VariableCommand =
  | ({ readonly type: 'set-variable' } & CiVariable)
  | { readonly type: 'delete-variable'; readonly project: string; readonly repository?: string; readonly key: string };

/** What the settings of GitLab give to the jobs of a branch, and the values that its logs do not show. */
export interface Given {
  readonly values: Variables;
  readonly masked: readonly string[];
  /** Whether the branch is protected. */
  readonly isProtected: boolean;
}

/** A variable as those who may read the settings see it. */
export type VariableView = Omit<CiVariable, 'value'> & { readonly value?: string };

const sameAs = (one: Pick<CiVariable, 'project' | 'repository' | 'key'>, other: Pick<CiVariable, 'project' | 'repository' | 'key'>) => one.project === other.project && one.repository === other.repository && one.key === other.key;
const largest = 10_000;
/** What GitLab can mask for sure: one line, eight characters at least, of those that no encoding changes (`Ci::Maskable`). */
const maskable = /^[\w+=/@:.~-]{8,}$/;

/** Why GitLab does not take it; undefined when it does. */
export function variableRefusal(forge: ForgeState, command: VariableCommand): Phrase | undefined {
  const { key } = command;
  if (typeof key !== 'string' || !/^\w{1,255}$/.test(key)) return phrase('variableName', String(key));
  if (command.type === 'delete-variable') return (forge.variables ?? []).some(one => sameAs(one, command)) ? undefined : command.repository === undefined ? phrase('variableOfGroup', command.project, key) : phrase('variableOfRepository', command.repository, key);
  if (typeof command.value !== 'string' || command.value.length > largest) return phrase('variableLong', key, largest);
  if (command.masked && !maskable.test(command.value)) return phrase('variableMasked', key);
  return undefined;
}

/** The settings after a command that they take. Setting again what exists changes it. */
export function withVariable(forge: ForgeState, command: VariableCommand): ForgeState {
  const others = (forge.variables ?? []).filter(one => !sameAs(one, command));
  if (command.type === 'delete-variable') return { ...forge, variables: others };
  const { type: _, ...variable } = command;
  return { ...forge, variables: [...others, variable].sort((a, b) => (a.key < b.key ? -1 : 1)) };
}

/** What the settings give to a branch of a repository, the nearest winning: the repository's, its group's, then the platform's (docs.gitlab.com, "CI/CD variable precedence"). All of it wins over what a pipeline file says. */
export function givenTo({ variables = [], ...forge }: ForgeState, project: string, repository: string, ref: string): Given {
  const open = isProtected(forge, `${project}/${repository}`, ref);
  const own = variables.filter(one => one.project === project && (open || !one.protected));
  const [group, near] = [own.filter(one => one.repository === undefined), own.filter(one => one.repository === repository)];
  const valued = (list: readonly CiVariable[]) => Object.fromEntries(list.map(({ key, value }) => [key, value]));
  return { isProtected: open, values: { ...platformVariables, ...valued(group), ...repositoryVariables(project, repository), ...valued(near) }, masked: [...group, ...near].filter(({ masked }) => masked).map(({ value }) => value) };
}

/** A text without the values that are masked, as the runner writes it: the longest first, so that none shows through another. */
export function maskedIn(text: string, values: readonly string[]): string {
  return [...values].sort((a, b) => b.length - a.length).reduce((held, value) => held.replaceAll(value, '[MASKED]'), text);
}

export function variablesView({ variables = [] }: ForgeState): VariableView[] {
  return variables.map(({ value, ...variable }) => (variable.masked ? variable : { ...variable, value }));
}
