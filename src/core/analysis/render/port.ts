/** The files of a chart or of an overlay, with all that it refers to: text by path, with `/`. */
export interface RenderFiles {
  readonly files: Readonly<Record<string, string>>;
  /** The files that are no text (packaged charts), in base64. */
  readonly archives?: Readonly<Record<string, string>>;
  /** Asks where each part of the result comes from. */
  readonly trace?: boolean;
}

/** What `helm template RELEASE FOLDER -n NAMESPACE -f VALUES…` is asked; paths are those of the chart's folder. */
export interface HelmRequest extends RenderFiles {
  readonly engine: 'helm';
  readonly release: string;
  readonly namespace: string;
  /** Texts of values files, the later winning; the chart's own `values.yaml` is among its files. */
  readonly values: readonly string[];
  /** What the cluster can do: without them, what Helm takes for granted. */
  readonly kubeVersion?: string;
  readonly apiVersions?: readonly string[];
}

/** What `kustomize build PATH` is asked. */
export interface KustomizeRequest extends RenderFiles {
  readonly engine: 'kustomize';
  readonly path: string;
}

export type RenderRequest = HelmRequest | KustomizeRequest;

/** One rendered manifest. `source` is what the engine names: Helm's name of the template, or the file of the resource for Kustomize. */
export interface RenderedDocument {
  readonly source: string;
  /** Of what a kustomization generates: the kind of its generator. */
  readonly by?: string;
  readonly text: string;
  /**
   * Triples (offset in the text, number of a mark, 1 when what follows is character for character the text at the mark), in order: where each
   * part of the text comes from, up to the next. Only with a trace, and only for Helm.
   */
  readonly spans?: readonly number[];
}

/** A place in one of the files handed over, zero-based: the rest of a line of text, or an action between its braces. */
export interface Mark {
  readonly file: string;
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

export interface Rendered {
  readonly documents: readonly RenderedDocument[];
  readonly marks: readonly Mark[];
  readonly notes?: string;
  /** The file handed over for each name that Helm gives a template; empty for one inside an archive. */
  readonly templates: Readonly<Record<string, string>>;
}

/** Why nothing came back: the engine's own words, in English, or what ended it before it could say. */
export interface RenderFailure {
  readonly error: string;
  readonly stopped?: 'time' | 'memory' | 'size' | 'fault';
  readonly place?: Mark;
  readonly templates?: Readonly<Record<string, string>>;
}

/** Renders as the real tools do. Never rejects for what the files hold; each answer depends on its request alone. */
export interface RenderPort {
  render(request: RenderRequest): Promise<Rendered | RenderFailure>;
}

/** Whether a render gave something. */
export function isRendered(outcome: Rendered | RenderFailure): outcome is Rendered {
  return 'documents' in outcome;
}
