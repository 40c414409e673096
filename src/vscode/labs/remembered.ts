import type * as vscode from 'vscode';
import type { Lab } from '../../core/curriculum/lab';
import type { LabVerdict } from '../../core/labs/verdict';

const key = 'labs.verdicts';
type Verdicts = Readonly<Record<string, LabVerdict>>;

/** The last verdict of each lab of this window's folders, kept across reloads: what was found is not lost, though it must be verified again. */
export class RememberedVerdicts {
  constructor(private readonly memory: vscode.Memento) {}

  /** What the last verification of `lab` in `folder` said; undefined if there was none, or if the lab's checks are not the same any more. */
  of(lab: Lab, folder: vscode.Uri): LabVerdict | undefined {
    const verdict = this.all()[idOf(lab, folder)];
    const same = verdict?.checks.length === lab.checks.length && lab.checks.every(({ id }, index) => verdict.checks[index]?.check === id);
    return same ? verdict : undefined;
  }

  keep(lab: Lab, folder: vscode.Uri, verdict: LabVerdict): Thenable<void> {
    return this.memory.update(key, { ...this.all(), [idOf(lab, folder)]: verdict });
  }

  forget(lab: Lab, folder: vscode.Uri): Thenable<void> {
    const { [idOf(lab, folder)]: _, ...others } = this.all();
    return this.memory.update(key, others);
  }

  private all(): Verdicts {
    return this.memory.get<Verdicts>(key, {});
  }
}

const idOf = (lab: Lab, folder: vscode.Uri) => `${lab.id} ${folder.toString()}`;
