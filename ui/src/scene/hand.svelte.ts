import { api, Problem, type Target, type Targets } from '../api';
import { announcements } from '../live/announce.svelte';
import { cluster } from '../live/cluster.svelte';
import { draft } from '../plan/draft.svelte';
import { isThere, label, type Cargo, type Place } from './cargo';

/** What is being carried, by the pointer or by the keyboard, and where it may be put down. Putting it down only opens the plan. */
class Hand {
  cargo = $state.raw<Cargo | null>(null);
  by = $state<'pointer' | 'keyboard'>('pointer');
  over = $state.raw<Place | null>(null);
  x = $state(0);
  y = $state(0);
  private targets = $state.raw<Targets | null>(null);
  private why = $state('');

  take(cargo: Cargo, by: 'pointer' | 'keyboard'): void {
    this.cargo = cargo;
    this.by = by;
    this.over = null;
    this.targets = null;
    this.why = '';
    const how = by === 'keyboard' ? ' Arrow keys choose a host, Enter shows the plan, Escape puts it back.' : '';
    announcements.say(`${label(cargo)} is picked up.${how}`);
    void this.ask(cargo);
  }

  /** Null while the server has not said yet. */
  verdict(place: Place): Target | null {
    if (!this.cargo) return null;
    const { vm, disk } = this.cargo;
    if (disk && place.kind === 'hypervisor') return { legal: false, why: 'a disk lies on a NAS' };
    if (isThere(this.cargo, place)) {
      const disks = disk ? `${disk.target} lies here` : vm.disks.length === 1 ? 'its disk lies here' : 'its disks lie here';
      return { legal: false, why: place.kind === 'hypervisor' ? `${vm.name} runs here` : disks };
    }
    if (this.why) return { legal: false, why: this.why };
    if (!this.targets) return null;
    const known = place.kind === 'hypervisor' ? this.targets.hypervisors : this.targets.nas;
    return known[place.name] ?? { legal: false, why: 'the server does not name it as a target' };
  }

  aim(place: Place | null): void {
    this.over = place;
  }

  /** The keyboard's way to aim: the next host that could be meant, in the order of the drawing. */
  aimNext(step: 1 | -1): void {
    const places: Place[] = [
      ...[...cluster.hypervisors.keys()].map((name) => ({ kind: 'hypervisor', name }) as const),
      ...[...cluster.nas.keys()].map((name) => ({ kind: 'nas', name }) as const),
    ].filter((place) => !(this.cargo?.disk && place.kind === 'hypervisor'));
    const now = places.findIndex((place) => place.kind === this.over?.kind && place.name === this.over.name);
    const next = places[now < 0 ? (step === 1 ? 0 : places.length - 1) : (now + step + places.length) % places.length];
    if (!next) return;
    this.over = next;
    const verdict = this.verdict(next);
    announcements.say(`${next.name}: ${verdict === null ? 'asking' : verdict.legal ? 'possible' : `not possible, ${verdict.why}`}`);
  }

  putDown(): void {
    const { cargo, over } = this;
    if (!cargo) return;
    const verdict = over && this.verdict(over);
    if (over && verdict?.legal) draft.propose(cargo, over);
    else if (over && verdict) announcements.show(`${label(cargo)} cannot go to ${over.name}: ${verdict.why}`);
    else if (over) announcements.show(`The server has not said yet whether ${over.name} is possible; nothing was asked for.`);
    this.cargo = null;
  }

  letGo(): void {
    if (!this.cargo) return;
    announcements.say(`${label(this.cargo)} stays where it is.`);
    this.cargo = null;
  }

  private async ask(cargo: Cargo): Promise<void> {
    try {
      const targets = await api.targets(cargo.vm.uuid);
      if (this.cargo === cargo) this.targets = targets;
    } catch (refused) {
      if (this.cargo === cargo) this.why = Problem.of(refused).message;
    }
  }
}

export const hand = new Hand();
