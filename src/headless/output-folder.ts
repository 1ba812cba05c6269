import type { Matrix } from '../core/arrays/matrix.ts';
import { littleEndianBytes, npyHeader } from '../core/export/npy.ts';
import type { AnalysisHost } from './host.ts';

const PIECE_BYTES = 2 ** 22;

function base64Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(new Blob([bytes]));
  });
}

/** Where results go, in pieces, so that a large one is never held a second time. */
export class OutputFolder {
  readonly #host: AnalysisHost;

  constructor(host: AnalysisHost) {
    this.#host = host;
  }

  async text(path: string, text: string): Promise<void> {
    await this.#bytes(path, new TextEncoder().encode(text));
    await this.#host.finish(path);
  }

  json(path: string, value: unknown): Promise<void> {
    return this.text(path, `${JSON.stringify(value, null, 2)}\n`);
  }

  /** A NumPy file of float32; `read` gives the rows from `start` up to and without `end`. */
  async matrix(
    path: string,
    { rows, cols }: Pick<Matrix, 'rows' | 'cols'>,
    read: (start: number, end: number) => Promise<Float32Array> | Float32Array,
  ): Promise<void> {
    await this.#bytes(path, npyHeader(rows, cols));
    const step = Math.max(1, Math.floor(PIECE_BYTES / (4 * cols)));
    for (let start = 0; start < rows; start += step) {
      const block = await read(start, Math.min(rows, start + step));
      await this.#bytes(path, littleEndianBytes(block));
    }
    await this.#host.finish(path);
  }

  async #bytes(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    for (let at = 0; at === 0 || at < bytes.length; at += PIECE_BYTES) {
      await this.#host.write(path, await base64Of(bytes.subarray(at, at + PIECE_BYTES)));
    }
  }
}
