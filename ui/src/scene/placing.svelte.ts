import type { Rect } from './wires';

const TRAVEL_MILLIS = 420;

/**
 * Where the chips lie, in pixels from the scene's upper left corner; read from the page after each change. A chip that the
 * server moved to another box travels there.
 */
export class Placing {
  rects = $state.raw<ReadonlyMap<string, Rect>>(new Map());
  width = $state(0);
  height = $state(0);
  private boxes = new Map<string, string>();
  private asked = false;

  measure(root: HTMLElement): void {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      this.read(root);
    });
  }

  private read(root: HTMLElement): void {
    const rects = new Map<string, Rect>();
    const boxes = new Map<string, string>();
    const travelled: [HTMLElement, Rect, Rect][] = [];
    for (const chip of root.querySelectorAll<HTMLElement>('[data-chip]')) {
      const box = chip.closest<HTMLElement>('[data-place]')!;
      const name = chip.dataset.chip!;
      // By layout, not by what is painted: a chip may be travelling just now.
      const rect = {
        left: box.offsetLeft + box.clientLeft + chip.offsetLeft,
        top: box.offsetTop + box.clientTop + chip.offsetTop,
        width: chip.offsetWidth,
        height: chip.offsetHeight,
      };
      const before = this.rects.get(name);
      if (before && this.boxes.get(name) !== box.dataset.place) travelled.push([chip, before, rect]);
      rects.set(name, rect);
      boxes.set(name, box.dataset.place!);
    }
    this.rects = rects;
    this.boxes = boxes;
    this.width = root.clientWidth;
    this.height = root.clientHeight;
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) travelled.forEach(travel);
  }
}

function travel([chip, from, into]: [HTMLElement, Rect, Rect]): void {
  chip.animate([{ transform: `translate(${from.left - into.left}px, ${from.top - into.top}px)`, zIndex: 5 }, { transform: 'none', zIndex: 5 }], {
    duration: TRAVEL_MILLIS,
    easing: 'cubic-bezier(.3,.7,.2,1)',
  });
}
