import { Problem, type Page } from '../api';

/** A long list, read page by page. */
export class Pages<T> {
  items = $state.raw<readonly T[]>([]);
  more = $state(false);
  asking = $state(false);
  problem = $state.raw<Problem | null>(null);
  private next: string | undefined;
  private round = 0;

  constructor(private readonly read: (after?: string) => Promise<Page<T>>) {}

  async begin(): Promise<void> {
    this.next = undefined;
    await this.take([]);
  }

  async goOn(): Promise<void> {
    await this.take(this.items);
  }

  private async take(before: readonly T[]): Promise<void> {
    const round = ++this.round;
    this.asking = true;
    this.problem = null;
    try {
      const page = await this.read(this.next);
      if (round !== this.round) return;
      this.items = [...before, ...page.items];
      this.next = page.next;
      this.more = page.next !== undefined;
    } catch (refused) {
      if (round === this.round) this.problem = Problem.of(refused);
    }
    if (round === this.round) this.asking = false;
  }
}
