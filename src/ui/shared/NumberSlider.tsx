import { Slider } from '@base-ui/react/slider';
import styles from './NumberSlider.module.css';

interface NumberSliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly disabled?: boolean;
  /** Equal steps of the slider are equal ratios of the value. Needs `min` above 0. */
  readonly logarithmic?: boolean;
  format?(value: number): string;
  onChange(value: number): void;
  /** When the person lets go. */
  onCommit?(value: number): void;
}

const LOG_STEPS = 1000;

export function NumberSlider(props: NumberSliderProps) {
  const { label, value, min, max, step = 1, disabled = false, logarithmic = false } = props;
  const format = props.format ?? String;
  const ratio = Math.log(max / min);
  const toSlider = (v: number) =>
    logarithmic && ratio > 0 ? (Math.log(v / min) / ratio) * LOG_STEPS : v;
  const stepped = (v: number) => Math.min(max, Math.max(min, Math.round(v / step) * step));
  const fromSlider = (s: number) => {
    if (!logarithmic) return s;
    return stepped(min * Math.exp((s / LOG_STEPS) * ratio));
  };
  /** A key goes on by a step at least, of which the slider's own may be a small part. */
  const fromKey = (s: number) => {
    const next = fromSlider(s);
    return next === value ? stepped(value + Math.sign(s - toSlider(value)) * step) : next;
  };
  return (
    <Slider.Root
      className={styles.root}
      value={toSlider(value)}
      min={logarithmic ? 0 : min}
      max={logarithmic ? LOG_STEPS : max}
      step={logarithmic ? 1 : step}
      thumbAlignment="edge-client-only"
      disabled={disabled}
      onValueChange={(s, { reason }) =>
        props.onChange(logarithmic && reason === 'keyboard' ? fromKey(s) : fromSlider(s))
      }
      onValueCommitted={(s) => props.onCommit?.(fromSlider(s))}
    >
      <div className={styles.head}>
        <Slider.Label className={styles.label}>{label}</Slider.Label>
        <output className={styles.value}>{format(value)}</output>
      </div>
      <Slider.Control className={styles.control}>
        <Slider.Track className={styles.track}>
          <Slider.Indicator className={styles.indicator} />
          <Slider.Thumb
            className={styles.thumb}
            aria-label={label}
            getAriaValueText={(_, s) => format(fromSlider(s))}
          />
        </Slider.Track>
      </Slider.Control>
    </Slider.Root>
  );
}
