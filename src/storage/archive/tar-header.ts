/** Headers and contents of a tar file fill whole blocks of so many bytes. */
export const TAR_BLOCK = 512;

const MOST_NAME = 100;
const CHECKSUM_AT = 148;

export interface TarEntry {
  readonly name: string;
  readonly bytes: number;
}

/**
 * The header (POSIX ustar) before a plain file's contents.
 * @throws {RangeError} for a name of more than 100 bytes.
 */
export function tarHeader({ name, bytes }: TarEntry): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(TAR_BLOCK);
  const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at);
  if (new TextEncoder().encode(name).length > MOST_NAME) {
    throw new RangeError(`"${name}" is too long a name for a tar file`);
  }
  const octal = (n: number, digits: number) => n.toString(8).padStart(digits, '0');
  put(name, 0);
  put(`${octal(0o644, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100);
  put(`${octal(bytes, 11)}\0${octal(0, 11)}\0        0`, 124);
  put('ustar\x0000', 257);
  put(`${octal(checksum(header), 6)}\0 `, CHECKSUM_AT);
  return header;
}

/** Undefined where the block is no header of a plain file. */
export function parseTarHeader(header: Uint8Array): TarEntry | undefined {
  const text = (at: number, length: number) =>
    new TextDecoder().decode(header.subarray(at, at + length)).replace(/\0.*$/s, '');
  const number = (at: number, length: number) => Number.parseInt(text(at, length).trim(), 8);
  const sum = number(CHECKSUM_AT, 8);
  const unsigned = header.slice();
  unsigned.fill(0x20, CHECKSUM_AT, CHECKSUM_AT + 8);
  const bytes = number(124, 12);
  if (header.length !== TAR_BLOCK || sum !== checksum(unsigned) || !(bytes >= 0)) return undefined;
  return { name: text(0, MOST_NAME), bytes };
}

/** Bytes that fill the last block of contents. */
export function tarPadding(bytes: number): number {
  return (TAR_BLOCK - (bytes % TAR_BLOCK)) % TAR_BLOCK;
}

function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}
