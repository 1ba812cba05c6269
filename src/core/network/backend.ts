export type BackendName = 'webgpu' | 'wasm' | 'cpu';

/** What the networks run on, and why that was chosen, in a sentence for a person. */
export interface Backend {
  readonly name: BackendName;
  readonly threads: number;
  readonly reason: string;
}
