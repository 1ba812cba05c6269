import type { ModelAbout } from '../src/core/network/model.ts';
import type { OpenCheckpoint } from '../src/models/checkpoints/catalogue-entry.ts';
import { knownNetwork } from '../src/models/checkpoints/known-networks.ts';
import type { CheckpointExport } from '../src/protocol/checkpoints.ts';
import { checkpointFiles } from './checkpoint-files.ts';

const fileNameOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');

/** A network as files that other tools load, with what is known of it. */
export function exportModel(
  { architecture, source, averagePool, input }: OpenCheckpoint,
  { classes, about }: { readonly classes: number; readonly about: ModelAbout },
  format: CheckpointExport,
): readonly File[] {
  const { classNames, parent, run, ...rest } = about;
  const record = {
    ...rest,
    network: architecture.id,
    ...(architecture.endsAt ? { endsAt: architecture.endsAt } : {}),
    classes,
    averagePool,
    input: input === 'prepared-colour' ? knownNetwork(architecture.id).input : input,
    ...(classNames ? { classNames } : {}),
    ...(parent ? { parent } : {}),
    ...(run === undefined ? {} : { run }),
  };
  return checkpointFiles(source, record, { name: fileNameOf(about.title), format });
}
