/**
 * What every answer carries that makes the page cross-origin isolated, as WebAssembly threads want it.
 * @type {Readonly<Record<string, string>>}
 */
export const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Where checkpoints come from when a person asks for one: Hugging Face, which redirects to hosts of its own for the
 * bytes. Nothing is fetched from there without a click.
 */
const CHECKPOINT_SITES = 'https://huggingface.co https://*.huggingface.co https://*.hf.co';

/** Nothing but the page's own files can be run, or reached unasked. WebAssembly needs 'wasm-unsafe-eval'. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  `connect-src 'self' ${CHECKPOINT_SITES}`,
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** @type {Readonly<Record<string, string>>} */
export const HEADERS = {
  ...ISOLATION,
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};
