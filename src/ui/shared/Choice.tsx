import { Select } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import styles from './Choice.module.css';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** A few words behind the label. */
  readonly note?: string;
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly ChoiceOption<Value>[];
  readonly disabled?: boolean;
  /** The label is read by screen readers only. */
  readonly labelHidden?: boolean;
  onChange(value: Value): void;
}

/** One of a few named values. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, disabled = false, labelHidden = false, onChange } = props;
  const items = options.map((option) => ({ value: option.value, label: option.label }));
  return (
    <div className={styles.field}>
      {!labelHidden && <span className={styles.label}>{label}</span>}
      <Select.Root
        items={items}
        value={value}
        disabled={disabled}
        onValueChange={(chosen) => chosen !== null && onChange(chosen as Value)}
      >
        <Select.Trigger className={styles.trigger} aria-label={label}>
          <Select.Value />
          <Select.Icon className={styles.icon}>
            <ChevronDown aria-hidden />
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal>
          <Select.Positioner
            sideOffset={4}
            alignItemWithTrigger={false}
            className={styles.positioner}
          >
            <Select.Popup className={styles.popup}>
              {options.map((option) => (
                <Select.Item key={option.value} value={option.value} className={styles.item}>
                  <Select.ItemIndicator className={styles.check}>
                    <Check aria-hidden />
                  </Select.ItemIndicator>
                  <Select.ItemText className={styles.text}>{option.label}</Select.ItemText>
                  {option.note && <span className={styles.note}>{option.note}</span>}
                </Select.Item>
              ))}
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </div>
  );
}
