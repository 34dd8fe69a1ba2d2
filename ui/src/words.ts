/** Figures in the words that the command line uses. */

export function bytes(count: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

export function rate(perSecond: number): string {
  return `${bytes(perSecond)}/s`;
}

export function seconds(value: number): string {
  if (value < 60) return `${value.toFixed(value < 10 ? 2 : 1)} s`;
  const minutes = Math.floor(value / 60);
  return minutes < 60
    ? `${minutes} min ${Math.round(value % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function millis(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : `${Math.round(value)} ms`;
}

/** 14:03:22 today, 2026-11-24 14:03 before. */
export function moment(iso: string): string {
  const at = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return at.toDateString() === new Date().toDateString() ? `${time}:${two(at.getSeconds())}` : `${day} ${time}`;
}

export function count(number: number, word: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? word : word + 's'}`;
}

export const KINDS = {
  hypervisor: 'hypervisor migration',
  nas: 'NAS migration',
  'hypervisor+nas': 'hypervisor and NAS migration',
} as const;

export const OUTCOMES = {
  running: 'under way',
  'going-back': 'going back',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  'needs-person': 'needs a person',
} as const;

export function open(outcome: string): boolean {
  return outcome === 'running' || outcome === 'going-back';
}
