import type { AutoencoderEpoch } from '../network/autoencoder.ts';
import { writeCsv } from './csv.ts';

/** Columns `epoch,train_loss,test_loss`. */
export function lossCsv(epochs: readonly AutoencoderEpoch[]): string {
  const rows = epochs.map(({ epoch, trainLoss, testLoss }) => [epoch, trainLoss, testLoss]);
  return writeCsv([['epoch', 'train_loss', 'test_loss'], ...rows]);
}
