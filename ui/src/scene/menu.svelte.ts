import type { Cargo } from './cargo';

/** The chip whose menu is open. */
class Menu {
  cargo = $state.raw<Cargo | null>(null);
  anchor = $state.raw<HTMLElement | null>(null);

  open(cargo: Cargo, anchor: HTMLElement): void {
    this.cargo = cargo;
    this.anchor = anchor;
  }

  close(): void {
    this.cargo = null;
    this.anchor?.focus();
    this.anchor = null;
  }
}

export const menu = new Menu();
