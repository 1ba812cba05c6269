import type { InputFit } from './checkpoint.ts';

/** Variables by timm's name in torch's layout, as they cross between threads. */
export type NamedVariables = Readonly<
  Record<string, { readonly data: Float32Array<ArrayBuffer>; readonly shape: readonly number[] }>
>;

/** What a network's variables are where no run has changed them. */
export type ModelBase = (
  | { readonly kind: 'scratch'; readonly network: string; readonly seed: number }
  | { readonly kind: 'checkpoint'; readonly id: string }
) & {
  /** The block on which the classifier stands, what lies above left out; the network's end where it is not said. */
  readonly endpoint?: string;
};

/** A trained network: a base, and what runs have made of it. */
export interface Model {
  readonly base: ModelBase;
  readonly variables: NamedVariables;
  /** Outputs of the classifier. */
  readonly classes: number;
}

/** What a network is besides its numbers, for a file of it. */
export interface ModelAbout {
  readonly title: string;
  /** In the order of the classifier's outputs. */
  readonly classNames: readonly string[] | undefined;
  /** Pixels, and how plates became that square, when it was trained. */
  readonly inputSide: number;
  readonly fit: InputFit;
  /** Divides the logits before they become probabilities. */
  readonly temperature: number;
  /** Sentences for a person. */
  readonly provenance: string;
  readonly licence: string;
  /** Where its weights began; the hash is lower-case hexadecimal. */
  readonly parent: { readonly title: string; readonly sha256: string } | undefined;
  /** The record of the run that made it, as plain JSON. */
  readonly run: unknown;
}
