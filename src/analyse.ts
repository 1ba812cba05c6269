import { createClients } from './clients/create-clients.ts';
import type { AnalysisHost } from './headless/host.ts';
import { type AnalysisRequest, runAnalysis } from './headless/run-analysis.ts';
import { decodeText } from './imaging/decode-text.ts';
import { createAppStore } from './state/store.ts';
import { wantedBackend } from './state/wanted-backend.ts';

const services = createClients();
const store = createAppStore(services, { backend: wantedBackend(location.search) });

function filesOf(id: string): readonly File[] {
  const input = document.getElementById(id);
  return input instanceof HTMLInputElement ? [...(input.files ?? [])] : [];
}

/** As the script that opened the page puts them there. */
interface HostFunctions {
  readonly semscapeBegin: AnalysisHost['begin'];
  readonly semscapeWrite: AnalysisHost['write'];
  readonly semscapeFinish: AnalysisHost['finish'];
  readonly semscapeReport: AnalysisHost['report'];
  readonly semscapeNote: AnalysisHost['note'];
}

/** Called by the script that opened the page. */
async function analyse(request: Omit<AnalysisRequest, 'files'>) {
  const functions = globalThis as unknown as HostFunctions;
  const host: AnalysisHost = {
    begin: functions.semscapeBegin,
    write: functions.semscapeWrite,
    finish: functions.semscapeFinish,
    report: functions.semscapeReport,
    note: functions.semscapeNote,
  };
  const [features] = filesOf('features');
  const [recipe] = filesOf('recipe');
  const [labels] = filesOf('labels');
  const files = { folder: filesOf('folder'), features, recipe, labels };
  return runAnalysis({ ...request, files }, { store, services, host, decodeText });
}

Object.assign(globalThis, { semscapeAnalyse: analyse });
