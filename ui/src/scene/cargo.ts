import type { Disk, Vm } from '../api';

/** What is carried to another host: a VM, or one of its disks. */
export interface Cargo {
  vm: Vm;
  disk?: Disk;
}

export interface Place {
  kind: 'hypervisor' | 'nas';
  name: string;
}

export function label(cargo: Cargo): string {
  return cargo.disk ? `${cargo.vm.name}/${cargo.disk.target}` : cargo.vm.name;
}

/** The name that a chip has in the drawing. */
export function chipOf(cargo: Cargo): string {
  return cargo.disk ? diskChip(cargo.vm.uuid, cargo.disk.target) : vmChip(cargo.vm.uuid);
}

export function vmChip(uuid: string): string {
  return `vm:${uuid}`;
}

export function diskChip(uuid: string, target: string): string {
  return `disk:${uuid}:${target}`;
}

/** The empty place that a move keeps in the host that it goes to. */
export function ghostOf(chip: string): string {
  return `ghost:${chip}`;
}

/** Whether it is where it would be carried to: the VM runs there, or the disk, or all of the VM's disks, lie there. */
export function isThere({ vm, disk }: Cargo, { kind, name }: Place): boolean {
  if (kind === 'hypervisor') return !disk && vm.hypervisor === name;
  return (disk ? [disk] : vm.disks).every((each) => each.nas === name);
}

export function samePlace(a: Place | null, b: Place | null): boolean {
  return a?.kind === b?.kind && a?.name === b?.name;
}
