import { api, Problem, type MoveRequest, type Plan, type Policy, type Vm } from '../api';
import { announcements } from '../live/announce.svelte';
import { cluster } from '../live/cluster.svelte';
import type { Cargo, Place } from '../scene/cargo';

/** What a person can say beside the hosts. Empty texts leave it to Godwit. */
export interface Care {
  policy: Policy;
  mode: '' | 'staged' | 'atomic';
  maxFreeze: string;
  deadline: string;
  bandwidth: string;
}

const CARE: Care = { policy: 'balanced', mode: '', maxFreeze: '', deadline: '', bandwidth: '' };
const PAUSE_MILLIS = 250;

/** The migration that is being thought about: each change asks the server for its plan, and nothing is changed before `migrate`. */
class Draft {
  uuid = $state<string | null>(null);
  to = $state('');
  /** NAS by the disk's target name; only those that shall move. */
  disks = $state.raw<Record<string, string>>({});
  care = $state<Care>({ ...CARE });
  plan = $state.raw<Plan | null>(null);
  problem = $state.raw<Problem | null>(null);
  asking = $state(false);
  private timer = 0;
  private round = 0;
  private key = '';

  get vm(): Vm | undefined {
    return this.uuid ? cluster.vms.get(this.uuid) : undefined;
  }

  /** Something was put down on a host: it adds to the plan for the same VM, so that two drops move both. */
  propose({ vm, disk }: Cargo, place: Place): void {
    if (this.uuid !== vm.uuid) this.begin(vm);
    if (place.kind === 'hypervisor') this.to = place.name;
    else this.send(disk ? [disk.target] : vm.disks.map((each) => each.target), place.name);
    this.changed();
  }

  begin(vm: Vm): void {
    this.discard();
    this.uuid = vm.uuid;
  }

  choose(to: string): void {
    this.to = to;
    this.changed();
  }

  chooseNas(targets: string[], nas: string): void {
    this.send(targets, nas);
    this.changed();
  }

  discard(): void {
    clearTimeout(this.timer);
    this.round++;
    this.uuid = null;
    this.to = '';
    this.disks = {};
    this.care = { ...CARE };
    this.plan = null;
    this.problem = null;
    this.asking = false;
  }

  changed(): void {
    clearTimeout(this.timer);
    this.key = crypto.randomUUID();
    const request = this.request();
    if (!request) {
      this.plan = null;
      this.problem = null;
      this.asking = false;
      this.round++;
      return;
    }
    this.asking = true;
    this.timer = window.setTimeout(() => void this.ask(request), this.plan ? PAUSE_MILLIS : 0);
  }

  /** The same key for the same plan: pressing twice, or again after a lost answer, makes one migration. */
  async migrate(): Promise<string> {
    const request = this.request();
    if (!request) throw new Error('nothing to move');
    const { id } = await api.migrate(request, this.key);
    announcements.say(`Migration ${id} of ${request.vm} has begun.`);
    this.discard();
    return id;
  }

  private send(targets: string[], nas: string): void {
    const disks = { ...this.disks };
    for (const target of targets) {
      if (this.vm?.disks.find((disk) => disk.target === target)?.nas === nas) delete disks[target];
      else disks[target] = nas;
    }
    this.disks = disks;
  }

  private request(): MoveRequest | null {
    const vm = this.vm;
    const moving = Object.entries(this.disks);
    if (!vm || (!this.to && moving.length === 0)) return null;
    const one = moving[0]?.[1];
    const all = one !== undefined && moving.length === vm.disks.length && moving.every(([, nas]) => nas === one);
    const { policy, mode, maxFreeze, deadline, bandwidth } = this.care;
    return {
      vm: cluster.vmNamed(vm.name)?.uuid === vm.uuid ? vm.name : vm.uuid,
      to: this.to || undefined,
      disksTo: all ? one : undefined,
      disks: all || moving.length === 0 ? undefined : this.disks,
      policy,
      mode: (this.to && one && mode) || undefined,
      maxFreeze: maxFreeze.trim() || undefined,
      deadline: deadline.trim() || undefined,
      bandwidth: bandwidth.trim() || undefined,
    };
  }

  private async ask(request: MoveRequest): Promise<void> {
    const round = ++this.round;
    try {
      const plan = await api.plan(request);
      if (round !== this.round) return;
      this.plan = plan;
      this.problem = null;
      announcements.say(
        plan.refused
          ? `Refused: ${plan.checks.filter((check) => check.severity === 'refuses').map((check) => check.evidence).join('; ')}`
          : `The plan for ${plan.vm} has ${plan.steps.length} steps. Nothing has changed yet.`,
      );
    } catch (refused) {
      if (round !== this.round) return;
      this.plan = null;
      this.problem = Problem.of(refused);
    }
    this.asking = false;
  }
}

export const draft = new Draft();
