import type { Action } from 'svelte/action';
import type { Cargo, Place } from './cargo';
import { hand } from './hand.svelte';

const SLOP_PIXELS = 5;
const HOLD_MILLIS = 250;
const EDGE_PIXELS = 48;

function placeAt(x: number, y: number): Place | null {
  const box = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-place]');
  if (!box) return null;
  return { kind: box.dataset.kind as Place['kind'], name: box.dataset.place! };
}

/**
 * Carries a chip with mouse, pen or finger. A mouse carries once it has moved a little; a finger once it has rested, since
 * a finger that moves at once scrolls the page.
 */
export const carry: Action<HTMLElement, { cargo: Cargo; allowed: boolean }> = (chip, given) => {
  let { cargo, allowed } = given;
  let pointer = -1;
  let startX = 0;
  let startY = 0;
  let touch = false;
  let holding = 0;
  let carrying = false;

  function begin(): void {
    carrying = true;
    hand.x = startX;
    hand.y = startY;
    hand.take(cargo, 'pointer');
    addEventListener('keydown', escape, true);
  }

  function end(): void {
    clearTimeout(holding);
    removeEventListener('keydown', escape, true);
    removeEventListener('dragstart', refuse, true);
    pointer = -1;
    carrying = false;
  }

  function escape(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    end();
    hand.letGo();
  }

  function down(event: PointerEvent): void {
    if (!allowed || !event.isPrimary || event.button !== 0) return;
    pointer = event.pointerId;
    startX = event.clientX;
    startY = event.clientY;
    touch = event.pointerType === 'touch';
    // At once: a chip that is caught while it travels flies on, and a host's link below it must not be dragged in its place.
    chip.setPointerCapture(pointer);
    addEventListener('dragstart', refuse, true);
    if (touch) holding = window.setTimeout(begin, HOLD_MILLIS);
  }

  function move(event: PointerEvent): void {
    if (event.pointerId !== pointer) return;
    const far = Math.hypot(event.clientX - startX, event.clientY - startY) > SLOP_PIXELS;
    if (!carrying && far) {
      if (touch) return end();
      begin();
    }
    if (!carrying) return;
    hand.x = event.clientX;
    hand.y = event.clientY;
    hand.aim(placeAt(event.clientX, event.clientY));
    if (event.clientY < EDGE_PIXELS) scrollBy(0, -12);
    if (event.clientY > innerHeight - EDGE_PIXELS) scrollBy(0, 12);
  }

  function up(event: PointerEvent): void {
    if (event.pointerId !== pointer) return;
    if (carrying) {
      hand.putDown();
      // The click that follows is the drop's, not the menu's.
      chip.addEventListener('click', swallow, true);
      setTimeout(() => chip.removeEventListener('click', swallow, true));
    }
    end();
  }

  function cancel(event: PointerEvent): void {
    if (event.pointerId !== pointer) return;
    if (carrying) hand.letGo();
    end();
  }

  function swallow(event: Event): void {
    event.stopImmediatePropagation();
  }

  function refuse(event: Event): void {
    event.preventDefault();
  }

  function still(event: TouchEvent): void {
    if (carrying) event.preventDefault();
  }

  chip.addEventListener('pointerdown', down);
  chip.addEventListener('pointermove', move);
  chip.addEventListener('pointerup', up);
  chip.addEventListener('pointercancel', cancel);
  chip.addEventListener('touchmove', still, { passive: false });

  return {
    update(next) {
      ({ cargo, allowed } = next);
    },
    destroy() {
      if (carrying) hand.letGo();
      end();
    },
  };
};
