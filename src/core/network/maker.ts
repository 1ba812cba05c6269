import { SEMSCAPE_VERSION, TENSORFLOW_VERSION } from '../version.ts';
import type { Backend } from './backend.ts';

/** What results of a network were computed by. */
export interface Maker {
  /** Version of this program. */
  readonly semscape: string;
  /** Version of TensorFlow.js. */
  readonly tensorflow: string;
  readonly backend: Pick<Backend, 'name' | 'threads'>;
}

/** This program as it is, on `backend`. */
export function makerOn({ name, threads }: Backend): Maker {
  return {
    semscape: SEMSCAPE_VERSION,
    tensorflow: TENSORFLOW_VERSION,
    backend: { name, threads },
  };
}
