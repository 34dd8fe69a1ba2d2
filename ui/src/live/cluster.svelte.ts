import { api, type Hypervisor, type Move, type Nas, type SceneChange, type Vm } from '../api';
import { events } from './events.svelte';

function changed<T>(all: ReadonlyMap<string, T>, key: (item: T) => string, now: T[] = [], gone: string[] = []) {
  if (now.length === 0 && gone.length === 0) return all;
  const next = new Map(all);
  gone.forEach((id) => next.delete(id));
  now.forEach((item) => next.set(key(item), item));
  return next;
}

/** The cluster as the server last told it; nothing here is guessed. Changes are drawn once a frame at most. */
class Cluster {
  loaded = $state(false);
  name = $state('');
  version = $state('');
  hypervisors = $state.raw<ReadonlyMap<string, Hypervisor>>(new Map());
  nas = $state.raw<ReadonlyMap<string, Nas>>(new Map());
  vms = $state.raw<ReadonlyMap<string, Vm>>(new Map());
  moves = $state.raw<ReadonlyMap<string, Move>>(new Map());
  private waiting: SceneChange[] = [];

  constructor() {
    events.on('scene', (change) => this.take(change));
    events.on('resync', () => void this.load());
  }

  /** Reads everything, and goes on with what happens after it. */
  async load(): Promise<void> {
    const scene = await api.scene();
    this.waiting = [];
    this.name = scene.cluster;
    this.version = scene.version;
    this.hypervisors = new Map(scene.hypervisors.map((host) => [host.name, host]));
    this.nas = new Map(scene.nas.map((host) => [host.name, host]));
    this.vms = new Map(scene.vms.map((vm) => [vm.uuid, vm]));
    this.moves = new Map(scene.moves.map((move) => [move.id, move]));
    this.loaded = true;
    events.open(scene.lastEventId);
  }

  moveOf(vm: Vm): Move | undefined {
    return vm.migration ? this.moves.get(vm.migration) : undefined;
  }

  vmNamed(name: string): Vm | undefined {
    for (const vm of this.vms.values()) if (vm.name === name) return vm;
    return undefined;
  }

  private take(change: SceneChange): void {
    if (this.waiting.push(change) === 1) requestAnimationFrame(() => this.apply());
  }

  private apply(): void {
    const changes = this.waiting;
    this.waiting = [];
    for (const change of changes) {
      this.hypervisors = changed(this.hypervisors, (host) => host.name, change.hypervisors);
      this.nas = changed(this.nas, (host) => host.name, change.nas);
      this.vms = changed(this.vms, (vm) => vm.uuid, change.vms, change.vmsGone);
      this.moves = changed(this.moves, (move) => move.id, change.moves, change.movesGone);
    }
  }
}

export const cluster = new Cluster();
