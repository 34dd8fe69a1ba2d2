import { api, Problem, type Migration, type Sample, type SampleChange, type StepChange } from '../api';
import { events } from '../live/events.svelte';
import { open } from '../words';

/** One migration as it goes: read once, then kept up by the server's events. */
export class LiveMigration {
  migration = $state.raw<Migration | null>(null);
  samples = $state.raw<readonly Sample[]>([]);
  problem = $state.raw<Problem | null>(null);
  /** How far this machine's clock is ahead of the server's, at most; every moment here is the server's. */
  private ahead: number | null = null;
  private readonly stops: (() => void)[];

  constructor(private readonly id: string) {
    this.stops = [
      events.on('migration', (summary) => {
        if (summary.id !== id || !this.migration) return;
        this.migration = { ...this.migration, ...summary };
        void this.read();
      }),
      events.on('step', (change) => this.step(change)),
      events.on('sample', (change) => this.sample(change)),
      events.on('resync', () => void this.read()),
    ];
    void this.read();
  }

  close(): void {
    this.stops.forEach((stop) => stop());
  }

  now(): number {
    return Date.now() - (this.ahead ?? 0);
  }

  async cancel(): Promise<void> {
    await api.cancel(this.id);
  }

  private async read(): Promise<void> {
    try {
      const [migration, samples] = await Promise.all([api.migration(this.id), api.samples(this.id, 0)]);
      this.migration = migration;
      this.samples = samples;
      this.problem = null;
    } catch (refused) {
      this.problem = Problem.of(refused);
    }
  }

  private step({ migration, ...step }: StepChange): void {
    if (migration !== this.id || !this.migration) return;
    const steps = this.migration.steps.filter((each) => each.sequence !== step.sequence);
    this.migration = { ...this.migration, steps: [...steps, step].sort((a, b) => a.sequence - b.sequence) };
  }

  private sample({ migration, ...sample }: SampleChange): void {
    if (migration !== this.id || !this.migration) return;
    if (sample.n <= (this.samples.at(-1)?.n ?? 0)) return;
    this.ahead = Math.min(this.ahead ?? Infinity, Date.now() - sample.atMillis);
    this.samples = [...this.samples, sample];
    if (open(this.migration.outcome)) this.migration = { ...this.migration, progress: sample };
  }
}
