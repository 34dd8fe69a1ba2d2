import { askToSignIn } from './autologon';
import { GuestStream } from './stream';

type MessageListener = (event: MessageEvent) => void;

/**
 * The WebSocket that IronRDP talks through: it asks the guest to sign the user in (autologon.ts), and from then on, which is
 * when pictures begin to come, mends bitmaps (bitmaps.ts). IronRDP sends Blobs and listens by addEventListener.
 */
class GuestSocket extends WebSocket {
  private readonly stream = new GuestStream();
  private readonly listeners = new Map<unknown, MessageListener>();
  private asked = false;
  private inOrder: Promise<void> = Promise.resolve();

  override send(data: Parameters<WebSocket['send']>[0]): void {
    this.inOrder = this.inOrder.then(async () => {
      super.send(!this.asked && data instanceof Blob ? await this.asking(data) : data);
    });
  }

  private async asking(data: Blob): Promise<Uint8Array<ArrayBuffer>> {
    const message = new Uint8Array(await data.arrayBuffer());
    this.asked = askToSignIn(message);
    return message;
  }

  override addEventListener(type: string, listener: unknown, options?: unknown): void {
    const takes = listener as MessageListener;
    const passes = type === 'message' ? (event: Event) => this.deliver(event as MessageEvent, takes) : takes;
    this.listeners.set(listener, passes as MessageListener);
    super.addEventListener(type, passes as EventListener, options as AddEventListenerOptions);
  }

  override removeEventListener(type: string, listener: unknown, options?: unknown): void {
    const passes = this.listeners.get(listener) ?? listener;
    super.removeEventListener(type, passes as EventListener, options as EventListenerOptions);
  }

  private deliver(event: MessageEvent, takes: MessageListener): void {
    if (!this.asked || !(event.data instanceof ArrayBuffer)) {
      takes(event);
      return;
    }
    const passed = this.stream.pass(new Uint8Array(event.data));
    if (passed.length > 0) {
      takes(new MessageEvent('message', { data: passed.buffer }));
    }
  }
}

/** Has the WebSocket that is opened meanwhile be a GuestSocket: IronRDP takes none, it opens its own. */
export async function throughGuestSocket<T>(connect: () => Promise<T>): Promise<T> {
  const plain = globalThis.WebSocket;
  globalThis.WebSocket = GuestSocket;
  try {
    return await connect();
  } finally {
    globalThis.WebSocket = plain;
  }
}
