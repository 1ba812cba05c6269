import { knownFields } from './known-fields.ts';
import type { ScaleReading, ScaleUnit } from './scale-reading.ts';
import type { VendorMetadata } from './vendor-metadata.ts';

export interface GeneratorTruth {
  readonly metadata: VendorMetadata;
  readonly scale: ScaleReading;
}

const PREFIX = '{"semscape":';
const UNITS: readonly unknown[] = ['nm', 'um', 'mm'] satisfies ScaleUnit[];

/**
 * What the sample generator wrote beside its pixels, as JSON that begins with `{"semscape":`. Undefined
 * when the text is not the generator's.
 */
export function parseSemscape(text: string): GeneratorTruth | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const truth = parsed(text);
  const pixelSizeNm = numberOf(truth.pixelSizeNm);
  const value = numberOf(truth.labelValue);
  const unit = UNITS.includes(truth.labelUnit) ? (truth.labelUnit as ScaleUnit) : undefined;
  const style = truth.style ?? truth.vendor;
  return {
    metadata: knownFields('semscape', {
      pixelSizeNm,
      stripeHeight: numberOf(truth.stripeHeight),
      instrument: typeof style === 'string' ? `Semscape, ${style}-like` : 'Semscape',
    }),
    scale: {
      label: value === undefined || unit === undefined ? undefined : { value, unit },
      pixelSizeNm,
      source: 'generator',
      confidence: 1,
    },
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const all = JSON.parse(text) as Record<string, unknown>;
    const inner = all.semscape;
    return typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : all;
  } catch {
    return {};
  }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}
