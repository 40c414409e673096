import type { Catalog } from './catalog';

// Where a text of ours, or a model's, may lead: to our own pages and actions, and to the addresses our sources give. Everything else is not a link.

/** What a reference points at; see `resolve` for the page. */
export type RefKind = 'rule' | 'requirement' | 'lesson' | 'source' | 'term' | 'competence' | 'guide';

export interface Ref {
  readonly kind: RefKind;
  readonly id: string;
  /** The section of a source. */
  readonly section?: string;
}

const slug = '[a-z0-9-]+';
const patterns: Record<RefKind, RegExp> = {
  rule: new RegExp(`^${slug}/${slug}$`),
  requirement: /^EXI-[A-Z]+-\d+[ab]?$/,
  lesson: new RegExp(`^${slug}\\.${slug}\\.${slug}$`),
  source: new RegExp(`^${slug}(#${slug})?$`),
  term: new RegExp(`^${slug}$`),
  competence: new RegExp(`^${slug}\\.${slug}$`),
  guide: new RegExp(`^${slug}$`),
};

/** Reads `rule:<id>`, `requirement:<id>`, `lesson:<objective id>`, `source:<id>#<section>`, `term:<id>`, `competence:<id>` or `guide:<id>`; undefined for anything else. */
export function parseRef(text: string): Ref | undefined {
  const colon = text.indexOf(':');
  const kind = text.slice(0, colon);
  const rest = text.slice(colon + 1);
  if (!isRefKind(kind) || !patterns[kind].test(rest)) return undefined;
  const [id = rest, section] = kind === 'source' ? rest.split('#') : [rest];
  return section === undefined ? { kind, id } : { kind, id, section };
}

/** A reference as it is written in citations. */
export function formatRef(ref: Ref): string {
  return `${ref.kind}:${ref.id}${ref.section === undefined ? '' : `#${ref.section}`}`;
}

function isRefKind(text: string): text is RefKind {
  return Object.hasOwn(patterns, text);
}

/** What following a link does: opens a page of ours, starts a lab, opens a QCM on a module, a competence or a question, or opens a source in the browser. */
export type LinkTarget =
  | { readonly kind: 'page'; readonly ref: Ref }
  | { readonly kind: 'lab'; readonly id: string }
  | { readonly kind: 'quiz'; readonly scope: string }
  | { readonly kind: 'source'; readonly url: string };

/** The scheme of our own links in Markdown: `coach:rule:…`, `coach:lesson:…`, `coach:lab:<id>`, `coach:quiz:<module, competence or question>`… */
export const linkScheme = 'coach:';

/**
 * The link policy, for every text shown in a webview. `href` is what the text says; `sources` are the addresses of our own sources, and an
 * outside link must be one of them to the letter (its fragment apart): no scheme, host or spelling is ever compared by resemblance.
 */
export function linkTarget(href: string, sources: ReadonlySet<string>): LinkTarget | undefined {
  if (href.startsWith(linkScheme)) return ownTarget(href.slice(linkScheme.length));
  const [address = ''] = href.split('#');
  if (!sources.has(address) || !/^[\w.~!$&'()*+,;=:@/?%-]*$/.test(href.slice(address.length + 1))) return undefined;
  return { kind: 'source', url: href };
}

function ownTarget(text: string): LinkTarget | undefined {
  const ref = parseRef(text);
  if (ref) return { kind: 'page', ref };
  const action = /^(lab|quiz):([a-z0-9.-]+)$/.exec(text);
  if (action?.[1] === 'lab') return { kind: 'lab', id: action[2] ?? '' };
  if (action?.[1] === 'quiz') return { kind: 'quiz', scope: action[2] ?? '' };
  return undefined;
}

/** Every https address our sources give, without fragments: the only ones that may leave the editor. */
export function sourceAddresses(catalog: Pick<Catalog, 'sources'>): ReadonlySet<string> {
  const urls = catalog.sources.flatMap(source => [source.url, ...source.sections.map(section => section.url)]);
  return new Set(urls.flatMap(url => (url?.startsWith('https://') ? [url.split('#')[0] ?? url] : [])));
}
