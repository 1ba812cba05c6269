import { Button } from '../shared/Button.tsx';
import { download } from '../shared/download.ts';

interface FigureDownloadsProps {
  /** Of the files, without the ending. */
  readonly name: string;
  svg(): string | undefined;
  csv?(): string;
}

export function FigureDownloads({ name, svg, csv }: FigureDownloadsProps) {
  const saveSvg = () => {
    const text = svg();
    if (text) download(`${name}.svg`, text, 'image/svg+xml');
  };
  return (
    <>
      <Button kind="quiet" aria-label={`Download ${name} as SVG`} onClick={saveSvg}>
        SVG
      </Button>
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
