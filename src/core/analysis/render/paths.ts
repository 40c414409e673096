// Paths inside a repository, with `/`, as plain text: the core knows no file system.

/** The folder that holds `file`; empty at the root. */
export function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
}

export function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Where `name`, written in a file of `folder`, leads; undefined when it leaves the repository. */
export function resolve(folder: string, name: string): string | undefined {
  const steps = name.startsWith('/') ? undefined : folder.split('/').filter(step => step !== '');
  if (!steps) return undefined;
  for (const step of name.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join('/');
}

export function isUnder(file: string, folder: string): boolean {
  return folder === '' || file.startsWith(`${folder}/`);
}

/** The name of `file` from `folder`, which holds it. */
export function relative(file: string, folder: string): string {
  return folder === '' ? file : file.slice(folder.length + 1);
}

export function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
