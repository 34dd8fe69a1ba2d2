import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vm } from '../src/api';
import { inOrder, matches, select } from '../src/scene/shown';

const HOSTS = Array.from({ length: 10 }, (_, i) => `vnode${i}`);

function vm(i: number): Vm {
  return {
    uuid: `uuid-${i}`, name: `web${i}`, state: 'running (booted)', running: true, hypervisor: HOSTS[i % HOSTS.length]!, persistent: true,
    memoryBytes: 1, vcpus: 1, rdp: false, disks: [{ target: 'vda', nas: `nas${i % 3}`, image: `web${i}.qcow2`, format: 'qcow2' }],
  };
}

const many = Array.from({ length: 3000 }, (_, i) => vm(i));

test('a few VMs are all drawn', () => {
  const { byHypervisor } = select(many.slice(0, 40), new Set(), HOSTS, '');
  assert.equal([...byHypervisor.values()].reduce((sum, shown) => sum + shown.vms.length, 0), 40);
  assert.ok([...byHypervisor.values()].every((shown) => shown.more === 0));
});

test('of thousands some are drawn in each box, and every other one is counted', () => {
  const { byHypervisor, disksMore } = select(many, new Set(), HOSTS, '');
  const drawn = [...byHypervisor.values()].reduce((sum, shown) => sum + shown.vms.length, 0);
  assert.ok(drawn <= 60, `${drawn} are drawn`);
  for (const shown of byHypervisor.values()) assert.equal(shown.vms.length + shown.more, 300);
  assert.equal(drawn + [...disksMore.values()].reduce((sum, more) => sum + more, 0), 3000);
});

test('what moves, or is in hand, is drawn whatever the filter says and however full its box is', () => {
  const pinned = new Set(['uuid-2999']);
  assert.ok(select(many, pinned, HOSTS, '').byHypervisor.get('vnode9')!.vms.some((each) => each.name === 'web2999'));
  assert.ok(select(many, pinned, HOSTS, 'web11').byHypervisor.get('vnode9')!.vms.some((each) => each.name === 'web2999'));
});

test('the filter takes every word, in the name, the host, the state or the NAS', () => {
  assert.ok(matches(vm(12), 'WEB12'));
  assert.ok(matches(vm(12), 'vnode2 nas0'));
  assert.ok(!matches(vm(12), 'vnode2 nas1'));
  assert.ok(matches(vm(12), ''));
});

test('web9 comes before web10', () => {
  assert.ok(inOrder('web9') < inOrder('web10'));
});
