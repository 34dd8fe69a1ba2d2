// Before the first paint, so that nothing flashes; src/live/theme.svelte.ts keeps it up.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('godwit.theme');
  } catch {
    // Storage is switched off: the system's theme is taken.
  }
  document.documentElement.dataset.theme = chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
})();
