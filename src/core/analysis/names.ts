// What a file's name says of it. Apart from the parsers, so that whoever only lists files does not load them.

/** Folders of what is made from the sources, or is somebody else's. */
export const passedOver: ReadonlySet<string> = new Set(['node_modules', '.git', 'dist', 'out', 'target', 'coverage', '.venv', 'venv', '__pycache__', '.terraform', '.gradle', '.next']);

/** Whether the name of a file says that it is worth reading at all. */
export function isAnalysable(file: string): boolean {
  return mayHoldSecrets(file) || isCodeSettings(file);
}

/** `Dockerfile`, `Dockerfile.dev`, `api.Dockerfile`, `Containerfile`: what tools build without being told. */
export function isDockerfile(file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1);
  return /^(Dockerfile|Containerfile)([.-][\w.-]+)?$|\.(dockerfile|containerfile)$/i.test(name) && !/\.(dockerignore|md|txt|ya?ml|json|sh|tpl|j2|ts|js|py)$/i.test(name);
}

/** Whether secrets are looked for in a file: whatever a team writes. Locks and what is made by tools are left out. */
export function mayHoldSecrets(file: string): boolean {
  if (isPlain(file)) return !/(^|\/)(LICEN[CS]E|COPYING|NOTICE|AUTHORS|CONTRIBUTORS|CODEOWNERS|OWNERS|MAINTAINERS|VERSION|INSTALL|gradlew|mvnw|PKG-INFO|METADATA|RECORD|WHEEL|\.DS_Store)$/i.test(file);
  if (/(^|\/)(package-lock|npm-shrinkwrap|composer\.lock|tsconfig[\w.]*)\.json$|(^|\/)pnpm-lock\.yaml$|\.min\.js$/i.test(file)) return false;
  return mayHoldObjects(file) || isDockerfile(file) || /\.(properties|env|sh|bash|zsh|fish|ps1|psm1|bat|cmd|ini|conf|config|cfg|cnf|toml|tf|tfvars|hcl|nomad|xml|csproj|pubxml|publishsettings|plist|json[c5]|md|markdown|mdx|adoc|asciidoc|rst|txt|http|rest|svelte|swift|dart|lua|pl|java|kt|kts|groovy|gradle|scala|py|[cm]?js|jsx|[cm]?ts|tsx|vue|php|rb|go|rs|cs|sql|pem|key|html?|jsp|aspx?|cshtml|vb|c|h|cc|cpp|hpp|m|mm|ex|exs|hs|r|ipynb|erb|tpl|j2|jinja2?|template|ovpn|graphql|bicep|log|patch|diff)$|(^|\/)(\.env(\.[\w.-]+)?|\.npmrc|[._]netrc|\.pgpass|\.?htpasswd|\.git-credentials|\.ftpconfig|\.esmtprc|\.msmtprc|\.dockercfg|\.dockerconfigjson|\.s3cfg|\.boto|\.pypirc|\.my\.cnf|\.?credentials|\.(bash|zsh)(rc|_profile)|\.profile|id_(rsa|dsa|ecdsa|ed25519)|Jenkinsfile|(GNU)?Makefile|kubeconfig|\.kube\/config)$|\.(ppk|mk)$/i.test(file);
}

/** A name without an extension, as those of `config` and of `.netrc`: it says nothing of what is inside, which may be no text at all. */
export function isPlain(file: string): boolean {
  return /(^|\/)\.?[^./]+$/.test(file);
}

/** Whether a file may hold Kubernetes objects, by its name alone. */
export function mayHoldObjects(file: string): boolean {
  return /\.(ya?ml|json)$/i.test(file);
}

/** Whether a file says how the source code of its folder is put together. */
function isCodeSettings(file: string): boolean {
  return /(^|\/)[tj]sconfig[\w.-]*\.json$/i.test(file);
}
