/** Geometry of the lines between chips, in pixels from the scene's upper left corner. */

export interface Rect {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** From a VM to one of its disks: out at the right, in at the left. */
export function wire(vm: Rect, disk: Rect): string {
  const x1 = vm.left + vm.width;
  const y1 = vm.top + vm.height / 2;
  const x2 = disk.left;
  const y2 = disk.top + disk.height / 2;
  const bend = Math.max(24, (x2 - x1) * 0.45);
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** A move's arrow: out and in on the same side, so that it never lies on a line. */
export function arrow(from: Rect, into: Rect, side: 'left' | 'right', reach: number): string {
  const x = (rect: Rect) => (side === 'left' ? rect.left : rect.left + rect.width);
  const x1 = x(from);
  const x2 = x(into);
  const y1 = from.top + from.height / 2;
  const y2 = into.top + into.height / 2;
  const edge = side === 'left' ? Math.min(x1, x2) - reach : Math.max(x1, x2) + reach;
  return `M${x1} ${y1}C${edge} ${y1} ${edge} ${y2} ${x2} ${y2}`;
}
