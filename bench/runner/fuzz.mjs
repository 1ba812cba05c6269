import { openTask } from './chromium.mjs';
import { round, writeLine } from './report.mjs';

/** Above what the page held before. */
const MOST_MB = 1074;
/** Another one finds other cases. */
const SEED = Number(process.env.FUZZ_SEED ?? 4);

/**
 * Damaged headers of every format: each is a picture or a reason, within two seconds and a gigabyte.
 * @param {{ origin: string, quick: boolean }} run
 */
export async function benchFuzz({ origin, quick }) {
  const cases = quick ? 40 : 1000;
  const page = await openTask(origin, 'fuzz');
  const faults = [];
  try {
    const { value: kinds } = await page.call('prepare');
    for (const [kind, name] of kinds.entries()) {
      const { value, wallSeconds, peakMb } = await page.call('fuzz', { kind, seed: SEED, cases });
      faults.push(...value.faults);
      if (peakMb !== undefined && peakMb > MOST_MB) faults.push(`${name}: ${peakMb} MB`);
      writeLine({
        task: `fuzz ${name}`,
        n: cases,
        engine: 'semscape',
        pictures: value.pictures,
        reasons: value.reasons,
        slowestMs: round(value.slowestMs),
        wall: round(wallSeconds),
        ...(peakMb !== undefined && { peakMb: round(peakMb) }),
        ...(value.faults.length > 0 && { faults: value.faults }),
      });
    }
  } finally {
    await page.close();
  }
  if (faults.length > 0) throw new Error(`FUZZ_SEED=${SEED}: ${faults.join('\n')}`);
}
