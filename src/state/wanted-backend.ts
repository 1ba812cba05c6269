import type { BackendName } from '../protocol/network.ts';

const NAMES: readonly BackendName[] = ['webgpu', 'wasm', 'cpu'];

/** `?backend=webgpu` and the like; anything else leaves the choice to the machine. */
export function wantedBackend(search: string): BackendName | 'auto' {
  const wanted = new URLSearchParams(search).get('backend');
  return NAMES.find((name) => name === wanted) ?? 'auto';
}
