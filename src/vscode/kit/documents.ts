import * as vscode from 'vscode';

/** Where read-only documents of ours come from. */
export interface DocumentSource {
  /** All that a document says; never rejects: what cannot be shown says why. */
  text(uri: vscode.Uri): Promise<string>;
  /** What now says something else. */
  readonly onDidChange: vscode.Event<vscode.Uri>;
}

/**
 * Read-only documents of a scheme of ours. They are a file system's and not a content provider's, whose tabs the editor forgets when its window is
 * loaded again: those come back, and ask their text again.
 */
export function registerDocuments(scheme: string, { text, onDidChange }: DocumentSource): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  // The editor reads a file again only if it is newer; of changes within a millisecond, the later one is.
  let newest = Date.now();
  const refuse = (uri: vscode.Uri): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const files: vscode.FileSystemProvider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: newest, size: 0 }),
    readFile: async uri => new TextEncoder().encode(await text(uri)),
    readDirectory: () => [],
    writeFile: refuse,
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
  return vscode.Disposable.from(
    changed,
    onDidChange(uri => {
      newest = Math.max(newest + 1, Date.now());
      changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    }),
    vscode.workspace.registerFileSystemProvider(scheme, files, { isReadonly: true, isCaseSensitive: true }),
  );
}
