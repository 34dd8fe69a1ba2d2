import { api, type MigrationSummary } from '../api';
import { open, OUTCOMES } from '../words';
import { announcements } from './announce.svelte';
import { events } from './events.svelte';

const KEPT = 30;

/** The newest migrations, as the server's events tell of them. */
class Recent {
  all = $state.raw<readonly MigrationSummary[]>([]);

  constructor() {
    events.on('migration', (summary) => this.take(summary));
    events.on('resync', () => void this.load());
  }

  async load(): Promise<void> {
    this.all = (await api.migrations({ limit: KEPT })).items;
  }

  /** Of one VM, the newest first. */
  of(uuid: string): MigrationSummary[] {
    return this.all.filter((migration) => migration.uuid === uuid);
  }

  private take(summary: MigrationSummary): void {
    if (!open(summary.outcome)) announcements.say(`The migration of ${summary.vm}: ${OUTCOMES[summary.outcome]}.`);
    const others = this.all.filter((migration) => migration.id !== summary.id);
    this.all = [summary, ...others].sort((a, b) => b.startedAt.localeCompare(a.startedAt)).slice(0, KEPT);
  }
}

export const recent = new Recent();
