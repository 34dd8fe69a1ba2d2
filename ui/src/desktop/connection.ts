import { sendInput } from './input';
import { throughGuestSocket } from './socket';

// IronRDP's own element (@devolutions/iron-remote-desktop) is not used: it sets style attributes, which the page's content
// security policy refuses, and takes its size from the window. What it wraps is used directly.

/** Who signs in to the guest. Kept by nobody: it goes into the RDP connection and is dropped. */
export interface Credentials {
  user: string;
  password: string;
}

export interface Size {
  width: number;
  height: number;
}

/** Where to: the relay of this page's server, the ticket for it, and what a guest with NLA is told that it is called. */
export interface Target {
  relay: string;
  ticket: string;
  name: string;
}

/** A connection to a guest's desktop. */
export interface Connection {
  /** Resolves with the reason when it has ended. */
  ended: Promise<string>;
  close(): void;
}

/** A WebSocket's address for a path of this page's server. */
export function relayAddress(path: string, page: string): string {
  const address = new URL(path, page);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}

/**
 * Connects and draws the guest's desktop on the canvas. Loads IronRDP first (1.6 MB over the wire when the server
 * compresses), only when a desktop is asked for.
 *
 * @param leave called when the reader leaves the desktop by the keyboard
 */
export async function connect(
  canvas: HTMLCanvasElement,
  target: Target,
  credentials: Credentials,
  size: Size,
  leave: () => void,
): Promise<Connection> {
  const { Backend: iron, init } = await import('@devolutions/iron-remote-desktop-rdp');
  await init('ERROR');
  const builder = new iron.SessionBuilder()
    .username(credentials.user)
    .password(credentials.password)
    .destination(target.name)
    .proxyAddress(target.relay)
    .authToken(target.ticket)
    .desktopSize(new iron.DesktopSize(size.width, size.height))
    .renderCanvas(canvas)
    .setCursorStyleCallbackContext(canvas)
    .setCursorStyleCallback(showCursor);
  const session = await throughGuestSocket(() => builder.connect());
  const input = new AbortController();
  sendInput(iron, session, canvas, leave, input.signal);
  return {
    ended: session
      .run()
      .then((end) => end.reason(), whyNot)
      .finally(() => input.abort()),
    close: () => session.shutdown(),
  };
}

function showCursor(this: HTMLCanvasElement, kind: string, data: string | undefined, x = 0, y = 0): void {
  const shape = kind === 'url' ? `url(${data}) ${Math.round(x)} ${Math.round(y)}, default` : kind;
  this.style.cursor = kind === 'hidden' ? 'none' : shape;
}

interface IronError {
  kind(): number;
  rdcleanpathDetails(): { httpStatusCode?: number; tlsAlertCode?: number } | undefined;
}

// By IronErrorKind.
const KINDS = [
  'the connection broke',
  'the guest did not accept the password',
  'the guest did not let the user in',
  'the guest denied access',
  'the relay refused',
  'the server did not open the connection',
  'the guest and the page have no security protocol in common',
];

const REFUSALS: Record<number, string> = {
  400: 'the server did not understand the request; reload the page',
  403: 'the ticket had run out or was used; connect again',
  502: 'the guest does not answer as an RDP server; is one running there?',
  504: 'the guest was too slow to answer; connect again',
};

function isIronError(error: unknown): error is IronError {
  return typeof (error as IronError | null)?.kind === 'function';
}

/** What went wrong, in words for a person. */
export function whyNot(error: unknown): string {
  if (!isIronError(error)) {
    return error instanceof Error ? error.message : String(error);
  }
  const details = error.rdcleanpathDetails();
  if (details?.tlsAlertCode !== undefined) {
    return 'the guest offers no TLS that works; for xrdp, see that it may read the key of its certificate';
  }
  if (details?.httpStatusCode !== undefined) {
    return REFUSALS[details.httpStatusCode] ?? `the server refused (${details.httpStatusCode})`;
  }
  return KINDS[error.kind()] ?? KINDS[0]!;
}
