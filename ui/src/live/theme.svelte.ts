const KEY = 'godwit.theme';

/** Light or dark: the system's, until a person chooses; public/theme.js sets it before the first paint. */
class Theme {
  dark = $state(false);
  private readonly system = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    this.settle();
    this.system.addEventListener('change', () => this.settle());
  }

  toggle(): void {
    const chosen = this.dark ? 'light' : 'dark';
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // Storage is switched off: the choice lasts until the page is left.
    }
    document.documentElement.dataset.theme = chosen;
    this.dark = chosen === 'dark';
  }

  private settle(): void {
    let chosen: string | null = null;
    try {
      chosen = localStorage.getItem(KEY);
    } catch {
      // See above.
    }
    this.dark = chosen ? chosen === 'dark' : this.system.matches;
    document.documentElement.dataset.theme = this.dark ? 'dark' : 'light';
  }
}

export const theme = new Theme();
