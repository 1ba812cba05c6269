import wide from '@fontsource/dejavu-sans/files/dejavu-sans-latin-400-normal.woff2?url';
import wideBold from '@fontsource/dejavu-sans/files/dejavu-sans-latin-700-normal.woff2?url';
import plainItalic from '@fontsource/roboto/files/roboto-latin-400-italic.woff2?url';
import plain from '@fontsource/roboto/files/roboto-latin-400-normal.woff2?url';
import plainBold from '@fontsource/roboto/files/roboto-latin-700-normal.woff2?url';

/** Family names that can't be taken for a font of the user's system. */
export const PLAIN_FACE = 'Semscape Plain';
export const WIDE_FACE = 'Semscape Wide';

const FACES = [
  { family: PLAIN_FACE, url: plain, weight: '400', style: 'normal' },
  { family: PLAIN_FACE, url: plainItalic, weight: '400', style: 'italic' },
  { family: PLAIN_FACE, url: plainBold, weight: '700', style: 'normal' },
  { family: WIDE_FACE, url: wide, weight: '400', style: 'normal' },
  { family: WIDE_FACE, url: wideBold, weight: '700', style: 'normal' },
];

let loading: Promise<void> | undefined;

/** Makes the stripes' fonts known to this worker's canvases, once. */
export function loadSampleFonts(): Promise<void> {
  loading ??= addFaces().catch((cause: unknown) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

async function addFaces(): Promise<void> {
  const faces = FACES.map(
    ({ family, url, weight, style }) =>
      new FontFace(family, `url(${new URL(url, self.location.href).href})`, { weight, style }),
  );
  for (const face of await Promise.all(faces.map((face) => face.load()))) self.fonts.add(face);
}
