import { execFile } from 'node:child_process';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** As the project's previews. */
const LONG_SIDE = 1280;
const QUALITY = '75';

/**
 * Programs that decode pictures, shrink them and write JPEGs, many files at once; each process on one thread.
 * @type {readonly { engine: string, probe: readonly string[], args: (out: string) => readonly string[] }[]}
 */
const PROGRAMS = [
  {
    engine: 'vipsthumbnail',
    probe: ['vipsthumbnail', '--vips-version'],
    args: (out) => ['-s', `${LONG_SIDE}x${LONG_SIDE}>`, '-o', join(out, `%s.jpg[Q=${QUALITY}]`)],
  },
  {
    engine: 'mogrify',
    probe: ['mogrify', '-version'],
    args: (out) => [
      ...['-format', 'jpg', '-path', out, '-quality', QUALITY],
      ...['-resize', `${LONG_SIDE}x${LONG_SIDE}>`],
    ],
  },
];

/** The programs that are on this machine. Nothing is installed. */
export async function findNativePrograms() {
  const found = [];
  for (const { engine, probe, args } of PROGRAMS) {
    const [command = '', ...flags] = probe;
    const version = await run(command, flags).then(
      ({ stdout }) => stdout.match(/\d+\.\d+\.[\d-]+/)?.[0] ?? '',
      () => undefined,
    );
    if (version !== undefined) found.push({ engine: `${engine} ${version}`, command, args });
  }
  return found;
}

/**
 * Decodes and shrinks the files in as many processes of one thread each; a process takes every nth file.
 * @param {{ command: string, args: (out: string) => readonly string[] }} program
 * @param {readonly string[]} files
 * @param {{ folder: string, processes: number }} how
 */
export async function runNative({ command, args }, files, { folder, processes }) {
  const out = join(folder, 'out');
  await rm(out, { recursive: true, force: true });
  await mkdir(out);
  const env = {
    ...process.env,
    MAGICK_THREAD_LIMIT: '1',
    OMP_NUM_THREADS: '1',
    VIPS_CONCURRENCY: '1',
  };
  const started = performance.now();
  const times = await Promise.all(
    Array.from({ length: processes }, (_, p) => {
      const part = files.filter((_, i) => i % processes === p);
      const words = ['-c', '"$@" >/dev/null 2>&1; times', 'sh', command, ...args(out), ...part];
      return run('sh', words, { env });
    }),
  );
  const wallSeconds = (performance.now() - started) / 1000;
  const cpuSeconds = times.reduce((sum, { stdout }) => sum + childSeconds(stdout), 0);
  return { wallSeconds, cpuSeconds, pictures: (await readdir(out)).length };
}

/** The second line of a shell's `times`: what its children took, in user and in system mode. @param {string} text */
function childSeconds(text) {
  const words =
    text
      .trim()
      .split('\n')[1]
      ?.matchAll(/(\d+)m([\d.]+)s/g) ?? [];
  return [...words].reduce((sum, [, m, s]) => sum + 60 * Number(m) + Number(s), 0);
}
