import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { parseCsv } from '../src/core/export/csv.ts';

interface Ended {
  readonly code: number | null;
  readonly errors: string;
}

/** The command, to its end. */
export function analyse(...args: readonly string[]): Promise<Ended> {
  return beginAnalysis(...args).ended;
}

/** The command while it runs; `said` resolves once it has told a person so, or rejects where it ended without. */
export function beginAnalysis(...args: readonly string[]) {
  const child = spawn(process.execPath, ['scripts/analyse.mjs', ...args]);
  let errors = '';
  child.stderr.on('data', (piece) => {
    errors += String(piece);
  });
  const ended = new Promise<Ended>((settle) => {
    child.on('close', (code) => settle({ code, errors }));
  });
  const said = (text: string) =>
    new Promise<void>((settle, fail) => {
      const look = () => errors.includes(text) && settle();
      child.stderr.on('data', look);
      look();
      void ended.then(() => fail(new Error(`It never said “${text}”:\n${errors}`)));
    });
  return { ended, said, stop: () => child.kill('SIGINT') };
}

/** All but the header. */
export async function rowsOf(file: string): Promise<(readonly string[])[]> {
  const rows = parseCsv(await readFile(file, 'utf8'), 'bad-features');
  return [...rows].slice(1).map(({ cells }) => cells);
}

export const jsonOf = async (file: string) => JSON.parse(await readFile(file, 'utf8'));

/** Grain as fine as `step` says. */
function grain(step: number, seed: number): Uint8Array {
  const data = Uint8Array.from({ length: 96 * 72 }, (_, i) => {
    const [row, column] = [Math.floor(i / 96), i % 96];
    return (Math.floor(row / step) * 37 + Math.floor(column / step) * 101 * seed) % 251;
  });
  return encode({ width: 96, height: 72, data, channels: 1 });
}

/** Four pictures of each of two categories, in class folders. */
export async function writeLab(folder: string): Promise<void> {
  for (const [category, step] of [
    ['Tips', 3],
    ['Fibres', 11],
  ] as const) {
    await mkdir(join(folder, category), { recursive: true });
    for (const i of [1, 2, 3, 4]) {
      await writeFile(join(folder, category, `${category}${i}.png`), grain(step, i));
    }
  }
}

/** A NumPy file of doubles, a column after the other. */
export function fortranNpy(rows: readonly (readonly number[])[]): Uint8Array {
  const cols = rows[0]?.length ?? 0;
  const text = `{'descr': '<f8', 'fortran_order': True, 'shape': (${rows.length}, ${cols}), }`;
  const header = `${text.padEnd(128 - 10 - 1)}\n`;
  const bytes = Buffer.alloc(128 + 8 * rows.length * cols);
  bytes.write('\x93NUMPY\x01\x00', 'latin1');
  bytes.writeUInt16LE(header.length, 8);
  bytes.write(header, 10, 'latin1');
  for (let i = 0; i < rows.length * cols; i++) {
    bytes.writeDoubleLE(rows[i % rows.length]?.[Math.trunc(i / rows.length)] ?? 0, 128 + 8 * i);
  }
  return bytes;
}
