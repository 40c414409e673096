import type * as vscode from 'vscode';

/**
 * Something made at its first use, so that activation neither loads its code nor builds it. `get` resolves to the one instance, however often and however
 * fast it is asked; if making it fails, it rejects and the next call tries again. Disposing of it before its first use makes nothing.
 */
export class Lazy<T extends vscode.Disposable> implements vscode.Disposable {
  private making: Promise<T> | undefined;
  private disposed = false;
  /** The instance, once it is there. */
  made: T | undefined;

  constructor(private readonly make: () => Promise<T>) {}

  get(): Promise<T> {
    this.making ??= this.make().then(
      made => {
        if (this.disposed) made.dispose();
        return (this.made = made);
      },
      error => {
        this.making = undefined;
        throw error;
      },
    );
    return this.making;
  }

  dispose(): void {
    this.disposed = true;
    this.made?.dispose();
  }
}
