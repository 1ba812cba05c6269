declare module 'virtual:bundled-checkpoint' {
  export const bundledCheckpointFile: { readonly url: string; readonly sha256: string };
}
