// What a file's name says of it. Apart from the parsers, so that whoever only lists files does not load them.

/** Whether the name of a file says that it is worth reading at all. */
export function isAnalysable(file: string): boolean {
  return mayHoldObjects(file) || isDockerfile(file);
}

/** `Dockerfile`, `Dockerfile.dev`, `api.Dockerfile`, `Containerfile`: what tools build without being told. */
export function isDockerfile(file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return /^(Dockerfile|Containerfile)([.-][\w.-]+)?$|\.(dockerfile|containerfile)$/i.test(name) && !/\.(dockerignore|md|txt|ya?ml|json|sh|tpl|j2|ts|js|py)$/i.test(name);
}

/** Whether a file may hold Kubernetes objects, by its name alone. */
export function mayHoldObjects(file: string): boolean {
  return /\.(ya?ml|json)$/i.test(file);
}
