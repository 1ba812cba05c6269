import { Dialog } from '@base-ui/react/dialog';
import { Crop } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import { cropOf } from '../../state/crop-group.ts';
import { isCutFromFile, labelOf } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { usePreview } from '../shared/use-preview.ts';
import { displayLabel, fileNameOf } from '../shared/words.ts';
import { CropEditor } from './CropEditor.tsx';
import { Evidence } from './Evidence.tsx';
import { HeatOverlay } from './HeatOverlay.tsx';
import styles from './Inspector.module.css';
import { factsOf } from './picture-facts.ts';
import { SessionLink } from './SessionLink.tsx';

export function PictureFacts({ record }: { readonly record: PictureRecord }) {
  const label = labelOf(
    record,
    useApp((s) => s.decided.labels),
  );
  const url = usePreview(record.id);
  const [cropping, setCropping] = useState<PictureId>();
  const isCropping = cropping === record.id;
  const name = fileNameOf(record.path);
  const by = { person: 'given by you', folder: 'from the folder' };
  return (
    <section className={styles.section} aria-label="Picture">
      <h2 className={`${styles.heading} ${styles.file}`} title={name}>
        {name}
      </h2>
      {isCropping && url ? (
        <CropEditor
          key={record.id}
          record={record}
          url={url}
          onClose={() => setCropping(undefined)}
        />
      ) : (
        <>
          <LargePicture record={record} name={name} url={url} />
          <Button
            kind="quiet"
            icon={<Crop aria-hidden />}
            disabled={!url}
            onClick={() => setCropping(record.id)}
          >
            Change the crop
          </Button>
        </>
      )}
      <Evidence record={record} />
      <p className={styles.path}>{[record.path, ...record.otherPaths].join(' · ')}</p>
      <dl className={styles.facts}>
        <dt>Label</dt>
        <dd>{label ? `${displayLabel(label.name)}, ${by[label.by]}` : 'none'}</dd>
        <dt>Session</dt>
        <dd>
          <SessionLink record={record} />
        </dd>
        <CropFact record={record} />
        {factsOf(record).map(({ name: fact, value }) => (
          <Fact key={fact} name={fact} value={value} />
        ))}
      </dl>
    </section>
  );
}

/** What a crop that the person chose was cut from. */
function CropFact({ record }: { readonly record: PictureRecord }) {
  const crop = useApp((s) => s.decided.crops.get(record.id));
  if (!crop) return null;
  const from = isCutFromFile(record, crop) ? 'the file' : 'the stored preview';
  return <Fact name="Crop" value={`chosen by you, cut from ${from}`} />;
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

interface LargePictureProps {
  readonly record: PictureRecord;
  readonly name: string;
  readonly url: string | undefined;
}

function LargePicture({ record, name, url }: LargePictureProps) {
  if (!url) return <div className={styles.preview} style={{ aspectRatio: aspectOf(record) }} />;
  return (
    <Dialog.Root>
      <Dialog.Trigger className={styles.preview} aria-label={`Show ${name} large`}>
        <img src={url} alt={name} style={{ aspectRatio: aspectOf(record) }} />
        <LeftOut record={record} />
        <HeatOverlay record={record} />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.large}>
          <div
            className={styles.largePicture}
            style={{ '--ratio': record.width / record.height } as CSSProperties}
          >
            <img src={url} alt={name} />
            <HeatOverlay record={record} />
          </div>
          <div className={styles.caption}>
            <Dialog.Title render={<span />}>{record.path}</Dialog.Title>
            <Dialog.Close render={<Button>Close</Button>} />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function aspectOf({ width, height }: PictureRecord): string {
  return `${width} / ${height}`;
}

/** Shades what the networks do not see beneath the picture. */
function LeftOut({ record }: { readonly record: PictureRecord }) {
  const { width, height } = record;
  const crop = useApp((s) => cropOf(s, record));
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  const below = height - crop.y - crop.height;
  if (below <= 0 && crop.width === width) return null;
  return (
    <span
      className={styles.stripe}
      title="The stripe: kept out of what the networks see"
      style={{ left: 0, right: 0, bottom: 0, height: percent(below, height) }}
    />
  );
}
