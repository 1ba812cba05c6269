import { crc32 } from './crc32.ts';
import { TAR_BLOCK, tarHeader, tarPadding } from './tar-header.ts';

/** Where the bytes of an archive go, one behind the other. */
export interface ArchiveSink {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** Writes entries of a tar file, and keeps their checksums. */
export class ArchiveWriter {
  readonly #sink: ArchiveSink;
  readonly #checksums = new Map<string, number>();

  constructor(sink: ArchiveSink) {
    this.#sink = sink;
  }

  /** CRC-32 of every entry so far. */
  checksums(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#checksums);
  }

  async json(name: string, value: unknown): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    await this.entry({ name, bytes: bytes.length }, [bytes]);
  }

  /** @throws {RangeError} where the pieces are not `bytes` in all. */
  async entry(
    { name, bytes }: { readonly name: string; readonly bytes: number },
    pieces: Iterable<Uint8Array<ArrayBuffer>> | AsyncIterable<Uint8Array<ArrayBuffer>>,
  ): Promise<void> {
    await this.#sink.write(tarHeader({ name, bytes }));
    let written = 0;
    let sum = 0;
    for await (const piece of pieces) {
      await this.#sink.write(piece);
      written += piece.length;
      sum = crc32(piece, sum);
    }
    if (written !== bytes) throw new RangeError(`${written} bytes of ${bytes} of ${name}`);
    await this.#sink.write(new Uint8Array(tarPadding(bytes)));
    this.#checksums.set(name, sum);
  }

  async end(): Promise<void> {
    await this.#sink.write(new Uint8Array(2 * TAR_BLOCK));
  }
}
