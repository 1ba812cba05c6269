/** What a WebGPU adapter tells of itself; all of it may be missing. */
export interface AdapterLike {
  readonly isFallbackAdapter?: boolean;
  readonly info?: {
    readonly vendor?: string;
    readonly architecture?: string;
    readonly device?: string;
    readonly description?: string;
    readonly isFallbackAdapter?: boolean;
  };
}

/** The part of `navigator.gpu` that is asked. */
export interface GpuLike {
  requestAdapter(): Promise<AdapterLike | null>;
}

export type Graphics =
  | { readonly kind: 'none' }
  | { readonly kind: 'software' | 'hardware'; readonly name: string };

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b|software/i;

function nameOf({ info }: AdapterLike): string {
  const parts = [info?.vendor, info?.architecture].filter(Boolean);
  return info?.description || parts.join(' ') || 'an unnamed adapter';
}

/** Whether there is a graphics adapter and whether it is real: one emulated in software is slower than WASM. */
export async function findGraphics(gpu: GpuLike | undefined): Promise<Graphics> {
  const adapter = await gpu?.requestAdapter().catch(() => null);
  if (!adapter) return { kind: 'none' };
  const { info, isFallbackAdapter } = adapter;
  const told = [info?.vendor, info?.architecture, info?.device, info?.description].join(' ');
  const isSoftware = isFallbackAdapter || info?.isFallbackAdapter || SOFTWARE.test(told);
  return { kind: isSoftware ? 'software' : 'hardware', name: nameOf(adapter) };
}
