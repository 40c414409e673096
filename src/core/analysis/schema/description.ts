import type { PipelineValidator } from '../gitlab-ci/schema';

/**
 * What a value may be. Made at build time from the OpenAPI descriptions of Kubernetes and of the projects whose kinds are met here: what a
 * verdict needs and nothing else, so that it loads in a few milliseconds.
 */
export interface Shape {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'int-or-string' | 'quantity' | 'base64';
  /** The name of the definition this is. */
  readonly ref?: string;
  readonly fields?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** Those of the required fields that may not be empty either, and those that the server does without. */
  readonly filled?: readonly string[];
  readonly unneeded?: readonly string[];
  /** Of a list: what its elements are. */
  readonly items?: Shape;
  /** Of a map with free keys: what its values are. */
  readonly values?: Shape;
  readonly enum?: readonly (string | number | boolean)[];
  /** An empty text is taken for the default. */
  readonly emptied?: true;
  /** An integer of 32 bits. */
  readonly short?: true;
  /** Fields that are not described are admitted. */
  readonly open?: true;
}

/** The kinds that are described. */
export interface Description {
  /** The version of Kubernetes described, without its patch: `1.34`. */
  readonly version: string;
  /** By `apiVersion/kind`: the name of the definition, or null for a kind that exists and is not described. */
  readonly kinds: Readonly<Record<string, string | null>>;
  readonly definitions: Readonly<Record<string, Shape>>;
}

/** What fields are for, by definition and then by field (an empty name for the definition itself), in the words of who publishes it. */
export type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Where descriptions come from: each is read when it is first needed. */
export interface Schemas {
  kubernetes(): Description;
  /** Holds a pipeline against GitLab's own description. */
  pipeline(): PipelineValidator;
}
