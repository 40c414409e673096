/** An image reference, cut as container engines do. `name` holds the registry, if one is written. */
export interface ImageReference {
  readonly name: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Cuts `registre:5000/app:1.2@sha256:…`: a colon is a tag's only after the last slash. */
export function parseImage(text: string): ImageReference {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const rest = at < 0 ? text : text.slice(0, at);
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  return { name: colon < 0 ? rest : rest.slice(0, colon), ...(tag ? { tag } : {}), ...(digest ? { digest } : {}) };
}

/** Whether a container engine can read it as a reference (distribution/reference, `ParseDockerRef`): if not, the kubelet answers `InvalidImageName`. */
export function isReference(text: string): boolean {
  const { name, tag, digest } = parseImage(text);
  const { host, steps } = partsOf(name);
  if (steps.length === 0 || !steps.every(step => /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/.test(step))) return false;
  if (host !== undefined && !/^[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*(:\d+)?$/.test(host)) return false;
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return false;
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest)) return false;
  // A colon with nothing after it is no tag.
  return !/:(@|$)/.test(text.slice(text.lastIndexOf('/') + 1));
}

/** Whether a text that is there, and complete, names no image. What is left out, or given by a variable, may come later; a digest is not looked at. */
export function isBroken(text: string): boolean {
  const [image = ''] = text.trim().split('@');
  return parseImage(image).name !== '' && !/[${}<>%]/.test(text) && !isReference(image);
}

/** The registry a name begins with, if it is written, and the steps that follow. */
export function partsOf(name: string): { readonly host?: string; readonly steps: readonly string[] } {
  const [first = '', ...rest] = name.split('/');
  return rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? { host: first, steps: rest } : { steps: [first, ...rest] };
}

/** What is wrong with how an image is pinned, if something is; a digest always pins. A reference that ends in a variable cannot be judged; one that ends in a name, as `$REGISTRY/app`, has no tag whatever the variable is. */
export function pinningFault(text: string): 'missing' | 'latest' | undefined {
  const image = parseImage(text.trim());
  if (image.digest || image.name === '') return undefined;
  if (image.tag === undefined) return /[${}]/.test(image.name.slice(image.name.lastIndexOf('/') + 1)) ? undefined : 'missing';
  return image.tag === 'latest' ? 'latest' : undefined;
}

/** What a fix that gives an image the tag it has elsewhere in the repository is called. */
export const pinTitle = (name: string, tag: string): string => `Fixer l’image à « ${name}:${tag} », déjà utilisée dans ce dépôt`;

/** One name for the ways of writing an image of Docker Hub, so that two references can be compared. */
function canonicalName(name: string): string {
  return name.replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '');
}

/** The one tag that `others` give to the image `name`, when they agree; `latest` and variables do not count. */
export class KnownTags {
  private readonly tags = new Map<string, Set<string>>();

  constructor(others: Iterable<string>) {
    for (const other of others) {
      const { name, tag } = parseImage(other);
      if (!tag || tag === 'latest' || /\$|\{\{/.test(tag)) continue;
      const known = this.tags.get(canonicalName(name));
      if (known) known.add(tag);
      else this.tags.set(canonicalName(name), new Set([tag]));
    }
  }

  of(name: string): string | undefined {
    const [tag, ...more] = this.tags.get(canonicalName(name)) ?? [];
    return more.length > 0 ? undefined : tag;
  }
}
