import { Icon } from './icon';

export interface ButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  /** Name of a codicon shown before the label. */
  readonly icon?: string;
  /** `main` is the page's principal action; `icon` shows only the icon, the label being read aloud and shown on hover. */
  readonly kind?: 'main' | 'secondary' | 'quiet' | 'icon';
  /** Stays focusable, so that the keyboard does not lose its place, but does nothing. */
  readonly disabled?: boolean;
}

const classes = { main: 'button', secondary: 'button secondary', quiet: 'button quiet', icon: 'button icon-only' } as const;

/** A button with a real label, whatever it shows. */
export function Button({ label, onClick, icon, kind = 'main', disabled = false }: ButtonProps) {
  const named = kind === 'icon' ? { 'aria-label': label, title: label } : {};
  return (
    <button type="button" class={classes[kind]} aria-disabled={disabled} onClick={() => !disabled && onClick()} {...named}>
      {icon && <Icon name={icon} />}
      {kind !== 'icon' && <span>{label}</span>}
    </button>
  );
}
