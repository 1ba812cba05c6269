import type { PictureId } from '../../core/dataset/picture.ts';
import { mapCsv } from '../../core/export/map-csv.ts';
import { exportSvg } from '../../figures/export-svg.ts';
import { drawScatter } from '../../figures/scatter.ts';
import type { ScatterColouring } from '../../figures/scatter-colouring.ts';
import { layoutScatter } from '../../figures/scatter-layout.ts';
import { pictureById } from '../../state/selectors.ts';
import { useAppContext } from '../app-context.ts';
import { FigureDownloads } from '../figures/FigureDownloads.tsx';
import { useFigureTheme } from '../figures/use-figure-theme.ts';
import { mapNote, mapTitle } from './map-words.ts';
import { pngOfSvg } from './png-of-svg.ts';

/** For a page of paper. */
const SIZE = { width: 960, height: 640 };

interface MapDownloadsProps {
  readonly positions: Float32Array<ArrayBuffer>;
  readonly colouring: ScatterColouring;
  readonly pictures: readonly PictureId[];
}

export function MapDownloads({ positions, colouring, pictures }: MapDownloadsProps) {
  const { store } = useAppContext();
  const theme = useFigureTheme();
  const draw = () => {
    const state = store.getState();
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const data = { title: mapTitle(state), note: mapNote(state), positions, colouring };
    drawScatter(svg, layoutScatter(data, SIZE), theme);
    return exportSvg(svg);
  };
  const table = () => {
    const byId = pictureById(store.getState());
    return mapCsv(
      pictures.map((id) => byId.get(id)?.path ?? id),
      positions,
    );
  };
  return <FigureDownloads name="map" svg={draw} png={() => pngOfSvg(draw(), SIZE)} csv={table} />;
}
