import type { VariableSource } from '../networks/fold.ts';
import { variableShapes } from '../networks/shapes.ts';
import { type CheckpointRecord, RECORD_KEY, writeRecord } from './checkpoint-record.ts';
import { recordedNetwork } from './recorded-network.ts';
import { type StoredTensor, safetensorsParts } from './safetensors.ts';

/**
 * The bytes, in parts, of a safetensors file that timm, torchvision and `readCheckpoint` read: names and layout are
 * theirs, and the record lies in the metadata. Batch norms without a scale get one of ones, as timm wants it.
 */
export function writeCheckpoint(
  source: VariableSource,
  record: CheckpointRecord,
): readonly Uint8Array<ArrayBuffer>[] {
  const { architecture } = recordedNetwork(record);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, shape] of variableShapes(architecture, record.classes)) {
    const found = source(name);
    if (found) tensors.set(name, { shape: found.shape, values: found.data });
    else if (name.endsWith('.bn.weight')) {
      tensors.set(name, { shape, values: new Float32Array(shape[0] ?? 0).fill(1) });
    }
  }
  return safetensorsParts({
    tensors,
    metadata: { format: 'pt', [RECORD_KEY]: writeRecord(record) },
  });
}
