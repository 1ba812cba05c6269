import { Button } from '../shared/Button.tsx';
import { download } from '../shared/download.ts';

interface FigureDownloadsProps {
  /** Of the files, without the ending. */
  readonly name: string;
  svg(): string | undefined;
  png?(): Promise<Blob | undefined>;
  csv?(): string;
}

export function FigureDownloads({ name, svg, png, csv }: FigureDownloadsProps) {
  const saveSvg = () => {
    const text = svg();
    if (text) download(`${name}.svg`, text, 'image/svg+xml');
  };
  const savePng = async () => {
    const blob = await png?.();
    if (blob) download(`${name}.png`, blob, 'image/png');
  };
  return (
    <>
      <Button kind="quiet" aria-label={`Download ${name} as SVG`} onClick={saveSvg}>
        SVG
      </Button>
      {png && (
        <Button kind="quiet" aria-label={`Download ${name} as PNG`} onClick={() => void savePng()}>
          PNG
        </Button>
      )}
      {csv && (
        <Button
          kind="quiet"
          aria-label={`Download ${name} as CSV`}
          onClick={() => download(`${name}.csv`, csv(), 'text/csv')}
        >
          CSV
        </Button>
      )}
    </>
  );
}
