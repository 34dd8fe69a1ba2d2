import type { Backend } from '@devolutions/iron-remote-desktop-rdp';
import { scancode } from './scancodes';

type Iron = typeof Backend;
type Session = Awaited<ReturnType<InstanceType<Iron['SessionBuilder']>['connect']>>;
type DeviceEvent = ReturnType<Iron['DeviceEvent']['mouseMove']>;

/** A place on the guest's desktop for one on the page, whatever size the canvas is shown at. */
export function placeOn(canvas: HTMLCanvasElement, clientX: number, clientY: number): { x: number; y: number } {
  const shown = canvas.getBoundingClientRect();
  const across = Math.round(((clientX - shown.left) * canvas.width) / shown.width);
  const down = Math.round(((clientY - shown.top) * canvas.height) / shown.height);
  return {
    x: Math.min(canvas.width - 1, Math.max(0, across)),
    y: Math.min(canvas.height - 1, Math.max(0, down)),
  };
}

/** Ctrl+Alt+Home leaves the desktop, as in Microsoft's client: without it a keyboard would be caught in it. */
function leaves(event: KeyboardEvent): boolean {
  return event.code === 'Home' && event.ctrlKey && event.altKey;
}

/** Sends mouse and keyboard of the focused canvas to the guest, until the signal. */
export function sendInput(
  iron: Iron,
  session: Session,
  canvas: HTMLCanvasElement,
  leave: () => void,
  signal: AbortSignal,
): void {
  const send = (...events: DeviceEvent[]) => {
    const transaction = new iron.InputTransaction();
    events.forEach((event) => transaction.addEvent(event));
    session.applyInputs(transaction);
  };
  const move = (event: MouseEvent) => {
    const { x, y } = placeOn(canvas, event.clientX, event.clientY);
    return iron.DeviceEvent.mouseMove(x, y);
  };
  const key = (event: KeyboardEvent) => {
    if (leaves(event)) {
      session.releaseAllInputs();
      leave();
      return;
    }
    const code = scancode(event.code);
    if (code === undefined) {
      return;
    }
    event.preventDefault();
    const { keyPressed, keyReleased } = iron.DeviceEvent;
    send(event.type === 'keydown' ? keyPressed(code) : keyReleased(code));
  };

  // Lock keys may have been pressed elsewhere meanwhile.
  canvas.addEventListener(
    'pointerenter',
    (event) => {
      const on = (key: string) => event.getModifierState(key);
      session.synchronizeLockKeys(on('ScrollLock'), on('NumLock'), on('CapsLock'), on('KanaMode'));
    },
    { signal },
  );
  canvas.addEventListener('pointermove', (event) => send(move(event)), { signal });
  canvas.addEventListener(
    'pointerdown',
    (event) => {
      canvas.focus({ preventScroll: true });
      canvas.setPointerCapture(event.pointerId);
      send(move(event), iron.DeviceEvent.mouseButtonPressed(event.button));
    },
    { signal },
  );
  canvas.addEventListener(
    'pointerup',
    (event) => send(move(event), iron.DeviceEvent.mouseButtonReleased(event.button)),
    { signal },
  );
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const vertical = event.deltaY !== 0;
      send(iron.DeviceEvent.wheelRotations(vertical, -(vertical ? event.deltaY : event.deltaX), event.deltaMode));
    },
    { signal, passive: false },
  );
  canvas.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
  canvas.addEventListener('keydown', key, { signal });
  canvas.addEventListener('keyup', key, { signal });
  canvas.addEventListener('blur', () => session.releaseAllInputs(), { signal });
}
