import { Hand, Lasso, Maximize, MousePointerSquareDashed, ZoomIn, ZoomOut } from 'lucide-react';
import { MAP_COLOURS, type MapView } from '../../state/map.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { Hint } from '../shared/Hint.tsx';
import styles from './MapWorkspace.module.css';
import { COLOUR_TITLES } from './map-colouring.ts';

export type MapTool = 'move' | 'lasso';

const KINDS = [
  { value: 'umap', label: 'UMAP', note: 'neighbours stay near' },
  { value: 'pca', label: 'PCA', note: 'the widest spread' },
] as const;

const PICTURES = [
  { value: 'near', label: 'Where there is room' },
  { value: 'always', label: 'Always' },
  { value: 'never', label: 'Dots only' },
] as const satisfies readonly { readonly value: MapView['pictures']; readonly label: string }[];

/** What is laid out, how it is coloured, and when pictures are shown. */
export function MapChoices() {
  const { kind, colour, pictures } = useApp((s) => s.mapView);
  const setMapView = useApp((s) => s.setMapView);
  const hasClusters = useApp((s) => s.trees[s.recipe.cut.method] !== undefined);
  const hasPredictions = useApp((s) => s.predictions.size > 0);
  const colours = MAP_COLOURS.filter(
    (one) => (one !== 'cluster' || hasClusters) && (one !== 'prediction' || hasPredictions),
  );
  return (
    <div className={styles.choices}>
      <Choice
        label="Layout"
        value={kind}
        options={KINDS}
        onChange={(chosen) => setMapView({ kind: chosen })}
      />
      <Choice
        label="Colour by"
        value={colour}
        options={colours.map((value) => ({ value, label: COLOUR_TITLES[value] }))}
        onChange={(chosen) => setMapView({ colour: chosen })}
      />
      <Choice
        label="Pictures"
        value={pictures}
        options={PICTURES}
        onChange={(chosen) => setMapView({ pictures: chosen })}
      />
    </div>
  );
}

interface MapToolsProps {
  readonly tool: MapTool;
  onTool(tool: MapTool): void;
  onZoom(factor: number): void;
  onShowAll(): void;
  onSelectInView(): void;
}

/** What a drag does, and the keyboard's and the hesitant's way to move and choose. */
export function MapTools({ tool, onTool, onZoom, onShowAll, onSelectInView }: MapToolsProps) {
  return (
    <div className={styles.tools} role="toolbar" aria-label="Map" aria-orientation="vertical">
      <Tool
        name="Move the map"
        icon={<Hand aria-hidden />}
        isPressed={tool === 'move'}
        onClick={() => onTool('move')}
      />
      <Tool
        name="Lasso: draw round pictures to select them (or hold Shift)"
        icon={<Lasso aria-hidden />}
        isPressed={tool === 'lasso'}
        onClick={() => onTool('lasso')}
      />
      <span className={styles.gap} />
      <Tool name="Enlarge" icon={<ZoomIn aria-hidden />} onClick={() => onZoom(1.5)} />
      <Tool name="Reduce" icon={<ZoomOut aria-hidden />} onClick={() => onZoom(1 / 1.5)} />
      <Tool name="Show all" icon={<Maximize aria-hidden />} onClick={onShowAll} />
      <span className={styles.gap} />
      <Tool
        name="Select what is in view"
        icon={<MousePointerSquareDashed aria-hidden />}
        onClick={onSelectInView}
      />
    </div>
  );
}

interface ToolProps {
  readonly name: string;
  readonly icon: React.ReactNode;
  readonly isPressed?: boolean;
  onClick(): void;
}

function Tool({ name, icon, isPressed, onClick }: ToolProps) {
  return (
    <Hint text={name} side="right">
      <Button
        kind="quiet"
        className={styles.tool}
        aria-label={name}
        {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
        icon={icon}
        onClick={onClick}
      />
    </Hint>
  );
}
