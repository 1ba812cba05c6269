import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Puts the licence and the notices of what is bundled beside the page, as those licences ask. */
export function notices(): Plugin {
  let root = '';
  return {
    name: 'semscape:notices',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    async generateBundle() {
      for (const name of ['LICENSE', 'NOTICE']) {
        const source = await readFile(join(root, name));
        this.emitFile({ type: 'asset', fileName: `${name}.txt`, source });
      }
    },
  };
}
