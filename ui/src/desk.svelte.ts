import type { Component } from 'svelte';
import { api, type Felt, type Gap, type MigrationSummary, type Vm } from './api';
import { recent } from './live/recent.svelte';

/** What the page gives to a desktop, and what it hears from it. */
interface DesktopProps {
  vm: string;
  uuid: string;
  move?: { id: string; startedAtMillis: number; endedAtMillis?: number };
  api: string;
  onGap: (gap: Gap) => void;
  onFelt: (moveId: string, felt: Felt) => void;
  onPhase: (phase: string) => void;
}

/** The desktop's code is six megabytes: it is loaded when a desktop is opened, and not before. */
const modules = import.meta.glob<{ default: Component<DesktopProps> }>('./desktop/Desktop.svelte');

const KEPT_GAPS = 500;

/** The one VM whose screen is open. It stays open, and connected, wherever a person goes on the page. */
class Desk {
  vm = $state.raw<Vm | null>(null);
  /** The stretches in which its picture stood still, as they end. */
  gaps = $state.raw<Gap[]>([]);
  private shownAtMillis = Infinity;
  readonly load = Object.values(modules)[0];

  open(vm: Vm): void {
    if (this.vm?.uuid === vm.uuid) return;
    this.gaps = [];
    this.shownAtMillis = Infinity;
    this.vm = vm;
  }

  close(): void {
    this.vm = null;
  }

  get props(): DesktopProps | null {
    if (!this.vm) return null;
    return {
      vm: this.vm.name,
      uuid: this.vm.uuid,
      move: this.move(recent.of(this.vm.uuid)[0]),
      api: './api/v1',
      onGap: (gap) => (this.gaps = [...this.gaps.slice(-KEPT_GAPS), gap]),
      // Where it is not kept the time line shows the page's own gaps as long as the page is open.
      onFelt: (id, felt) => void api.felt(id, felt).catch(() => undefined),
      onPhase: (phase) => (this.shownAtMillis = phase === 'shown' ? Date.now() : Infinity),
    };
  }

  /** A move that began before the screen was shown was not watched: what it felt like is not known. */
  private move(last: MigrationSummary | undefined): DesktopProps['move'] {
    if (!last || Date.parse(last.startedAt) < this.shownAtMillis) return undefined;
    return {
      id: last.id,
      startedAtMillis: Date.parse(last.startedAt),
      endedAtMillis: last.endedAt ? Date.parse(last.endedAt) : undefined,
    };
  }
}

export const desk = new Desk();
