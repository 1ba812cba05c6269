import { transfer } from 'comlink';
import { AppError } from '../src/core/app-error.ts';
import { readPicture } from '../src/imaging/read-picture.ts';
import { sampleFile } from '../src/imaging/sample/sample-file.ts';
import type { ImagingApi, ReadOutcome, SampleFile } from '../src/protocol/imaging.ts';
import { checkpointFor, type Job } from '../src/protocol/job.ts';

export function createImagingApi(): ImagingApi {
  return { read, sample };
}

async function read(file: File, path: string, job: Job): Promise<ReadOutcome> {
  job.signal.throwIfAborted();
  try {
    const picture = await readPicture(file, path, { checkpoint: checkpointFor(job, 'decoding') });
    const buffers = [picture.thumbnail.buffer, picture.preview.buffer, picture.plate.data.buffer];
    return transfer({ kind: 'picture', picture }, buffers);
  } catch (error) {
    job.signal.throwIfAborted();
    return { kind: 'problem', problem: { path, ...problemOf(error) } };
  }
}

/** Decoders throw what they like at a damaged file: all of it is a fault of the file. */
function problemOf(error: unknown): { readonly code: string; readonly reason: string } {
  if (error instanceof AppError) return { code: error.code, reason: error.message };
  const detail = error instanceof Error ? error.message : String(error);
  return {
    code: 'unreadable-picture',
    reason: `The file is damaged and can’t be decoded (${detail}). Copy it again from the microscope.`,
  };
}

async function sample(index: number, seed: number, job: Job): Promise<SampleFile> {
  job.signal.throwIfAborted();
  return sampleFile(index, seed);
}
