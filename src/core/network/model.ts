/** Variables by timm's name in torch's layout, as they cross between threads. */
export type NamedVariables = Readonly<
  Record<string, { readonly data: Float32Array<ArrayBuffer>; readonly shape: readonly number[] }>
>;

/** What a network's variables are where no run has changed them. */
export type ModelBase =
  | { readonly kind: 'scratch'; readonly network: string; readonly seed: number }
  | { readonly kind: 'checkpoint'; readonly id: string };

/** A trained network: a base, and what runs have made of it. */
export interface Model {
  readonly base: ModelBase;
  readonly variables: NamedVariables;
  /** Outputs of the classifier. */
  readonly classes: number;
}
