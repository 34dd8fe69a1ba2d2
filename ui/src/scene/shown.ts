import type { Vm } from '../api';

/** The VMs that are drawn in one host's box, and how many more it has. */
export interface Shown {
  vms: Vm[];
  more: number;
}

/** The VMs that the scene draws, by hypervisor; the disks that it draws are theirs, so that each line has two ends. */
export interface Selection {
  byHypervisor: Map<string, Shown>;
  disksMore: Map<string, number>;
  total: number;
  matching: number;
}

/** Beyond this many VMs a scene is a carpet: boxes show some, and count the rest. */
const ALL_UP_TO = 100;
const OF_MORE = 60;
const LEAST_IN_A_BOX = 4;

/** What is compared and searched, made once for each VM that the server sent: thousands are looked through at each key. */
const texts = new WeakMap<Vm, { order: string; search: string }>();

function textOf(vm: Vm): { order: string; search: string } {
  let text = texts.get(vm);
  if (!text) {
    const words = [vm.name, vm.hypervisor, vm.state, ...vm.disks.map((disk) => disk.nas), vm.uuid];
    text = { order: inOrder(vm.name), search: words.join(' ').toLowerCase() };
    texts.set(vm, text);
  }
  return text;
}

/** tiny9 before tiny10. */
export function inOrder(name: string): string {
  return name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0'));
}

export function byName(a: Vm, b: Vm): number {
  const one = textOf(a).order;
  const other = textOf(b).order;
  return one < other ? -1 : one > other ? 1 : 0;
}

export function matches(vm: Vm, words: string): boolean {
  if (!words) return true;
  const { search } = textOf(vm);
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => search.includes(word));
}

/**
 * Those that the filter names, by name, as many as the boxes have room for.
 *
 * @param pinned uuids that are drawn whatever the filter says: what moves, and what a person has in hand
 */
export function select(vms: Iterable<Vm>, pinned: ReadonlySet<string>, hosts: string[], words: string): Selection {
  const here = new Map<string, Vm[]>(hosts.map((name) => [name, []]));
  let total = 0;
  let matching = 0;
  for (const vm of vms) {
    total++;
    const matched = matches(vm, words);
    if (matched) matching++;
    if (matched || pinned.has(vm.uuid)) here.get(vm.hypervisor)?.push(vm);
  }
  const room = matching <= ALL_UP_TO ? ALL_UP_TO : Math.max(LEAST_IN_A_BOX, Math.floor(OF_MORE / Math.max(1, hosts.length)));
  const first = (vm: Vm) => (pinned.has(vm.uuid) ? 0 : 1);
  const byHypervisor = new Map<string, Shown>();
  const disksMore = new Map<string, number>();
  for (const [host, all] of here) {
    all.sort((a, b) => first(a) - first(b) || byName(a, b));
    byHypervisor.set(host, { vms: all.slice(0, room).sort(byName), more: Math.max(0, all.length - room) });
    for (const vm of all.slice(room)) {
      for (const disk of vm.disks) if (disk.nas) disksMore.set(disk.nas, (disksMore.get(disk.nas) ?? 0) + 1);
    }
  }
  return { byHypervisor, disksMore, total, matching };
}
