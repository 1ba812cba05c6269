import * as Comlink from 'comlink';
import { expect, test } from 'vitest';
import { closeJob, createJob, registerTransferHandlers } from './job.ts';

registerTransferHandlers();

test('a job that is done leaves nothing at a signal that others still use', () => {
  const { signal } = new AbortController();
  const kept = new Set<unknown>();
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...input: Parameters<typeof addEventListener>) => {
    kept.add(input[1]);
    addEventListener.apply(signal, input);
  };
  signal.removeEventListener = (...input: Parameters<typeof removeEventListener>) => {
    kept.delete(input[1]);
    removeEventListener.apply(signal, input);
  };
  const job = createJob(signal);
  Comlink.transferHandlers.get('job')?.serialize(job);
  expect(kept.size).toBe(1);
  closeJob(job);
  expect(kept.size).toBe(0);
});
