import { ScaleClient } from './clients/scale.ts';
import { parseCsv } from './core/export/csv.ts';
import type { ScaleReading } from './core/scale/scale-reading.ts';
import { type ScaleTruth, scaleTruth, scoreReadings } from './core/scale/score-readings.ts';

const client = new ScaleClient();

function filesOf(id: string): readonly File[] {
  const input = document.getElementById(id);
  return input instanceof HTMLInputElement ? [...(input.files ?? [])] : [];
}

async function readTruths(): Promise<ScaleTruth[]> {
  const [file] = filesOf('truth');
  const rows = [...parseCsv((await file?.text()) ?? '', 'bad-labels')];
  const columns = rows[0]?.cells ?? [];
  return rows.slice(1).map(({ cells }) => scaleTruth((name) => cells[columns.indexOf(name)] ?? ''));
}

interface Timed {
  readonly truth: ScaleTruth;
  readonly reading: ScaleReading | undefined;
  readonly seconds: number;
  readonly problem?: string;
}

async function readOne(truth: ScaleTruth, file: File, told: 'in-file' | undefined): Promise<Timed> {
  const { signal } = new AbortController();
  const start = performance.now();
  try {
    const reading = await client.read({ file, name: file.name, told }, { signal });
    return { truth, reading, seconds: (performance.now() - start) / 1000 };
  } catch (error) {
    return { truth, reading: undefined, seconds: 0, problem: String(error) };
  }
}

/** Called by the script that opened the page: reads every picture of the truth that is in the folder. */
async function scoreScale({ told }: { readonly told: 'in-file' | undefined }) {
  const truths = await readTruths();
  const files = filesOf('folder');
  const jobs: { truth: ScaleTruth; file: File }[] = [];
  const missing: string[] = [];
  for (const truth of truths) {
    const file = files.find(({ webkitRelativePath }) =>
      webkitRelativePath.endsWith(`/${truth.file}`),
    );
    if (file) jobs.push({ truth, file });
    else missing.push(truth.file);
  }
  const results: Timed[] = [];
  const next = async () => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      results.push(await readOne(job.truth, job.file, told));
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: client.workers }, next));
  const seconds = (performance.now() - started) / 1000;
  const vendors = [...new Set(results.map(({ truth }) => truth.vendor))].sort();
  const score = (some: readonly Timed[]) =>
    scoreReadings(
      some.map(({ truth }) => truth),
      some.map(({ reading }) => reading),
    );
  return {
    all: score(results),
    byVendor: vendors.map((vendor) => ({
      vendor,
      score: score(results.filter(({ truth }) => truth.vendor === vendor)),
    })),
    results: results.sort((a, b) => a.truth.file.localeCompare(b.truth.file)),
    missing,
    seconds,
    workers: client.workers,
  };
}

Object.assign(globalThis, { semscapeScoreScale: scoreScale });
