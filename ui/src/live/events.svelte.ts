import { api, type MigrationSummary, type SampleChange, type SceneChange, type StepChange } from '../api';

interface Carried {
  scene: SceneChange;
  migration: MigrationSummary;
  step: StepChange;
  sample: SampleChange;
  resync: { why: string };
}

type Kind = keyof Carried;
const KINDS: Kind[] = ['scene', 'migration', 'step', 'sample', 'resync'];
const PATIENCE_MILLIS = 2000;

/**
 * The server's events. The browser itself reconnects with the last event's id; where it gives up (the server answered with
 * an error) a new stream is asked for, behind the last event that came.
 */
class Events {
  connected = $state(true);
  private source: EventSource | null = null;
  private timer = 0;
  private lastEventId = '';
  private readonly handlers = new Map<Kind, Set<(data: never) => void>>(KINDS.map((kind) => [kind, new Set()]));

  on<K extends Kind>(kind: K, handler: (data: Carried[K]) => void): () => void {
    this.handlers.get(kind)!.add(handler);
    return () => this.handlers.get(kind)!.delete(handler);
  }

  open(lastEventId: string): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.lastEventId = lastEventId;
    const source = new EventSource(api.eventsAddress(lastEventId));
    source.onopen = () => (this.connected = true);
    source.onerror = () => {
      this.connected = false;
      if (source.readyState === EventSource.CLOSED) {
        this.timer = window.setTimeout(() => void this.reopen(), PATIENCE_MILLIS);
      }
    };
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => {
        this.lastEventId = event.lastEventId || this.lastEventId;
        const data = JSON.parse(event.data) as never;
        this.handlers.get(kind)!.forEach((handler) => handler(data));
      });
    }
    this.source = source;
  }

  /** The stream's own refusal does not tell why: who is signed out hears it from the session. */
  private async reopen(): Promise<void> {
    const source = this.source;
    await api.session().catch(() => undefined);
    if (this.source === source) this.open(this.lastEventId);
  }

  close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
    this.connected = true;
  }
}

export const events = new Events();
