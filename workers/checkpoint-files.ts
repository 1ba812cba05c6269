import type { CheckpointRecord } from '../src/models/checkpoints/checkpoint-record.ts';
import { writeCheckpoint } from '../src/models/checkpoints/write-checkpoint.ts';
import { writeLayersModel } from '../src/models/checkpoints/write-layers-model.ts';
import type { VariableSource } from '../src/models/networks/fold.ts';
import type { CheckpointExport } from '../src/protocol/checkpoints.ts';

/**
 * A checkpoint as files of that name. Those of a LayersModel name each other, so that several of them can lie in one
 * folder.
 */
export function checkpointFiles(
  source: VariableSource,
  record: CheckpointRecord,
  { name, format }: { readonly name: string; readonly format: CheckpointExport },
): readonly File[] {
  if (format === 'safetensors') {
    return [new File([...writeCheckpoint(source, record)], `${name}.safetensors`)];
  }
  const weightsFile = `${name}.weights.bin`;
  const { model, weights } = writeLayersModel(source, record, weightsFile);
  return [new File([model], `${name}.json`), new File([...weights], weightsFile)];
}
