import type { Plugin } from 'vite';

const REGISTRY = /geotiff\/dist-module\/compression\/index\.js$/;
const UNUSED = /import\('\.\/(?:raw|lzw|deflate|packbits|lerc|zstd)\.js'\)/g;
const HOW_MANY = 6;

/** Leaves out geotiff's decoders of what our own code decodes or refuses: 340 kB of chunks that nothing would load. */
export function tiffDecoders(): Plugin {
  return {
    name: 'semscape:tiff-decoders',
    apply: 'build',
    transform(code, id) {
      if (!REGISTRY.test(id)) return undefined;
      const found = code.match(UNUSED)?.length;
      if (found !== HOW_MANY) {
        throw new Error(`geotiff has changed: ${found} of ${HOW_MANY} unused decoders in ${id}`);
      }
      const refusal = "Promise.reject(new Error('this decoder is not part of the build'))";
      return { code: code.replace(UNUSED, refusal), map: null };
    },
  };
}
